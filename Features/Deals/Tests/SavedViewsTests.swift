import Kernel
import Store
import Support
import Testing
import World

@testable import Deals

/// States of lists and boards that people keep: whose they are, who changes them, what still opens.
@Suite struct SavedViewsTests {
  private static let big = ViewState(page: .deals, pipelineID: nil, query: "scope=all&amount_from=100000")

  @Test(arguments: TestEngine.available) func aViewIsKeptForOneselfOrForTheDepartment(_ engine: TestEngine) async throws
  {
    let world = try await World(engine)
    let (own, team) = try await world.write(as: world.anna) { work in
      (
        try work.views.add(ViewDraft(name: "  Крупные   мои ", state: Self.big)),
        try work.views.add(ViewDraft(name: "Крупные отдела", state: Self.big, isShared: true))
      )
    }
    #expect(own.name == "Крупные мои")
    @Sendable func names(_ person: ID<Person>) async throws -> [String] {
      try await world.read(as: person) { try $0.views.shown(among: .deals).map(\.name) }
    }
    #expect(try await names(world.anna) == ["Крупные мои", "Крупные отдела"])
    for colleague in [world.boris, world.vera, world.rita] { #expect(try await names(colleague) == ["Крупные отдела"]) }
    for stranger in [world.gleb, world.nikita] { #expect(try await names(stranger).isEmpty) }
    await #expect(throws: NotFound.self) { try await world.read(as: world.boris) { _ = try $0.views.find(own.id) } }
    // The owner finds all that is shared below him, and keeps views for the whole company.
    #expect(try await world.read(as: world.olga) { try $0.views.all().map(\.id) } == [team.id])
    try await world.write(as: world.olga) {
      _ = try $0.views.add(ViewDraft(name: "Всей компании", state: Self.big, isShared: true))
    }
    #expect(try await names(world.gleb) == ["Всей компании"])
    await world.end()
  }

  @Test(arguments: TestEngine.available) func aSharedViewIsChangedByItsKeeperOrAHeadAboveHim(_ engine: TestEngine)
    async throws
  {
    let world = try await World(engine)
    let view = try await world.write(as: world.anna) {
      try $0.views.add(ViewDraft(name: "Крупные", state: Self.big, isShared: true))
    }
    await #expect(throws: Forbidden.self) {
      try await world.write(as: world.boris) { _ = try $0.views.change(view.id) { $0.name = "Мелкие" } }
    }
    await #expect(throws: Forbidden.self) { try await world.write(as: world.boris) { try $0.views.delete(view.id) } }
    await #expect(throws: NotFound.self) { try await world.write(as: world.nikita) { try $0.views.delete(view.id) } }
    let renamed = try await world.write(as: world.rita) { work in
      try work.views.change(view.id, expecting: view.version) { $0.name = "Самые крупные" }
    }
    #expect((renamed.name, renamed.version, renamed.personID) == ("Самые крупные", 2, world.anna))
    await #expect(throws: Conflict.self) {
      try await world.write(as: world.anna) { _ = try $0.views.change(view.id, expecting: 1) { $0.name = "Ещё" } }
    }
    // Somebody's own are nobody else's, not even his head's.
    let own = try await world.write(as: world.anna) { try $0.views.add(ViewDraft(name: "Мои", state: Self.big)) }
    await #expect(throws: NotFound.self) { try await world.write(as: world.rita) { try $0.views.delete(own.id) } }
    try await world.write(as: world.olga) { try $0.views.delete(view.id) }
    #expect(try await world.read(as: world.anna) { try $0.views.all().map(\.id) } == [own.id])
    await world.end()
  }

  @Test(arguments: TestEngine.available) func namesOrderAndNumberAreKept(_ engine: TestEngine) async throws {
    let world = try await World(engine)
    let ids = try await world.write(as: world.anna) { work in
      try ["А", "Б", "В"].map { try work.views.add(ViewDraft(name: $0, state: Self.big)).id }
    }
    @Sendable func names() async throws -> String {
      try await world.read(as: world.anna) { try $0.views.all().map(\.name).joined() }
    }
    try await world.write(as: world.anna) { try $0.views.shift(ids[2], .up) }
    #expect(try await names() == "АВБ")
    try await world.write(as: world.anna) { try $0.views.order([ids[1], ids[2], ids[0]]) }
    #expect(try await names() == "БВА")
    await #expect(throws: Refusal.self) { try await world.write(as: world.anna) { try $0.views.order([ids[0]]) } }
    await #expect(throws: Refusal.self) {
      try await world.write(as: world.anna) { _ = try $0.views.add(ViewDraft(name: "а", state: Self.big)) }
    }
    await #expect(throws: Refusal.self) {
      try await world.write(as: world.anna) { work in
        for number in 0..<SavedViews.most { _ = try work.views.add(ViewDraft(name: "Вид \(number)", state: Self.big)) }
      }
    }
    await world.end()
  }

  @Test(arguments: TestEngine.available) func whatOpensFirstIsEachOnesOwn(_ engine: TestEngine) async throws {
    let world = try await World(engine)
    let view = try await world.write(as: world.rita) { work in
      let view = try work.views.add(ViewDraft(name: "Крупные", state: Self.big, isShared: true))
      try work.views.open(first: view.id)
      return view
    }
    try await world.write(as: world.anna) { try $0.views.open(first: view.id) }
    #expect(try await world.read(as: world.anna) { try $0.views.first()?.id } == view.id)
    #expect(try await world.read(as: world.boris) { try $0.views.first() } == nil)
    // What is no longer shared opens for its keeper alone; what is gone, for nobody.
    try await world.write(as: world.rita) { _ = try $0.views.change(view.id) { $0.isShared = false } }
    #expect(try await world.read(as: world.anna) { try $0.views.first() } == nil)
    #expect(try await world.read(as: world.rita) { try $0.views.first()?.id } == view.id)
    try await world.write(as: world.rita) { try $0.views.delete(view.id) }
    #expect(try await world.read(as: world.rita) { try $0.views.first() } == nil)
    await #expect(throws: Refusal.self) {
      try await world.write(as: world.anna) { work in
        let state = ViewState(page: .companies, pipelineID: nil, query: "type=family")
        try work.views.open(first: work.views.add(ViewDraft(name: "Семьи", state: state)).id)
      }
    }
    await world.end()
  }

  @Test(arguments: TestEngine.available) func whatCannotBeReadAnyMoreIsLeftOut(_ engine: TestEngine) async throws {
    let world = try await World(engine)
    let (anna, rita) = (try world.actor(world.anna), try world.actor(world.rita))
    let pipelines = try await world.read(as: world.olga) { try $0.pipelines.all() }
    func path(_ page: SavedView.Page, _ query: String, _ funnel: Int64? = nil, _ actor: Actor? = nil) -> String {
      ViewState(page: page, pipelineID: funnel.map { ID($0) }, query: query).path(for: actor ?? rita, among: pipelines)
    }
    #expect(path(.deals, "scope=everything&owner_id=x&sort=beauty&q=%D0%BE") == "/deals?scope=department&q=%D0%BE")
    // A stage or an owner that is gone narrows to nothing, as in the address itself, and can be cleared.
    #expect(path(.deals, "scope=mine&owner_id=9999&owner_id=9998") == "/deals?scope=mine&owner_id=9999&owner_id=9998")
    #expect(path(.deals, "scope=all&sort=closed_at") == "/deals?scope=department", "no order without its index")
    #expect(path(.board, "scope=mine&state=won", 999_999) == "/deals?scope=mine")
    #expect(
      path(.agenda, "scope=mine", pipelines[0].id.number)
        == "/pipelines/\(pipelines[0].id)/board?face=agenda&scope=mine")
    #expect(path(.companies, "type=ghost&owner_id=2&sort=-ltv") == "/companies?owner_id=2&sort=-ltv")
    // A head's view of his department opens for each with what he may see.
    #expect(path(.deals, "scope=all", nil, anna) == "/deals?scope=mine")
    await world.end()
  }
}
