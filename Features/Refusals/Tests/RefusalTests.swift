import Calls
import Deals
import Kernel
import Store
import Support
import Testing
import Web
import World

@testable import Refusals

@Suite struct RefusalTests {
  private static let words = "Клиент сказал, что купил у соседей и больше не звонить."

  @Test(arguments: TestEngine.available)
  func aRefusedDealLeavesItsColumnTheTotalsAndEverybodysHands(_ engine: TestEngine) async throws {
    let desk = try await CheckDesk(engine)
    let world = desk.world
    let (deal, _) = try await desk.refusal()
    let stages = try await world.stages()
    #expect(deal.state == .refused && deal.closedAt == nil && deal.stageID == stages[0].id)
    try await world.read(as: world.anna) { work in
      for scope in [DealFilter.Scope.mine, .department] {
        let board = work.board(DealFilter(scope: scope, course: .current))
        let pipeline = try work.pipelines.find(deal.pipelineID)
        let total = try board.totals(of: pipeline)[deal.stageID]?.count ?? 0
        let (open, refused) = (try board.cards(in: deal.stageID).items, try board.refused(in: pipeline.id).items)
        #expect(total == 0 && open.isEmpty && refused.map(\.deal.id) == [deal.id])
      }
    }
    let changes: [@Sendable (Work) throws -> Void] = [
      { work in _ = try work.deals.move(deal.id, to: stages[1].id) },
      { work in _ = try work.deals.assign(deal.id, DealPeople(owner: world.boris)) },
      { work in
        var change = DealChange()
        change.title = "Другое"
        _ = try work.deals.change(deal.id, change)
      },
      { work in _ = try work.refusals.state(deal.id, for: desk.claimed.id, because: Self.words) },
    ]
    for change in changes {
      let conflict = await #expect(throws: Conflict.self) { try await world.write(as: world.anna, change) }
      #expect(conflict?.code == "deal_refused")
    }
    await world.end()
  }

  @Test(arguments: TestEngine.available)
  func noDoorLosesADealWithoutACheck(_ engine: TestEngine) async throws {
    let desk = try await CheckDesk(engine)
    let world = desk.world
    let deal = try await world.deal(of: world.anna)
    let lost = try #require(try await world.stages().first { $0.kind == .lost })
    for (name, person) in world.everybody {
      do {
        try await world.write(as: person) { _ = try $0.deals.move(deal.id, to: lost.id) }
        Issue.record("\(name) lost it")
      } catch is Forbidden {
      } catch is NotFound {}
      let outcomes = try? await world.write(as: person) { try $0.deals.move([MarkedDeal(deal.id)], to: lost.id) }
      let lostAmongMany = outcomes?.contains { $0.deal != nil } ?? false
      #expect(!lostAmongMany, "\(name) lost it among many")
      await #expect(throws: (any Error).self) {
        try await world.write(as: person) { work in
          var new = NewDeal(client: .known(deal.companyID))
          new.stageID = lost.id
          _ = try work.deals.create(new)
        }
      }
    }
    // The product itself, as a robot or an import acts.
    let doors: [@Sendable (Work) throws -> Void] = [
      { work in _ = try work.deals.move(deal.id, to: lost.id) },
      { work in _ = try work.deals.end(try work.deals.find(deal.id), in: lost.id, at: work.now) },
      { work in
        let moved = try work.deals.move(deal.id, to: world.secondStage(work))
        _ = try work.deals.end(moved, in: lost.id, at: work.now)
      },
    ]
    for door in doors {
      await #expect(throws: Forbidden.self) { try await world.crm.write(as: .system("robot"), door) }
    }
    #expect(try await desk.deal(deal.id).state == .open)
    await world.end()
  }

  @Test(arguments: TestEngine.available)
  func onlyTheOwnerClosesWithoutACheckAndSaysWhy(_ engine: TestEngine) async throws {
    let desk = try await CheckDesk(engine)
    let world = desk.world
    let (deal, refusal) = try await desk.refusal()
    for (name, person) in world.everybody where person != world.olga {
      await #expect(throws: (any Error).self, "\(name)") {
        try await world.write(as: person) {
          _ = try $0.refusals.override(deal.id, for: desk.claimed.id, because: Self.words)
        }
      }
    }
    await #expect(throws: Refusal.self) {
      try await world.write(as: world.olga) {
        _ = try $0.refusals.override(deal.id, for: desk.claimed.id, because: "Надо")
      }
    }
    try await world.write(as: world.olga) {
      _ = try $0.refusals.override(deal.id, for: desk.claimed.id, because: Self.words)
    }
    let (after, found, events) = try await world.read(as: world.olga) { work in
      (
        try work.deals.find(deal.id), try work.refusals.find(refusal.id),
        try work.history(of: deal.subject, before: nil, limit: 2).map(\.kind)
      )
    }
    #expect(after.state == .lost && found.state == .overridden && found.successorID == nil)
    #expect(events == ["refusal_overridden", "deal_lost"])
    await world.end()
  }

  @Test(arguments: TestEngine.available)
  func aDealReturnsToSomebodyElseAlone(_ engine: TestEngine) async throws {
    let desk = try await CheckDesk(engine)
    let world = desk.world
    let (_, refusal) = try await desk.refusal()
    _ = try await desk.listen(refusal, .missing, by: world.quentin)
    try await desk.call(refusal, .denied, by: world.quentin)
    for (person, code) in [
      (world.anna, "same_person"), (world.vera, "same_person"), (world.quentin, "unknown_person"),
      (world.vadim, "unknown_person"),
    ] {
      let error = await #expect(throws: Refusal.self) {
        try await world.write(as: world.quentin) { _ = try $0.refusals.resolve(refusal.id, .returned, to: person) }
      }
      #expect(error?.violations.first?.code == code)
    }
    await world.end()
  }

  @Test(arguments: TestEngine.available)
  func aCallThatNobodyOpenedHoldsTheFirstStepUp(_ engine: TestEngine) async throws {
    let desk = try await CheckDesk(engine)
    let world = desk.world
    let (_, refusal) = try await desk.refusal(.equal)
    let codes = { (listening: Listening) async throws -> [String] in
      do {
        try await world.write(as: world.quentin) { _ = try $0.refusals.listen(refusal.id, listening) }
        return []
      } catch let refusal as Refusal {
        return refusal.violations.map(\.code)
      }
    }
    let heard = Listening(voiced: true, heard: desk.claimed.id)
    #expect(try await codes(heard) == ["calls_unheard"])
    let calls = try await world.read(as: world.quentin) { try $0.refusals.calls(of: refusal) }
    for call in calls {
      try await world.write(as: world.quentin) { try $0.refusals.hear(refusal.id, call.id, skipping: "Тишина") }
    }
    #expect(try await codes(heard) == ["nothing_heard"])
    var wrong = Listening(voiced: true, heard: desk.other.id)
    (wrong.callIDs, wrong.matches) = (calls.map(\.id), true)
    #expect(try await codes(wrong) == ["reason_differs"])
    // The second one has no recording: it was looked at, and proves nothing.
    var silent = heard
    silent.callIDs = [calls[1].id]
    #expect(try await codes(silent) == ["nothing_heard"])
    var right = heard
    right.callIDs = calls.map(\.id)
    #expect(try await codes(right) == [])
    await world.end()
  }

  @Test(arguments: TestEngine.available)
  func whoIsFromOutsideSeesTheQueueAndNothingElse(_ engine: TestEngine) async throws {
    let desk = try await CheckDesk(engine)
    let world = desk.world
    let (deal, refusal) = try await desk.refusal()
    try await world.read(as: world.vadim) { work in
      let seen = try work.refusals.list(.all, limit: 10).items.map(\.id)
      #expect(seen == [refusal.id])
      let hidden = try? work.deals.find(deal.id)
      #expect(hidden == nil)
      for action in Action.allCases {
        #expect(!work.actor.access.may(action, Deal.kind) && !work.actor.access.may(action, "company"))
        #expect(!work.actor.access.may(action, "person") && !work.actor.access.may(action, Pipeline.kind))
      }
    }
    _ = try await desk.listen(refusal, .missing, by: world.vadim)
    try await desk.call(refusal, .confirmed, by: world.vadim)
    try await world.write(as: world.vadim) { _ = try $0.refusals.resolve(refusal.id, .closed) }
    try await world.read(as: world.vadim) { work in
      let (left, gone) = (try work.refusals.list(.all, limit: 10).items, try? work.refusals.find(refusal.id))
      #expect(left.isEmpty && gone == nil)
    }
    await world.end()
  }

  @Test(arguments: TestEngine.available)
  func theDeadlineIsTheEndOfTheNextWorkingDayAndIsToldOfOnce(_ engine: TestEngine) async throws {
    let desk = try await CheckDesk(engine)
    let world = desk.world
    world.clock.advance(days: 4)  // a Friday
    let (deal, refusal) = try await desk.refusal()
    #expect(refusal.dueAt == Instant("2026-03-09T18:00:00+03:00"))
    let worker = Worker(crm: world.crm, kinds: [RefusalJobs.due])
    try await worker.drain()
    world.clock.advance(days: 4)
    try await worker.drain()
    try await worker.drain()
    let told = try await world.read(as: world.olga) { try $0.history(of: deal.subject, before: nil, limit: 50) }
    #expect(told.filter { $0.kind == "refusal_overdue" }.count == 1)
    await world.end()
  }
}

extension World {
  fileprivate func secondStage(_ work: Work) throws -> ID<Stage> {
    guard let stage = try work.pipelines.all().first(where: { $0.name == "Продажа" })?.columns[1] else {
      throw NotFound("stage")
    }
    return stage.id
  }
}
