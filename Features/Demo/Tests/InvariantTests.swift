import Deals
import Kernel
import Store
import Support
import Testing

@testable import Demo

@Suite struct InvariantTests {
  @Test(arguments: TestEngine.available)
  func everythingFits(_ engine: TestEngine) async throws {
    let desk = try await DemoDesk.filled(engine)
    for (name, query) in Invariant.all {
      #expect(try await desk.count(query) == 0, "\(name)")
    }
    let kept = try await desk.value("SELECT CAST(sum(deals) AS BIGINT) FROM deal_total", as: Int.self)
    let refused = try await desk.count("SELECT id FROM deal WHERE state = 'refused'")
    let putAway = try await desk.count("SELECT id FROM deal WHERE archived_state = 'open'")
    #expect(kept.map { $0 + refused + putAway } == DemoPlan.open(of: DemoDesk.deals))
    #expect(refused > 0 && putAway > 0)
    await desk.end()
  }

  @Test(arguments: TestEngine.available)
  func nothingLiesInTheFutureOrBeforeTheFounding(_ engine: TestEngine) async throws {
    let desk = try await DemoDesk.filled(engine)
    let now = desk.crm.clock.now
    let founded = try await desk.value("SELECT min(at) FROM event", as: Instant.self)
    #expect(founded.map { now.seconds(since: $0) > 2 * 365 * 86_400 } == true)
    #expect(try await desk.count("SELECT id FROM event WHERE at > \(now)") == 0)
    #expect(try await desk.count("SELECT id FROM deal WHERE stage_entered_at > \(now) OR created_at < \(founded)") == 0)
    await desk.end()
  }

  @Test(arguments: TestEngine.available)
  func dealsBeginOnWorkingDays(_ engine: TestEngine) async throws {
    let desk = try await DemoDesk.filled(engine)
    let moments = try await desk.values("SELECT at FROM stage_move", as: Instant.self)
    for moment in moments {
      #expect(moment.day(in: DemoCompany.zone).weekday <= 5)
      #expect((9...18).contains(moment.clock(in: DemoCompany.zone).hour))
    }
    await desk.end()
  }

  @Test(arguments: TestEngine.available)
  func theTradeIsOneThatCouldBe(_ engine: TestEngine) async throws {
    let desk = try await DemoDesk.filled(engine)
    let won = try await desk.count("SELECT id FROM deal WHERE state = 'won'")
    let closed = try await desk.count("SELECT id FROM deal WHERE closed_at IS NOT NULL")
    let clients = try await desk.value("SELECT count(*) FROM company", as: Int.self) ?? 0
    #expect((0.2...0.42).contains(Double(won) / Double(closed)))
    #expect((0.7...0.9).contains(Double(clients) / Double(DemoDesk.deals)))
    #expect(
      try await desk.count("SELECT id FROM deal WHERE state = 'won' AND amount IS NULL AND origin = 'inbound'") < 5)
    #expect(try await desk.count("SELECT id FROM deal WHERE amount <= 0 OR amount % 50000 <> 0") == 0)
    #expect(try await desk.count("SELECT DISTINCT type FROM company") == 3)
    #expect(try await desk.count("SELECT DISTINCT pipeline_id FROM deal") == 3)
    #expect(try await desk.count("SELECT id FROM pipeline") == 5)
    #expect(try await desk.count("SELECT id FROM deal WHERE utm ->> 'utm_source' IS NOT NULL") > 20)
    #expect(try await desk.count("SELECT id FROM person") == 15)
    await desk.end()
  }

  /// What a newcomer can try to bring back, and a deal in which the client's people have another say than usual.
  @Test(arguments: TestEngine.available)
  func theArchiveIsNotEmptyAndDealsNameTheirDeciders(_ engine: TestEngine) async throws {
    let desk = try await DemoDesk.filled(engine)
    #expect(try await desk.count("SELECT id FROM deal WHERE archived_state = 'lost'") > 0)
    #expect(try await desk.count("SELECT id FROM stage WHERE archived_at IS NOT NULL") == 1)
    #expect(try await desk.count("SELECT id FROM source WHERE archived_at IS NOT NULL") == 1)
    #expect(try await desk.count("SELECT deal_id FROM deal_contact WHERE role = 'decision_maker'") > 0)
    await desk.end()
  }

  /// R48, R114: nobody did what his job may not.
  @Test(arguments: TestEngine.available)
  func everybodyDidWhatHisJobMay(_ engine: TestEngine) async throws {
    let desk = try await DemoDesk.filled(engine)
    let strangers: SQL = """
      SELECT move.id
      FROM stage_move AS move JOIN stage AS target ON target.id = move.to_stage_id
      JOIN person ON person.id = move.person_id
      LEFT JOIN stage_range AS work ON work.job = person.job AND work.pipeline_id = target.pipeline_id
      WHERE CASE WHEN target.kind = 'lost' THEN person.job NOT IN ('head', 'quality')
        ELSE target.position NOT BETWEEN work.first_position AND work.last_position END
      """
    #expect(try await desk.count(strangers) == 0)
    let slots: SQL = """
      SELECT deal.id FROM deal JOIN person ON person.id = deal.consultant_id WHERE person.job <> 'consultant'
      """
    #expect(try await desk.count(slots) == 0)
    await desk.end()
  }
}
