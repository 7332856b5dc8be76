import Activities
import Clients
import Deals
import Discipline
import Kernel
import Refusals
import Store
import Support
import Team
import Testing
import World

/// Trying to lose a client by handing him on, putting him away or changing what he hangs on.
@Suite struct HandingOnTests {
  private static let words = "Клиент сказал, что больше не нуждается в этом."

  @Test(arguments: TestEngine.available)
  func aDealGoesNeitherToWhoLeftNorToWhoOnlyChecks(_ engine: TestEngine) async throws {
    let desk = try await Desk(engine)
    let world = desk.world
    let deal = try await world.deal(of: world.anna)
    try await world.write(as: world.ada) { try $0.team.leave(world.boris, handing: world.site.holdings) }
    for person in [world.boris, world.quentin, world.vadim] {
      for people in [
        DealPeople(owner: person), DealPeople(manager: .some(person)), DealPeople(consultant: .some(person)),
      ] {
        let rule = try await desk.rule(as: world.anna) { _ = try $0.deals.assign(deal.id, people) }
        #expect(rule == "unknown_person")
      }
    }
    #expect(try await desk.deal(deal.id).people == [world.anna])
    await world.end()
  }

  @Test(arguments: TestEngine.available)
  func whatIsWrongGoesAlongToTheColleagueAndStaysOnTheHeadsBoard(_ engine: TestEngine) async throws {
    let desk = try await Desk(engine)
    let world = desk.world
    let deal = try await world.deal(of: world.anna)
    let call = try await desk.plan(in: deal, .at(world.clock.now.adding(seconds: 600)))
    try await desk.pass(minutes: 30)
    try await world.write(as: world.anna) { _ = try $0.deals.assign(deal.id, DealPeople(owner: world.boris)) }
    #expect(try await desk.shown(deal.id, to: world.boris) == [.untouched, .overdue])
    #expect(try await desk.shown(deal.id, to: world.rita) == [.untouched, .overdue])
    let owner = try await world.read(as: world.boris) { try $0.activities.find(call.id).ownerID }
    #expect(owner == world.boris)
    await world.end()
  }

  @Test(arguments: TestEngine.available)
  func whoLeavesLeavesNothingWithoutAnOwner(_ engine: TestEngine) async throws {
    let desk = try await Desk(engine)
    let world = desk.world
    let deal = try await world.deal(of: world.anna)
    let holdings = world.site.holdings
    #expect(try await desk.rule(as: world.ada) { try $0.team.leave(world.anna, handing: holdings) } == "heirs_needed")
    let heir = world.gleb
    try await world.write(as: world.ada) { try $0.team.leave(world.anna, handing: holdings, to: [heir]) }
    #expect(try await desk.shown(deal.id, to: world.nikita) == [.untouched, .unplanned])
    await world.end()
  }

  @Test(arguments: TestEngine.available)
  func nobodyPutsAwayWhatHeWorksHimself(_ engine: TestEngine) async throws {
    let desk = try await Desk(engine)
    let world = desk.world
    let annas = try await world.deal(of: world.anna)
    let ritas = try await world.deal(of: world.rita, phone: "+7 911 204-18-37")
    for (person, deal) in [(world.anna, annas), (world.rita, ritas)] {
      #expect(
        try await desk.rule(as: person) { _ = try $0.deals.archive(deal.id, because: "Дубль другой сделки") }
          == "open_deal_stays")
    }
    await world.end()
  }

  @Test(arguments: TestEngine.available)
  func theClientOfADealThatAHeadPutAwayIsFoundAtNight(_ engine: TestEngine) async throws {
    let desk = try await Desk(engine)
    let world = desk.world
    let deal = try await world.deal(of: world.anna)
    try await world.write(as: world.rita) { _ = try $0.deals.archive(deal.id, because: "Дубль другой сделки") }
    try await desk.pass(days: 1)
    #expect(try await desk.told(world.anna).contains("clients_idle"))
    let found = try await world.read(as: world.olga) { try $0.clientChecks.findings(.idle).items.map(\.companyID) }
    #expect(found == [deal.companyID])
    await world.end()
  }

  @Test(arguments: TestEngine.available)
  func aClientOfNobodyIsTheOwnersConcern(_ engine: TestEngine) async throws {
    let desk = try await Desk(engine)
    let world = desk.world
    let deal = try await world.deal(of: world.anna)
    try await world.write(as: world.rita) { work in
      _ = try work.deals.archive(deal.id, because: "Дубль другой сделки")
      _ = try work.companies.change(deal.companyID, expecting: nil) { $0.ownerID = nil }
    }
    try await desk.pass(days: 1)
    #expect(try await desk.told(world.olga).contains("clients_idle"))
    await world.end()
  }

  @Test(arguments: TestEngine.available)
  func aDealKeepsItsClientAndItsFunnel(_ engine: TestEngine) async throws {
    let desk = try await Desk(engine)
    let world = desk.world
    let deal = try await world.deal(of: world.anna)
    let stranger = try await world.deal(of: world.gleb, phone: "+7 911 204-18-37")
    let (contacts, warmup) = try await world.read(as: world.olga) { work in
      (
        try work.deals.contacts(of: stranger.id), try work.pipelines.all().first { $0.kind == .warmup }?.columns[1].id
      )
    }
    let stage = try #require(warmup)
    #expect(try await desk.rule(as: world.anna) { _ = try $0.deals.move(deal.id, to: stage) } == "other_pipeline")
    var change = DealChange()
    change.contacts.named = contacts.map(\.id)
    let linked = change
    #expect(try await desk.rule(as: world.anna) { _ = try $0.deals.change(deal.id, linked) } == "unknown_contact")
    await world.end()
  }

  /// The number is changed for one that nobody answers: the check does not take silence for a refusal.
  @Test(arguments: TestEngine.available)
  func aChangedNumberIsWrittenDownAndWhoIsNotReachedComesBackToSales(_ engine: TestEngine) async throws {
    let desk = try await Desk(engine)
    let world = desk.world
    let deal = try await world.deal(of: world.anna)
    let reason = try #require(try await world.read(as: world.olga) { try $0.reasons.all() }.first)
    let refusal = try await world.write(as: world.anna) { work in
      _ = try work.companies.change(deal.companyID, expecting: nil) { $0.details.phones = ["+7 999 000-00-00"] }
      return try work.refusals.state(deal.id, for: reason.id, because: Self.words).id
    }
    try await world.write(as: world.quentin) { _ = try $0.refusals.listen(refusal, Listening(voiced: false)) }
    for _ in 0..<RefusalCase.mostAttempts {
      try await world.write(as: world.quentin) { _ = try $0.refusals.call(refusal, Callback(reached: false)) }
      world.clock.advance(days: 1)
    }
    try await world.write(as: world.quentin) { _ = try $0.refusals.resolve(refusal, .returned, to: world.boris) }
    let after = try await desk.deal(deal.id)
    #expect(after.state == .open && after.ownerID == world.boris)
    let history = try await world.read(as: world.rita) { work in
      try work.history(of: Subject(Company.kind, deal.companyID.number), before: nil, limit: 20).map(\.kind)
    }
    #expect(history.contains("company_changed"))
    await world.end()
  }

  @Test(arguments: TestEngine.available)
  func nobodyChecksHisOwnRefusalNorGetsTheClientBack(_ engine: TestEngine) async throws {
    let desk = try await Desk(engine)
    let world = desk.world
    let reason = try #require(try await world.read(as: world.olga) { try $0.reasons.all() }.first)
    let deal = try await world.deal(of: world.rita)
    let refusal = try await world.write(as: world.rita) {
      try $0.refusals.state(deal.id, for: reason.id, because: Self.words).id
    }
    let listen: @Sendable (Work) throws -> Void = { _ = try $0.refusals.listen(refusal, Listening(voiced: false)) }
    #expect(try await desk.rule(as: world.rita, listen) == "own_refusal")
    try await world.write(as: world.quentin, listen)
    try await world.write(as: world.quentin) {
      _ = try $0.refusals.call(refusal, Callback(reached: true, confirmed: false))
    }
    let back = try await desk.rule(as: world.quentin) {
      _ = try $0.refusals.resolve(refusal, .returned, to: world.rita)
    }
    #expect(back == "same_person")
    #expect(try await desk.shown(deal.id) == [.refused])
    await world.end()
  }

  @Test(arguments: TestEngine.available)
  func whatSomebodyLeftOverFollowsHimToTheHeadOfHisNewDepartment(_ engine: TestEngine) async throws {
    let desk = try await Desk(engine)
    let world = desk.world
    let deal = try await world.deal(of: world.anna)
    let north = world.crm.installation.people[world.gleb]?.departmentID
    try await world.write(as: world.ada) { try $0.team.change(world.anna) { $0.departmentID = north } }
    #expect(try await desk.shown(deal.id, to: world.nikita) == [.untouched, .unplanned])
    try await desk.pass(minutes: 8 * 60)
    #expect(try await desk.told(world.nikita).contains("day_ended"))
    await world.end()
  }

  @Test(arguments: TestEngine.available)
  func theDaysOfAStageAreTheAdministratorsAndTheirChangeIsWrittenDown(_ engine: TestEngine) async throws {
    let desk = try await Desk(engine)
    let world = desk.world
    let deal = try await world.deal(of: world.anna)
    let edit: @Sendable (Work) throws -> Void = { try $0.pipelines.changeStage(deal.stageID) { $0.maxDays = 300 } }
    for person in [world.anna, world.rita, world.quentin] {
      #expect(try await desk.rule(as: person, edit) == "forbidden")
    }
    try await world.write(as: world.ada, edit)
    let written = try await world.crm.read(as: .system("test")) {
      try $0.value("SELECT count(*) FROM event WHERE kind = 'stage_changed'", as: Int.self)
    }
    #expect(written == 1)
    // The inquiry still waits, and the deal is still without an activity.
    #expect(try await desk.shown(deal.id) == [.untouched, .unplanned])
    await world.end()
  }

  @Test(arguments: TestEngine.available)
  func aFieldOfOnesOwnChangesNothingButItself(_ engine: TestEngine) async throws {
    let desk = try await Desk(engine)
    let world = desk.world
    let deal = try await world.deal(of: world.anna)
    var change = DealChange()
    change.fields = [.init("state", .string("lost")), .init("closed_at", .integer(1)), .init("owner_id", .integer(2))]
    let tricky = change
    try await world.write(as: world.anna) { _ = try $0.deals.change(deal.id, tricky) }
    let after = try await desk.deal(deal.id)
    #expect(after.state == .open && after.closedAt == nil && after.ownerID == world.anna)
    #expect(try await desk.shown(deal.id) == [.untouched, .unplanned])
    await world.end()
  }

  /// Otherwise what comes back from the check would stand in a column that nobody sees.
  @Test(arguments: TestEngine.available)
  func aStageIsNotPutAwayWithARefusalThatIsBeingChecked(_ engine: TestEngine) async throws {
    let desk = try await Desk(engine)
    let world = desk.world
    let deal = try await world.deal(of: world.anna)
    let stages = try await world.stages()
    let reason = try #require(try await world.read(as: world.olga) { try $0.reasons.all() }.first)
    try await world.write(as: world.anna) { work in
      try work.deals.move(deal.id, to: stages[1].id)
      _ = try work.refusals.state(deal.id, for: reason.id, because: Self.words)
    }
    let rule = try await desk.rule(as: world.ada) { try $0.pipelines.archiveStage(stages[1].id) }
    #expect(rule == "stage_in_use")
    await world.end()
  }

  @Test(arguments: TestEngine.available)
  func whoRefusesMuchStillCarriesIt(_ engine: TestEngine) async throws {
    let desk = try await Desk(engine)
    let world = desk.world
    let deal = try await world.deal(of: world.anna)
    let reason = try #require(try await world.read(as: world.olga) { try $0.reasons.all() }.first)
    try await world.write(as: world.anna) { _ = try $0.refusals.state(deal.id, for: reason.id, because: Self.words) }
    let standing = try await world.read(as: world.anna) { try $0.discipline.mine() }
    #expect(standing.open == 1 && standing[.refused] == 1)
    await world.end()
  }
}
