import Deals
import Kernel
import Support
import Testing
import Web
import World

/// R32, R33, R48: a deal only moves forward, and only by those who may.
@Suite struct MoveTests {
  @Test(arguments: TestEngine.available) func aDealMovesForwardAndMaySkipStages(_ engine: TestEngine) async throws {
    let world = try await World(engine)
    let stages = try await world.stages()
    let deal = try await world.deal(of: world.anna)
    world.clock.advance(days: 2)
    let moved = try await world.write(as: world.anna) { try $0.deals.move(deal.id, to: stages[2].id) }
    #expect(moved.stageID == stages[2].id)
    #expect(moved.version == deal.version + 1)
    let seconds = try await world.read(as: world.anna) { work in
      try work.value("SELECT seconds FROM stage_move WHERE deal_id = \(deal.id) ORDER BY id DESC", as: Int.self)
    }
    #expect(seconds == 2 * 86_400)
    await world.end()
  }

  @Test(arguments: TestEngine.available) func aDealNeverMovesBackward(_ engine: TestEngine) async throws {
    let world = try await World(engine)
    let stages = try await world.stages()
    let deal = try await world.deal(of: world.anna)
    try await world.write(as: world.anna) { _ = try $0.deals.move(deal.id, to: stages[1].id) }
    let refusal = await #expect(throws: Refusal.self) {
      try await world.write(as: world.olga) { _ = try $0.deals.move(deal.id, to: stages[0].id) }
    }
    #expect(refusal?.violations.first?.code == "backward")
    #expect(refusal?.violations.first?.field == "stage_id")
    await world.end()
  }

  @Test(arguments: TestEngine.available) func aStaleMoveNamesWhoWasQuicker(_ engine: TestEngine) async throws {
    let world = try await World(engine)
    let stages = try await world.stages()
    let deal = try await world.deal(of: world.anna)
    try await world.write(as: world.rita) { _ = try $0.deals.move(deal.id, to: stages[1].id) }
    let conflict = await #expect(throws: Conflict.self) {
      try await world.write(as: world.anna) {
        _ = try $0.deals.move(deal.id, to: stages[2].id, expecting: deal.version)
      }
    }
    #expect(conflict?.code == "stale")
    #expect(conflict?.arguments["name"] == "Рита Орлова")
    #expect(conflict?.arguments["stage"] == stages[1].name)
    await world.end()
  }

  @Test(arguments: TestEngine.available) func winningClosesTheDealForEver(_ engine: TestEngine) async throws {
    let world = try await World(engine)
    let stages = try await world.stages()
    let deal = try await world.deal(of: world.anna)
    let won = try await world.write(as: world.rita) { work in
      try work.deals.move(deal.id, to: try #require(stages.first { $0.kind == .won }).id)
    }
    #expect(won.state == .won)
    #expect(won.closedAt == world.clock.now)
    let conflict = await #expect(throws: Conflict.self) {
      try await world.write(as: world.olga) { _ = try $0.deals.move(deal.id, to: stages[3].id) }
    }
    #expect(conflict?.code == "deal_closed")
    let again = try await world.write(as: world.anna) { try $0.deals.createAgain(after: deal.id) }
    #expect(again.companyID == deal.companyID)
    #expect(again.state == .open)
    await world.end()
  }

  /// Who may move Anna's deal from the first stage to the one named: nobody else than those listed.
  @Test(arguments: TestEngine.available) func everyJobMovesWhatItsRightsAllow(_ engine: TestEngine) async throws {
    let world = try await World(engine)
    let stages = try await world.stages()
    let allowed: [(stage: Int, jobs: Set<String>)] = [
      (2, ["owner", "head", "manager", "admin"]),
      // A manager's work ends with Коммуникация.
      (3, ["owner", "head", "admin"]),
      (6, ["owner", "head", "admin"]),
      // No move loses a client (R56).
      (7, []),
    ]
    for (stage, jobs) in allowed {
      for (name, person) in world.everybody {
        let deal = try await world.deal(of: world.anna)
        let moved = try await world.attempt {
          try await world.write(as: person) { _ = try $0.deals.move(deal.id, to: stages[stage].id) }
        }
        switch name {
        case _ where jobs.contains(name): #expect(moved == "done", "\(name) to \(stages[stage].name)")
        case "another head", "another department", "outside checker": #expect(moved == "not found", "\(name)")
        default: #expect(moved == "forbidden", "\(name) to \(stages[stage].name)")
        }
      }
    }
    await world.end()
  }

  @Test(arguments: TestEngine.available) func aConsultantCarriesTheDealOnWhereAManagerEnds(_ engine: TestEngine)
    async throws
  {
    let world = try await World(engine)
    let stages = try await world.stages()
    let deal = try await world.deal(of: world.anna)
    try await world.write(as: world.anna) { work in
      let deal = try work.deals.move(deal.id, to: stages[2].id)
      try work.deals.assign(deal.id, DealPeople(owner: world.vera, consultant: .some(world.vera)))
    }
    let contract = try await world.write(as: world.vera) { try $0.deals.move(deal.id, to: stages[4].id) }
    #expect(contract.stageID == stages[4].id)
    #expect(contract.managerID == world.anna)
    await world.end()
  }

  @Test(arguments: TestEngine.available) func aManagerIsNoConsultant(_ engine: TestEngine) async throws {
    let world = try await World(engine)
    let deal = try await world.deal(of: world.anna)
    let refusal = await #expect(throws: Refusal.self) {
      try await world.write(as: world.rita) {
        _ = try $0.deals.assign(deal.id, DealPeople(consultant: .some(world.boris)))
      }
    }
    #expect(refusal?.violations.first?.field == "consultant_id")
    await world.end()
  }

  @Test(arguments: TestEngine.available) func ofManyWhoMoveAtOnceOneWins(_ engine: TestEngine) async throws {
    let world = try await World(engine)
    let stages = try await world.stages()
    let deal = try await world.deal(of: world.anna)
    let outcomes = await withTaskGroup(of: Bool.self) { group in
      for _ in 0..<8 {
        group.addTask {
          do {
            try await world.write(as: world.rita) {
              _ = try $0.deals.move(deal.id, to: stages[1].id, expecting: deal.version)
            }
            return true
          } catch {
            return false
          }
        }
      }
      return await group.reduce(into: [Bool]()) { $0.append($1) }
    }
    #expect(outcomes.filter { $0 }.count == 1)
    let moves = try await world.read(as: world.olga) { work in
      try work.value("SELECT count(*) FROM stage_move WHERE deal_id = \(deal.id)", as: Int.self)
    }
    #expect(moves == 2)
    await world.end()
  }
}

extension World {
  /// How an attempt ended, in a word.
  func attempt(_ body: () async throws -> Void) async throws -> String {
    do {
      try await body()
      return "done"
    } catch is NotFound {
      return "not found"
    } catch is Forbidden {
      return "forbidden"
    }
  }
}
