import Clients
import Deals
import Foundation
import Kernel
import Store
import Support
import Team
import Testing
import Web
import World

/// R46, R47: when a deal was answered and last worked, and who is told of what ran out.
@Suite struct CareTests {
  private static func watch(_ world: World) async throws {
    world.clock.advance(seconds: 61)
    try await Worker(crm: world.crm, kinds: world.site.jobs).drain()
  }

  private static func told(_ world: World, _ kind: String) async throws -> [String] {
    try await world.crm.read(as: .system("test")) { work in
      try work.values(
        """
        SELECT person.email FROM notification JOIN person ON person.id = notification.person_id
        WHERE notification.kind = \(kind) ORDER BY notification.id
        """)
    }
  }

  private static func find(_ world: World, _ id: ID<Deal>) async throws -> Deal {
    try await world.read(as: world.olga) { try $0.deals.find(id) }
  }

  @Test(arguments: TestEngine.available) func anInquiryIsToBeAnsweredInAQuarterOfAnHourOfWork(
    _ engine: TestEngine
  ) async throws {
    let world = try await World(engine)
    let morning = try await world.deal(of: world.anna)
    #expect(morning.reactionDueAt == world.clock.now.adding(seconds: 900))
    #expect(morning.isWaiting)
    world.clock.advance(seconds: 8 * 3600 - 300)
    let evening = try await world.deal(of: world.anna, phone: "+7 911 204-18-37")
    // 17:55: five minutes are left of Monday.
    #expect(evening.reactionDueAt == Instant("2026-03-03T09:10:00+03:00"))
    await world.end()
  }

  @Test(arguments: TestEngine.available) func whatIsNotAnInquiryOfNowHasNoClock(_ engine: TestEngine) async throws {
    let world = try await World(engine)
    let now = world.clock.now
    let dues = try await world.write(as: world.anna) { work in
      func begin(_ phone: String, _ edit: (inout NewDeal) -> Void) throws -> Deal {
        var new = NewDeal(client: .described(.init(phone: phone), field: ""))
        edit(&new)
        return try work.deals.create(new)
      }
      let later = try work.pipelines.all()[0].stages[1].id
      return [
        try begin("+79110000001") { $0.origin = .outbound }, try begin("+79110000002") { $0.stageID = later },
        try begin("+79110000003") { $0.createdAt = now.adding(seconds: -3600) },
      ]
    }
    #expect(dues.map(\.reactionDueAt) == [nil, nil, nil])
    // Who begins further on has been answered.
    #expect(dues.map { $0.touchedAt == nil } == [true, false, true])
    await world.end()
  }

  @Test(arguments: TestEngine.available) func theFirstMoveCallOrCommentAnswers(_ engine: TestEngine) async throws {
    let world = try await World(engine)
    let stages = try await world.stages()
    let (moved, called) = (
      try await world.deal(of: world.anna), try await world.deal(of: world.anna, phone: "+7 911 204-18-37")
    )
    let written = try await world.deal(of: world.anna, phone: "+7 911 204-18-38")
    world.clock.advance(seconds: 240)
    try await world.write(as: world.anna) { work in
      try work.deals.move(moved.id, to: stages[1].id)
      try work.deals.touch(called.id)
      _ = try work.deals.comment(written.id, "Перезвоню в пять.")
    }
    for id in [moved.id, called.id, written.id] {
      let deal = try await Self.find(world, id)
      #expect(deal.touchedAt == world.clock.now)
      #expect(deal.reactionSeconds == 240)
      #expect(deal.reactionPersonID == world.anna)
      #expect(!deal.isWaiting)
    }
    // A second answer changes nothing.
    world.clock.advance(seconds: 600)
    try await world.write(as: world.anna) { try $0.deals.touch(called.id) }
    #expect(try await Self.find(world, called.id).reactionSeconds == 240)
    await world.end()
  }

  @Test(arguments: TestEngine.available) func aStrangersCommentIsNoAnswer(_ engine: TestEngine) async throws {
    let world = try await World(engine)
    let deal = try await world.deal(of: world.anna)
    try await world.write(as: world.rita) { _ = try $0.deals.comment(deal.id, "Анна, кто ответит?") }
    #expect(try await Self.find(world, deal.id).touchedAt == nil)
    await world.end()
  }

  @Test(arguments: TestEngine.available) func theHeadIsToldOnceThatNobodyAnswered(_ engine: TestEngine) async throws {
    let world = try await World(engine)
    try await world.write(as: world.olga) { work in
      let centre = try #require(work.installation.departments.values.first { $0.name == "Центр" })
      try work.team.changeDepartment(centre.id) { $0.headID = world.rita }
    }
    let deal = try await world.deal(of: world.anna)
    let answered = try await world.deal(of: world.anna, phone: "+7 911 204-18-37")
    try await world.write(as: world.anna) { try $0.deals.touch(answered.id) }
    try await Self.watch(world)
    #expect(try await Self.told(world, "unanswered").isEmpty)
    // An outage of three days only makes it late.
    world.clock.advance(days: 3)
    try await Self.watch(world)
    try await Self.watch(world)
    #expect(try await Self.told(world, "unanswered") == ["rita@test.voronka"])
    let kinds = try await world.read(as: world.olga) { work in
      try work.history(of: Subject("deal", deal.id.number), before: nil, limit: 20).map(\.kind)
    }
    #expect(kinds.filter { $0 == "deal_unanswered" }.count == 1)
    await world.end()
  }

  @Test(arguments: TestEngine.available) func aStandstillIsToldOnceAndEndsWithWork(_ engine: TestEngine) async throws {
    let world = try await World(engine)
    let stages = try await world.stages()
    let deal = try await world.deal(of: world.anna)
    try await world.write(as: world.anna) { try $0.deals.move(deal.id, to: stages[1].id) }
    world.clock.advance(days: 3)
    #expect(try await Self.find(world, deal.id).isStalled(at: world.clock.now))
    try await Self.watch(world)
    try await Self.watch(world)
    #expect(try await Self.told(world, "stalled").sorted() == ["anna@test.voronka", "rita@test.voronka"])
    // Words do not move it, a finished activity does.
    try await world.write(as: world.anna) { _ = try $0.deals.comment(deal.id, "Думает.") }
    #expect(try await Self.find(world, deal.id).isStalled(at: world.clock.now))
    try await world.write(as: world.anna) { try $0.deals.touch(deal.id) }
    #expect(try await !Self.find(world, deal.id).isStalled(at: world.clock.now))
    try await Self.watch(world)
    #expect(try await Self.told(world, "stalled").count == 2)
    // The next standstill is another one.
    world.clock.advance(days: 4)
    try await Self.watch(world)
    #expect(try await Self.find(world, deal.id).isStalled(at: world.clock.now))
    let events = try await world.read(as: world.olga) { work in
      try work.history(of: Subject("deal", deal.id.number), before: nil, limit: 20).filter { $0.kind == "deal_stalled" }
    }
    #expect(events.count == 2)
    await world.end()
  }

  @Test(arguments: TestEngine.available) func whatIsUnderCheckDoesNotStall(_ engine: TestEngine) async throws {
    let world = try await World(engine)
    let deal = try await world.deal(of: world.anna)
    try await world.write(as: world.olga) { work in
      // A refusal stands over the deal, as another feature sets it.
      _ = try work.execute("UPDATE \(Deal.table) SET state = 'refused' WHERE id = \(deal.id)")
    }
    world.clock.advance(days: 40)
    try await Self.watch(world)
    #expect(try await Self.told(world, "stalled").isEmpty)
    #expect(try await Self.told(world, "unanswered").isEmpty)
    await world.end()
  }
}
