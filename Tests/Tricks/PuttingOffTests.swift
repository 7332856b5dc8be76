import Activities
import Calls
import Clients
import Deals
import Discipline
import Kernel
import Store
import Support
import Testing
import World

/// Trying to lose a client by putting him off and by making the clocks lie.
@Suite struct PuttingOffTests {
  private static let never = Day("2098-12-30") ?? Day(number: 0)

  @Test(arguments: TestEngine.available)
  func whoPutsOffForEverStandsStill(_ engine: TestEngine) async throws {
    let desk = try await Desk(engine)
    let deal = try await desk.world.deal(of: desk.world.anna)
    let call = try await desk.plan(in: deal, .on(desk.world.today))
    for _ in 0..<4 {
      try await desk.pass(days: 1)
      let tomorrow = desk.world.today.adding(days: 1)
      try await desk.world.write(as: desk.world.anna) { _ = try $0.activities.postpone(call.id, to: .on(tomorrow)) }
    }
    #expect(try await desk.shown(deal.id) == [.untouched, .stalled])
    #expect(try await desk.told(desk.world.rita).isSuperset(of: ["stalled", "unanswered", "day_ended"]))
    await desk.world.end()
  }

  @Test(arguments: TestEngine.available)
  func aFarDateIsSeenAsAStandstillWhenTheStagesDaysAreOver(_ engine: TestEngine) async throws {
    let desk = try await Desk(engine)
    let deal = try await desk.world.deal(of: desk.world.anna)
    try await desk.world.write(as: desk.world.anna) { try $0.discipline.answer(deal.id, "Позвонила") }
    try await desk.plan(in: deal, .on(Self.never))
    #expect(try await desk.shown(deal.id).isEmpty)
    try await desk.pass(days: 1)
    #expect(try await desk.shown(deal.id) == [.stalled])
    await desk.world.end()
  }

  /// Where a stage allows any number of days, the look through the clients finds who is forgotten.
  @Test(arguments: TestEngine.available)
  func aFarDateSparesNoSilentClientHisTask(_ engine: TestEngine) async throws {
    let desk = try await Desk(engine)
    let world = desk.world
    let deal = try await world.deal(of: world.anna)
    try await world.write(as: world.ada) { try $0.pipelines.changeStage(deal.stageID) { $0.maxDays = nil } }
    try await desk.plan(in: deal, .on(Self.never))
    world.clock.advance(days: 179)
    try await desk.pass(days: 1)
    #expect(try await !desk.told(world.anna).contains("clients_forgotten"))
    try await desk.pass(days: 1)
    try await desk.pass(days: 1)
    #expect(try await desk.told(world.anna).contains("clients_forgotten"))
    let found = try await world.read(as: world.rita) { try $0.clientChecks.findings(.forgotten).items.map(\.companyID) }
    #expect(found == [deal.companyID])
    await world.end()
  }

  /// The task that he is given instead is called off, and the next one left alone: the head hears of both.
  @Test(arguments: TestEngine.available)
  func theTaskOfAForgottenClientIsNotThrownAway(_ engine: TestEngine) async throws {
    let desk = try await Desk(engine)
    let world = desk.world
    let client = try await world.write(as: world.anna) { work in
      try work.companies.add(CompanyDraft(type: .organisation, name: "ООО «Ромашка»")).company.id
    }
    world.clock.advance(days: 61)
    try await desk.pass(days: 1)
    try await desk.pass(days: 1)
    #expect(try await !desk.told(world.rita).contains("clients_dropped"))
    try await world.write(as: world.anna) { work in
      var filter = ActivityFilter()
      (filter.companyID, filter.state) = (client, .open)
      for task in try work.activities.list(filter, limit: 10).items { _ = try work.activities.cancel(task.id) }
    }
    try await desk.pass(days: 1)
    #expect(try await desk.told(world.rita).contains("clients_dropped"))
    #expect(try await !desk.told(world.rita).contains("clients_overdue"))
    try await desk.pass(days: 7)
    #expect(try await desk.told(world.rita).contains("clients_overdue"))
    await world.end()
  }

  @Test(arguments: TestEngine.available)
  func aCommentStopsTheClockButLeavesTheDealWithoutAnActivity(_ engine: TestEngine) async throws {
    let desk = try await Desk(engine)
    let deal = try await desk.world.deal(of: desk.world.anna)
    try await desk.world.write(as: desk.world.anna) { _ = try $0.deals.comment(deal.id, "Перезвоню.") }
    #expect(try await desk.shown(deal.id) == [.unplanned])
    // Nor does a full stop a day keep it from standing still.
    try await desk.plan(in: deal, .on(Self.never))
    try await desk.pass(days: 1)
    try await desk.world.write(as: desk.world.anna) { _ = try $0.deals.comment(deal.id, ".") }
    #expect(try await desk.shown(deal.id) == [.stalled])
    await desk.world.end()
  }

  @Test(arguments: TestEngine.available)
  func aCallWithAnEarlierDateShortensNoReaction(_ engine: TestEngine) async throws {
    let desk = try await Desk(engine)
    let world = desk.world
    let deal = try await world.deal(of: world.anna)
    try await desk.pass(minutes: 40)
    try await world.write(as: world.anna) { work in
      let earlier = deal.createdAt.adding(seconds: 60)
      _ = try work.calls.add(NewCall(of: deal.id, .outbound, phone: "+7 911 204-18-36", at: earlier))
    }
    let after = try await desk.deal(deal.id)
    #expect(after.reactionSeconds == 2400)
    #expect(try await desk.told(world.rita).contains("unanswered"))
    await world.end()
  }

  @Test(arguments: TestEngine.available)
  func aCallThatIsPutDownAnswersAndIsContactWithTheClient(_ engine: TestEngine) async throws {
    let desk = try await Desk(engine)
    let world = desk.world
    let deal = try await world.deal(of: world.anna)
    world.clock.advance(seconds: 300)
    try await world.write(as: world.anna) { work in
      _ = try work.calls.add(NewCall(of: deal.id, .inbound, phone: "+7 911 204-18-36", at: work.now))
    }
    let touched = try await world.read(as: world.olga) { try $0.companies.find(deal.companyID).company.lastTouchAt }
    #expect(try await desk.deal(deal.id).reactionSeconds == 300)
    #expect(touched == world.clock.now)
    await world.end()
  }

  @Test(arguments: TestEngine.available)
  func anActivityWithAnEarlierDateIsOverdueAtOnce(_ engine: TestEngine) async throws {
    let desk = try await Desk(engine)
    let deal = try await desk.world.deal(of: desk.world.anna)
    try await desk.plan(in: deal, .on(desk.world.today.adding(days: -3)))
    #expect(try await desk.shown(deal.id) == [.untouched, .overdue])
    await desk.world.end()
  }

  @Test(arguments: TestEngine.available)
  func whatIsTickedOffWithoutAResultLeavesTheDealWithoutAnActivityAndTheClientUntouched(_ engine: TestEngine)
    async throws
  {
    let desk = try await Desk(engine)
    let world = desk.world
    let deal = try await world.deal(of: world.anna)
    let task = try await desk.plan(.task, in: deal, .on(world.today))
    try await world.write(as: world.anna) { _ = try $0.activities.complete(task.id) }
    #expect(try await desk.shown(deal.id) == [.unplanned])
    let touched = try await world.read(as: world.olga) { try $0.companies.find(deal.companyID).company.lastTouchAt }
    #expect(touched == nil)
    await world.end()
  }

  @Test(arguments: TestEngine.available)
  func whatIsCalledOffOrOpenedAgainIsBackOnTheBoard(_ engine: TestEngine) async throws {
    let desk = try await Desk(engine)
    let world = desk.world
    let deal = try await world.deal(of: world.anna)
    let call = try await desk.plan(in: deal, .at(world.clock.now.adding(seconds: 60)))
    world.clock.advance(seconds: 120)
    try await world.write(as: world.anna) { work in
      try work.activities.complete(call.id)
      try work.activities.reopen(call.id)
    }
    #expect(try await desk.shown(deal.id) == [.overdue])
    try await world.write(as: world.anna) { _ = try $0.activities.cancel(call.id) }
    #expect(try await desk.shown(deal.id) == [.unplanned])
    await world.end()
  }

  /// A move forward answers, and a later stage allows more days: taken back, both are as they were.
  @Test(arguments: TestEngine.available)
  func aMoveThatIsTakenBackNeitherAnsweredNorGaveDays(_ engine: TestEngine) async throws {
    let desk = try await Desk(engine)
    let world = desk.world
    let deal = try await world.deal(of: world.anna)
    let stages = try await world.stages()
    try await desk.plan(in: deal, .on(Self.never))
    try await desk.pass(days: 1)
    #expect(try await desk.shown(deal.id) == [.untouched, .stalled])
    try await world.write(as: world.anna) { _ = try $0.batches.act(.move(stages[2].id), on: [MarkedDeal(deal.id)]) }
    #expect(try await desk.shown(deal.id).isEmpty)
    try await desk.undo(as: world.anna)
    #expect(try await desk.shown(deal.id) == [.untouched, .stalled])
    let after = try await desk.deal(deal.id)
    #expect(after.reactionSeconds == nil && after.reactionPersonID == nil && after.stallsAt == deal.stallsAt)
    await world.end()
  }

  @Test(arguments: TestEngine.available)
  func whatWasFinishedMeanwhileStaysAnsweredWhenAMoveIsTakenBack(_ engine: TestEngine) async throws {
    let desk = try await Desk(engine)
    let world = desk.world
    let deal = try await world.deal(of: world.anna)
    let stages = try await world.stages()
    try await world.write(as: world.anna) { work in
      _ = try work.batches.act(.move(stages[2].id), on: [MarkedDeal(deal.id)])
      try work.discipline.answer(deal.id, "Позвонила")
    }
    try await desk.undo(as: world.anna)
    #expect(try await desk.deal(deal.id).touchedAt != nil)
    await world.end()
  }

  @Test(arguments: TestEngine.available)
  func theDayIsNotClosedByHandWhileSomethingIsLeft(_ engine: TestEngine) async throws {
    let desk = try await Desk(engine)
    let world = desk.world
    let deal = try await world.deal(of: world.anna)
    try await world.write(as: world.anna) { try $0.discipline.answer(deal.id, "Позвонила") }
    let today = try await world.read(as: world.anna) { try $0.discipline.today() }
    #expect(!today.isClosed && today.standing[.unplanned] == 1)
    try await desk.pass(minutes: 8 * 60)
    let day = try await world.read(as: world.rita) { try $0.discipline.closedDays(limit: 1) }
    #expect(day == [Day("2026-03-02")])
    #expect(try await desk.told(world.rita).contains("day_ended"))
    await world.end()
  }
}

extension World {
  /// The day that it is in the company.
  var today: Day { clock.now.day(in: crm.installation.zone) }
}
