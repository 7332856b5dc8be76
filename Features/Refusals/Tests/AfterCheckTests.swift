import Deals
import Kernel
import Store
import Support
import Testing
import Web
import World

@testable import Refusals

/// What a refusal brings with it beside its check: nobody falls out, and those who answer hear of it.
@Suite struct AfterCheckTests {
  /// Checked by somebody from outside, who sees no funnel at all.
  private func closed(_ desk: CheckDesk, number: Int = 1) async throws -> (deal: Deal, refusal: RefusalCase) {
    let (deal, refusal) = try await desk.refusal(.equal, number: number)
    _ = try await desk.listen(refusal, .equal, by: desk.world.vadim)
    return (
      deal, try await desk.world.write(as: desk.world.vadim) { try $0.refusals.resolve(refusal.id, .closed) }
    )
  }

  private func told(_ world: World, _ kind: String) async throws -> [Int64] {
    try await world.crm.read(as: .system("test")) { work in
      try work.all("SELECT person_id FROM notification WHERE kind = \(kind) ORDER BY person_id") {
        try $0["person_id"] as Int64
      }
    }
  }

  @Test(arguments: TestEngine.available)
  func aReasonWithoutAStageOrWithOneThatWasPutAwayLeadsToTheFirstStageOfTheWarmUp(_ engine: TestEngine) async throws {
    let desk = try await CheckDesk(engine)
    let world = desk.world
    let columns = try await world.read(as: world.olga) { work in
      try work.pipelines.all().first { $0.kind == .warmup }?.columns.map(\.id) ?? []
    }
    let own = try #require(desk.claimed.warmupStageID)
    #expect(columns.first != own)
    try await world.write(as: world.ada) { try $0.pipelines.archiveStage(own) }
    let away = try await closed(desk)
    let first = try await desk.deal(try #require(away.refusal.successorID))
    #expect(first.stageID == columns[0] && first.companyID == away.deal.companyID && first.state == .open)
    try await world.write(as: world.ada) { work in
      try work.reasons.change(desk.claimed.id) { $0.warmupStageID = nil }
    }
    let none = try await closed(desk, number: 2)
    let second = try await desk.deal(try #require(none.refusal.successorID))
    #expect(second.stageID == columns[0] && second.companyID == none.deal.companyID)
    let missed = try await told(world, "refusal_unwarmed")
    #expect(missed.isEmpty)
    await world.end()
  }

  @Test(arguments: TestEngine.available)
  func whereThereIsNoWarmUpFunnelHeadAndOwnerAreTold(_ engine: TestEngine) async throws {
    let desk = try await CheckDesk(engine)
    let world = desk.world
    try await world.write(as: world.ada) { work in
      for pipeline in try work.pipelines.all() where pipeline.kind == .warmup {
        try work.pipelines.archive(pipeline.id)
      }
    }
    let (deal, refusal) = try await closed(desk)
    #expect(refusal.successorID == nil && refusal.state == .closed)
    let lead = world.crm.installation.leads(of: world.anna).map(\.number)
    let heard = try await told(world, "refusal_unwarmed")
    #expect(heard == Set(lead + [world.olga.number]).sorted())
    let kinds = try await world.read(as: world.olga) {
      try $0.history(of: deal.subject, before: nil, limit: 3).map(\.kind)
    }
    #expect(kinds.contains("refusal_unwarmed"))
    await world.end()
  }

  @Test(arguments: TestEngine.available)
  func theHeadOfTheDealsOwnerHearsOfARefusalWhenItIsStated(_ engine: TestEngine) async throws {
    let desk = try await CheckDesk(engine)
    let world = desk.world
    _ = try await desk.refusal()
    let leads = world.crm.installation.leads(of: world.anna)
    let heard = try await told(world, "refusal_stated")
    #expect(heard == (leads + [world.quentin]).map(\.number).sorted())
    await world.end()
  }

  @Test(arguments: TestEngine.available)
  func theRailCountsTheOpenCasesThatOneCouldCheck(_ engine: TestEngine) async throws {
    let desk = try await CheckDesk(engine)
    let world = desk.world
    _ = try await desk.refusal(number: 1)
    let (_, over) = try await desk.refusal(number: 2)
    let own = try await world.deal(of: world.rita)
    try await world.write(as: world.rita) { work in
      _ = try work.refusals.state(own.id, for: desk.claimed.id, because: "Клиент уехал в другой город и передумал.")
    }
    func counts() async throws -> [String: Int] {
      var counts: [String: Int] = [:]
      for (name, person) in world.everybody {
        counts[name] = try await world.read(as: person) { try $0.refusals.waiting(upTo: 99) }
      }
      return counts
    }
    let before = try await counts()
    #expect(before["quality"] == 3 && before["outside checker"] == 3 && before["owner"] == 3)
    #expect(before["head"] == 2, "her own is not hers to check")
    for name in ["manager", "colleague", "consultant", "another department"] { #expect(before[name] == 0, "\(name)") }
    try await world.write(as: world.olga) { work in
      _ = try work.refusals.override(over.dealID, for: desk.claimed.id, because: "Клиент закрыл дело и уехал насовсем.")
    }
    let after = try await counts()
    #expect(after["quality"] == 2)
    try await world.read(as: world.olga) { work in
      let unchecked = try work.refusals.list(.overridden, limit: 5).items.map(\.id)
      let (count, bounded) = (try work.refusals.count(.overridden), try work.refusals.waiting(upTo: 1))
      #expect(unchecked == [over.id] && count == 1)
      #expect(bounded == 2, "one more than asked for at most")
    }
    await world.end()
  }
}
