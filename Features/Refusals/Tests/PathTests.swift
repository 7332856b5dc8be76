import Deals
import Kernel
import Support
import Testing
import World

@testable import Refusals

/// The two steps as a table of their paths: each ends where the table says, and nowhere else.
@Suite struct PathTests {
  @Test(arguments: TestEngine.available)
  func everyPathEndsWhereTheCheckFoundItsEndAndNoneIsLostWithoutOne(_ engine: TestEngine) async throws {
    let desk = try await CheckDesk(engine)
    let world = desk.world
    for (number, path) in CheckPath.all.enumerated() {
      let (deal, refusal) = try await desk.refusal(path.talk, number: number)
      for outcome in RefusalCase.Outcome.allCases {
        try await expectClosedDoor(desk, refusal, outcome)
      }
      if !path.talk.isHeard { try await expectNothingProved(desk, refusal, path.talk) }
      _ = try await desk.listen(refusal, path.talk, by: world.quentin)
      for answer in path.answers {
        if answer == .unreached { try await desk.waitForNextCall(refusal) }
        try await desk.call(refusal, answer, by: world.quentin)
      }
      for outcome in RefusalCase.Outcome.allCases where outcome != path.outcome {
        try await expectClosedDoor(desk, refusal, outcome)
      }
      #expect(try await desk.deal(deal.id).state == .refused)
      guard let outcome = path.outcome else { continue }
      try await world.write(as: world.quentin) {
        _ = try $0.refusals.resolve(refusal.id, outcome, to: world.boris, note: "Проверено")
      }
      try await expectEnd(desk, deal, refusal, outcome, path)
    }
    await world.end()
  }

  private func expectClosedDoor(_ desk: CheckDesk, _ refusal: RefusalCase, _ outcome: RefusalCase.Outcome) async throws
  {
    let world = desk.world
    do {
      try await world.write(as: world.quentin) {
        _ = try $0.refusals.resolve(refusal.id, outcome, to: world.boris)
      }
      Issue.record("\(outcome) was open")
    } catch is Refusal {
    } catch is Conflict {}
  }

  /// R52: "the refusal was voiced" rests on a recording that somebody heard, and on nothing else.
  private func expectNothingProved(_ desk: CheckDesk, _ refusal: RefusalCase, _ talk: CheckPath.Talk) async throws {
    let (world, claimed) = (desk.world, desk.claimed.id)
    let error = await #expect(throws: Refusal.self, "\(talk)") {
      try await world.write(as: world.quentin) { work in
        for (place, call) in try work.refusals.calls(of: refusal).enumerated() {
          try work.refusals.hear(refusal.id, call.id, skipping: talk.skips(place) ? "Шум" : nil)
        }
        _ = try work.refusals.listen(refusal.id, Listening(voiced: true, heard: claimed))
      }
    }
    #expect(error?.violations.map(\.code) == ["nothing_heard"], "\(talk)")
  }

  private func expectEnd(
    _ desk: CheckDesk, _ before: Deal, _ refusal: RefusalCase, _ outcome: RefusalCase.Outcome, _ path: CheckPath
  ) async throws {
    let after = try await desk.deal(before.id)
    let found = try await desk.world.read(as: desk.world.olga) { try $0.refusals.find(refusal.id) }
    #expect(!found.isOpen)
    switch outcome {
    case .closed:
      let verified = path.isCorrected ? desk.other : desk.claimed
      #expect(after.state == .lost && after.reasonID == verified.id && found.verifiedReasonID == verified.id)
      let successor = try #require(found.successorID)
      let warm = try await desk.deal(successor)
      #expect(warm.stageID == verified.warmupStageID && warm.state == .open && warm.companyID == before.companyID)
    case .offer:
      #expect(after.state == .open && after.stageID == before.stageID && after.ownerID == before.ownerID)
    case .returned:
      #expect(after.state == .open && after.stageID == before.stageID && after.ownerID == desk.world.boris)
      #expect(!after.people.contains(desk.world.anna))
    }
  }

  @Test(arguments: TestEngine.available)
  func onlyThoseWithTheRightCheckAndNobodyHisOwn(_ engine: TestEngine) async throws {
    let desk = try await CheckDesk(engine)
    let world = desk.world
    let (_, refusal) = try await desk.refusal(.equal)
    let checkers = [world.olga, world.rita, world.quentin, world.ada, world.vadim]
    for (name, person) in world.everybody {
      let calls = try await world.read(as: world.olga) { try $0.refusals.calls(of: refusal) }
      do {
        try await world.write(as: person) { try $0.refusals.hear(refusal.id, calls[0].id) }
        #expect(checkers.contains(person), "\(name) checks")
      } catch let error as Forbidden {
        #expect(!checkers.contains(person) && error.code == (person == world.anna ? "not_checker" : error.code))
      } catch is NotFound {
        #expect(!checkers.contains(person), "\(name) does not find it")
      }
    }
    await world.end()
  }

  @Test(arguments: TestEngine.available)
  func aHeadDoesNotCheckADealThatHeOwns(_ engine: TestEngine) async throws {
    let desk = try await CheckDesk(engine)
    let world = desk.world
    let deal = try await world.deal(of: world.rita)
    let refusal = try await world.write(as: world.rita) {
      try $0.refusals.state(deal.id, for: desk.claimed.id, because: "Клиент уехал в другой город и передумал.")
    }
    let error = await #expect(throws: Forbidden.self) {
      try await world.write(as: world.rita) { _ = try $0.refusals.listen(refusal.id, Listening(voiced: false)) }
    }
    #expect(error?.code == "own_refusal")
    await world.end()
  }
}
