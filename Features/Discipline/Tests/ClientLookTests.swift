import Activities
import Clients
import Deals
import Kernel
import Store
import Support
import Testing
import World

@testable import Discipline

/// The look through all clients (R69–R73).
@Suite struct ClientLookTests {
  private func look(_ world: World) async throws {
    try await world.write(as: world.olga) { _ = try $0.clientChecks.ask() }
    try await Worker(crm: world.crm, kinds: [ClientLook.job]).drain()
  }

  private func found(_ world: World, _ kind: ClientFinding.Kind) async throws -> [ClientFinding] {
    try await world.read(as: world.olga) { try $0.clientChecks.findings(kind).items }
  }

  private func open(_ world: World, of person: ID<Person>) async throws -> [Activity] {
    try await world.read(as: world.olga) { work in
      try work.all(
        """
        SELECT activity.* FROM \(work.visible(Activity.self)) AS activity
        WHERE owner_id = \(person) AND closed_at IS NULL ORDER BY id
        """
      ) { try Activity(row: $0) }
    }
  }

  private func told(_ world: World, _ person: ID<Person>) async throws -> [String] {
    try await world.read(as: person) { work in
      try work.values("SELECT kind FROM notification WHERE person_id = \(person) AND kind LIKE 'clients_%' ORDER BY id")
    }
  }

  @Test(arguments: TestEngine.available)
  func anOpenDealWithoutAnActivityGetsOneOnce(_ engine: TestEngine) async throws {
    let world = try await World(engine)
    let deal = try await world.deal(of: world.anna)
    try await look(world)
    try await look(world)
    let activities = try await open(world, of: world.anna)
    #expect(activities.map(\.dealID) == [deal.id])
    #expect(activities.first?.due == .on(Day("2026-03-02") ?? Day(number: 0)))
    #expect(try await found(world, .planned).count == 1)
    #expect(try await told(world, world.anna) == ["clients_planned"])
    await world.end()
  }

  @Test(arguments: TestEngine.available)
  func whatALookLeftGoesWithADealThatIsErased(_ engine: TestEngine) async throws {
    let world = try await World(engine)
    let deal = try await world.deal(of: world.anna)
    try await look(world)
    // As the product does that takes an import back.
    _ = try await world.crm.write(as: .system("import")) { work in
      try work.deals.erase([try work.deals.find(deal.id)])
      try work.clients.erase([deal.companyID])
    }
    #expect(try await open(world, of: world.anna).isEmpty)
    #expect(try await found(world, .planned).isEmpty)
    await world.end()
  }

  @Test(arguments: TestEngine.available)
  func aClientWithoutAnOpenDealIsToldOfOnceForEachTimeThatItHappens(_ engine: TestEngine) async throws {
    let world = try await World(engine)
    let stages = try await world.stages()
    guard let won = stages.first(where: { $0.kind == .won }) else { throw NotFound("stage") }
    func win(_ title: String) async throws {
      let deal = try await world.deal(of: world.anna, title)
      world.clock.advance(seconds: 60)
      try await world.write(as: world.olga) { _ = try $0.deals.move(deal.id, to: won.id) }
    }
    try await win("Фильтр")
    try await look(world)
    try await look(world)
    #expect(try await found(world, .idle).map(\.personID) == [world.anna])
    try await win("Картриджи")
    try await look(world)
    #expect(try await found(world, .idle).count == 2)
    #expect(try await told(world, world.anna) == ["clients_idle", "clients_idle"])
    await world.end()
  }

  @Test(arguments: TestEngine.available)
  func theHeadHearsOfWhatIsOverdueInOneNotice(_ engine: TestEngine) async throws {
    let world = try await World(engine)
    for number in 0..<3 {
      let deal = try await world.deal(of: world.anna, phone: "+7 911 204-18-3\(number)")
      try await world.write(as: world.anna) { work in
        var new = NewActivity(kind: .call, title: "Перезвонить", due: .at(work.now.adding(seconds: 600)))
        new.dealID = deal.id
        try work.activities.add(new)
      }
    }
    world.clock.advance(seconds: 3600)
    try await look(world)
    try await look(world)
    #expect(try await told(world, world.rita) == ["clients_overdue"])
    #expect(try await found(world, .overdue).count == 3)
    #expect(try await found(world, .planned).isEmpty)
    await world.end()
  }

  @Test(arguments: TestEngine.available)
  func aForgottenClientGetsATaskOnceForEachSilence(_ engine: TestEngine) async throws {
    let world = try await World(engine)
    let company = try await world.write(as: world.anna) { work in
      try work.companies.add(CompanyDraft(type: .organisation, name: "ООО «Ромашка»")).company.id
    }
    world.clock.advance(days: 60)
    try await look(world)
    #expect(try await found(world, .forgotten).isEmpty)
    world.clock.advance(days: 1)
    try await look(world)
    try await look(world)
    let task = try await open(world, of: world.anna)
    #expect(task.map(\.companyID) == [company])
    // A contact ends the silence; the next one is another.
    if let task = task.first {
      try await world.write(as: world.anna) { _ = try $0.activities.complete(task.id, result: Self.words) }
    }
    world.clock.advance(days: 61)
    try await look(world)
    #expect(try await found(world, .forgotten).count == 2)
    await world.end()
  }

  private static let words = "Ждёт наше предложение к осени."

  /// A client of Anna's with whom nobody had contact for as long as organisations bear, and her task.
  private func forgotten(_ world: World) async throws -> (client: ID<Company>, task: Activity) {
    let client = try await world.write(as: world.anna) { work in
      try work.companies.add(CompanyDraft(type: .organisation, name: "ООО «Ромашка»")).company.id
    }
    world.clock.advance(days: 61)
    try await look(world)
    guard let task = try await open(world, of: world.anna).first else { throw NotFound("activity") }
    return (client, task)
  }

  @Test(arguments: TestEngine.available)
  func theHeadHearsOfWhatIsOverdueWithClientsBesideDeals(_ engine: TestEngine) async throws {
    let world = try await World(engine)
    let (client, task) = try await forgotten(world)
    #expect(try await told(world, world.rita).isEmpty)
    world.clock.advance(days: 7)
    try await look(world)
    try await look(world)
    #expect(try await told(world, world.rita) == ["clients_overdue"])
    let late = try await found(world, .overdue)
    #expect(late.map(\.companyID) == [client] && late.map(\.dealID) == [nil] && late.map(\.personID) == [world.anna])
    // Dated back it is overdue anew.
    try await world.write(as: world.anna) { work in
      _ = try work.activities.postpone(task.id, to: .at(work.now.adding(seconds: -60)))
    }
    try await look(world)
    #expect(try await found(world, .overdue).count == 2)
    await world.end()
  }

  @Test(arguments: TestEngine.available)
  func aTaskThatIsThrownAwayComesAgainAndTheHeadHearsOfIt(_ engine: TestEngine) async throws {
    let world = try await World(engine)
    let (client, task) = try await forgotten(world)
    try await world.write(as: world.anna) { _ = try $0.activities.cancel(task.id) }
    try await look(world)
    try await look(world)
    #expect(try await found(world, .dropped).map(\.companyID) == [client])
    #expect(try await told(world, world.rita) == ["clients_dropped"])
    let again = try await open(world, of: world.anna)
    #expect(again.map(\.companyID) == [client] && again.map(\.wantsResult) == [true])
    // Some weeks are within what he bears, a year is not.
    for (days, dropped): (Int64, Int) in [(30, 1), (365, 2)] {
      try await world.write(as: world.anna) { work in
        guard let task = again.first else { throw NotFound("activity") }
        _ = try work.activities.postpone(task.id, to: .at(work.now.adding(seconds: days * 86_400)))
      }
      world.clock.advance(seconds: 60)
      try await look(world)
      #expect(try await found(world, .dropped).count == dropped)
    }
    #expect(try await open(world, of: world.anna).count == 2)
    await world.end()
  }

  @Test(arguments: TestEngine.available)
  func aTickWithoutWordsIsNoContact(_ engine: TestEngine) async throws {
    let world = try await World(engine)
    let (client, task) = try await forgotten(world)
    for words in [nil, "", "ок!!!!!!!!!!!"] {
      await #expect(throws: Refusal("result_short", field: "result")) {
        try await world.write(as: world.anna) { _ = try $0.activities.complete(task.id, result: words) }
      }
    }
    func touched() async throws -> Instant? {
      try await world.read(as: world.olga) { try $0.companies.find(client).company.lastTouchAt }
    }
    #expect(try await touched() == nil)
    try await world.write(as: world.anna) { _ = try $0.activities.complete(task.id, result: Self.words) }
    #expect(try await touched() == world.clock.now)
    // Nor are the words taken away afterwards.
    await #expect(throws: Refusal("result_short", field: "result")) {
      try await world.write(as: world.anna) { work in
        var change = ActivityChange()
        change.result = ""
        try work.activities.change(task.id, change)
      }
    }
    await world.end()
  }

  @Test func whoBroughtMuchIsForgottenSooner() {
    var rules = DayRules()
    #expect(rules.patience(with: .family, ltv: 0) == 180)
    #expect(rules.patience(with: .family, ltv: rules.dearFrom) == 30)
    rules.silence[.organisation] = 0
    #expect(rules.patience(with: .organisation, ltv: 0) == nil)
    #expect(rules.patience(with: .organisation, ltv: rules.dearFrom) == 30)
  }

  @Test(arguments: TestEngine.available)
  func theNightBeginsALookOnceADay(_ engine: TestEngine) async throws {
    let world = try await World(engine)
    let worker = Worker(crm: world.crm, kinds: [DayWatch.job, ClientLook.job])
    try await worker.drain()
    world.clock.advance(seconds: 17 * 3600)
    try await worker.drain()
    world.clock.advance(seconds: 3600)
    try await worker.drain()
    let checks = try await world.read(as: world.olga) { try $0.clientChecks.list() }
    #expect(checks.count == 1)
    #expect(checks.first?.finishedAt != nil)
    await world.end()
  }

  @Test(arguments: TestEngine.available)
  func theNightBeginsAtTheHourThatTheCompanyChose(_ engine: TestEngine) async throws {
    let world = try await World(engine)
    try await world.write(as: world.olga) { work in
      var rules = try work.dayRules.read()
      rules.night = 5 * 60 + 30
      try work.dayRules.change(to: rules)
      rules.night = 24 * 60
      #expect(throws: Refusal("not_clock", field: "client_night")) { try work.dayRules.change(to: rules) }
    }
    let worker = Worker(crm: world.crm, kinds: [DayWatch.job, ClientLook.job])
    try await worker.drain()
    // From Monday 10:00 to Tuesday 05:00, and on to 05:31.
    world.clock.advance(seconds: 19 * 3600)
    try await worker.drain()
    #expect(try await world.read(as: world.olga) { try $0.clientChecks.list() }.isEmpty)
    world.clock.advance(seconds: 31 * 60)
    try await worker.drain()
    #expect(try await world.read(as: world.olga) { try $0.clientChecks.list() }.count == 1)
    await world.end()
  }
}
