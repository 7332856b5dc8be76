import Deals
import Foundation
import Imports
import Kernel
import Refusals
import Store
import Support
import Testing
import World

/// An import brings what was lost before it came here, and can't lose what lives here: by its number, by its name
/// and client, twice in one file, or under check.
@Suite struct LosingImportTests {
  private static let mapping = """
    {"missing_client": "Без клиента", "source_key": "old",
     "columns": {
       "external_id": "id", "title": "what", "client": "who", "phone": "phone", "owner": "seller",
       "created": "began", "closed": "ended",
       "stage": {"column": "state", "values": {"talk": "Коммуникация", "lost": {"state": "lost"}}}
     }}
    """
  private static let header = "id,what,who,phone,seller,state,began,ended\n"

  @discardableResult
  private func take(_ rows: String, in world: World) async throws -> Import {
    let id = try await world.crm.beginImport(
      of: .bytes(Array((Self.header + rows + "\n").utf8)[...]), named: "deals.csv", mapping: Array(Self.mapping.utf8),
      isDryRun: false, as: world.actor(world.olga))
    try await Worker(crm: world.crm, kinds: importsFeature.jobs).drain()
    return try await world.read(as: world.olga) { try $0.imports.find(id) }
  }

  private func deals(in world: World) async throws -> [Deal] {
    try await world.read(as: world.olga) { work in
      try work.all("SELECT deal.* FROM \(work.visible(Deal.self)) AS deal ORDER BY deal.id") { try Deal(row: $0) }
    }
  }

  @Test(arguments: TestEngine.available)
  func aSecondFileDoesNotLoseWhatTheFirstBrought(_ engine: TestEngine) async throws {
    let world = try await World(engine)
    try await take("A1,Насос,Ромашка,,Анна Крылова,talk,11/20/2025,", in: world)
    let live = try await deals(in: world)
    #expect(live.map(\.state) == [.open])
    let again = try await take("A1,Насос,Ромашка,,Анна Крылова,lost,11/20/2025,01/31/2026", in: world)
    #expect(again.state == .done && again.progress.skipped == 1 && again.progress.taken == 0)
    let after = try await deals(in: world)
    #expect(after.map(\.id) == live.map(\.id) && after.map(\.state) == [.open] && after.map(\.version) == [1])
    let twice = try await take(
      """
      B1,Фильтр,Лютик,,Анна Крылова,talk,11/20/2025,
      B1,Фильтр,Лютик,,Анна Крылова,lost,11/20/2025,01/31/2026
      """, in: world)
    #expect(twice.progress.taken == 1 && twice.progress.rejected == 1)
    #expect(try await deals(in: world).map(\.state) == [.open, .open])
    await world.end()
  }

  @Test(arguments: TestEngine.available)
  func aLostRowOfTheSameNameAndClientLeavesTheLiveDealToItsPeople(_ engine: TestEngine) async throws {
    let world = try await World(engine)
    let deal = try await world.deal(of: world.anna, "Прицеп", phone: "+7 921 200-00-01")
    let refused = try await world.deal(of: world.boris, "Тент", phone: "+7 921 200-00-02")
    let refusal = try await world.write(as: world.boris) { work in
      let reason = try #require(try work.reasons.all().first)
      return try work.refusals.state(refused.id, for: reason.id, because: "Клиент сказал, что купил у соседей.")
    }
    let taken = try await take(
      """
      \(deal.id),Прицеп,,+7 921 200-00-01,Анна Крылова,lost,11/20/2025,01/31/2026
      \(refused.id),Тент,,+7 921 200-00-02,Борис Дёмин,lost,11/20/2025,01/31/2026
      """, in: world)
    #expect(taken.progress.taken == 2)
    let all = try await deals(in: world)
    // What was lost elsewhere is history of the same clients, beside what lives here.
    #expect(all.map(\.state) == [.open, .refused, .lost, .lost])
    #expect(Array(all.map(\.companyID).prefix(2)) == Array(all.map(\.companyID).suffix(2)))
    #expect(all.first == deal)
    let (lacking, queue) = try await world.read(as: world.olga) { work in
      (
        try work.board(DealFilter(scope: .all, course: .current)).cards(in: deal.stageID).items.map(\.deal.id),
        try work.refusals.list(.open, limit: 10).items.map(\.id)
      )
    }
    #expect(lacking == [deal.id] && queue == [refusal.id])
    await world.end()
  }
}
