import Clients
import Kernel
import Store
import Support
import Testing
import World

@testable import Deals

/// Deeds with many records: kept for ten minutes, taken back as far as nobody went on.
@Suite struct BatchTests {
  private func five(_ world: World) async throws -> [Deal] {
    var deals: [Deal] = []
    for number in 0..<5 {
      deals.append(try await world.deal(of: world.anna, "Сделка \(number)", phone: "+7 921 000-00-1\(number)"))
    }
    return deals
  }

  private func undo(_ world: World, as person: ID<Person>, _ id: ID<Batch>? = nil) async throws -> Undone {
    let actor = Actor.system("undo", for: world.crm.installation.people[person])
    return try await world.crm.write(as: actor) { try id.map($0.batches.undo) ?? $0.batches.undoLast() }
  }

  @Test(arguments: TestEngine.available) func aDeedIsTakenBackWholeWhereNobodyWentOn(_ engine: TestEngine) async throws
  {
    let world = try await World(engine)
    let deals = try await five(world)
    let stage = try await world.stages()[2].id
    let marked = deals.map { MarkedDeal($0.id) }
    let acts = [
      (BatchAct.move(stage), world.anna), (.assign(world.gleb), world.anna),
      (.archive(because: "Дубль другой сделки"), world.rita),
    ]
    for (act, person) in acts {
      let before = try await world.read(as: world.olga) { work in try deals.map { try work.deals.find($0.id) } }
      let totals = try await world.totals()
      let batch = try await world.write(as: person) { try $0.batches.act(act, on: marked).batch }
      #expect(batch != nil, "\(act)")
      #expect(try await world.totals() != totals, "\(act)")
      world.clock.advance(seconds: 590)
      let undone = try await undo(world, as: person, batch)
      #expect((undone.batch.state, undone.batch.isRevocable(at: world.clock.now)) == (.undone, false), "\(act)")
      let after = try await world.read(as: world.olga) { work in try deals.map { try work.deals.find($0.id) } }
      #expect(after.map(\.stageID) == before.map(\.stageID), "\(act)")
      #expect(after.map(\.stageEnteredAt) == before.map(\.stageEnteredAt), "\(act)")
      #expect(after.map(\.people) == before.map(\.people), "\(act)")
      #expect(after.map(\.state) == before.map(\.state), "\(act)")
      #expect(try await world.totals() == totals, "\(act)")
    }
    await world.end()
  }

  @Test(arguments: TestEngine.available) func whatSomebodyWentOnWithIsLeft(_ engine: TestEngine) async throws {
    let world = try await World(engine)
    let (deals, stages) = (try await five(world), try await world.stages())
    try await world.write(as: world.anna) { work in
      _ = try work.batches.act(.move(stages[1].id), on: deals.map { MarkedDeal($0.id) })
    }
    try await world.write(as: world.rita) { _ = try $0.deals.move(deals[0].id, to: stages[2].id) }
    let undone = try await undo(world, as: world.anna)
    let kept = try await world.read(as: world.anna) { work in try deals.map { try work.deals.find($0.id).stageID } }
    #expect(kept == [stages[2].id] + Array(repeating: stages[0].id, count: 4))
    #expect(undone.batch.state == .undone)
    await #expect(throws: Conflict.self) { try await undo(world, as: world.anna, undone.batch.id) }
    await world.end()
  }

  @Test(arguments: TestEngine.available) func aDeedIsOnesOwnAndForTenMinutes(_ engine: TestEngine) async throws {
    let world = try await World(engine)
    let deals = try await five(world)
    let batch = try await world.write(as: world.anna) {
      try $0.batches.act(.assign(world.boris), on: deals.map { MarkedDeal($0.id) }).batch
    }
    await #expect(throws: NotFound.self) { try await undo(world, as: world.rita, batch) }
    await #expect(throws: Conflict("nothing_to_undo")) { try await undo(world, as: world.rita) }
    world.clock.advance(seconds: 601)
    await #expect(throws: Conflict("nothing_to_undo")) { try await undo(world, as: world.anna, batch) }
    await world.end()
  }

  @Test(arguments: TestEngine.available) func aWonDealIsNotOpenedByTakingBack(_ engine: TestEngine) async throws {
    let world = try await World(engine)
    let (deal, stages) = (try await world.deal(of: world.anna), try await world.stages())
    let won = try #require(stages.first { $0.kind == .won })
    try await world.write(as: world.olga) { work in
      _ = try work.batches.act(.move(stages[1].id), on: [MarkedDeal(deal.id)])
      let (outcomes, batch) = try work.batches.act(.move(won.id), on: [MarkedDeal(deal.id)])
      #expect(outcomes.map { $0.deal?.state } == [.won] && batch == nil)
    }
    // Nor is the deed before it taken for it.
    await #expect(throws: Conflict("batch_final")) { try await undo(world, as: world.olga) }
    await world.end()
  }

  @Test(arguments: TestEngine.available) func aWholeListIsGoneThroughPieceByPieceAndBack(_ engine: TestEngine)
    async throws
  {
    let world = try await World(engine)
    let deals = try await five(world)
    let foreign = try await world.deal(of: world.gleb, "Чужая", phone: "+7 921 000-00-20")
    // As Rita: what she may not change is passed over and counted, and nothing is done twice.
    let id = try await world.write(as: world.rita) { work in
      try work.batches.begin(
        .assign(world.boris), Deal.kind, filter: "scope=all&q=сделка", total: 5, last: deals[3].id.number
      ).id
    }
    var turns = 0
    while try await world.write(as: world.rita, { try $0.batches.goOn(id, isOver: false, limit: 2) }) { turns += 1 }
    #expect(turns == 2)
    let batch = try await world.read(as: world.rita) { try $0.batches.find(id) }
    #expect((batch.state, batch.done, batch.skipped) == (.done, 4, 0))
    let owners = try await world.read(as: world.olga) { work in
      try (deals + [foreign]).map { try work.deals.find($0.id).ownerID }
    }
    #expect(owners == Array(repeating: world.boris, count: 4) + [world.anna, world.gleb])
    let undone = try await undo(world, as: world.rita, id)
    #expect((undone.batch.takenBack, undone.batch.kept) == (4, 0))
    let back = try await world.read(as: world.olga) { work in try deals.map { try work.deals.find($0.id).ownerID } }
    #expect(back == Array(repeating: world.anna, count: 5))
    await world.end()
  }

  @Test(arguments: TestEngine.available) func clientsComeBackToWhoHadThem(_ engine: TestEngine) async throws {
    let world = try await World(engine)
    let deals = try await five(world)
    try await world.write(as: world.anna) { work in
      let done = try work.batches.act(.assign(world.gleb), on: deals.map { MarkedClient(id: $0.companyID) })
      #expect(done.outcomes.allSatisfy { $0.error == nil } && done.batch != nil)
    }
    _ = try await undo(world, as: world.anna)
    let owners = try await world.read(as: world.olga) { work in
      try deals.map { try work.companies.find($0.companyID).company.ownerID }
    }
    #expect(owners.allSatisfy { $0 == world.anna })
    await world.end()
  }
}

extension World {
  /// All kept totals, with who they are of.
  fileprivate func totals() async throws -> [String] {
    try await read(as: olga) { work in
      try work.all(
        "SELECT stage_id, owner_id, manager_id, deals, amount FROM deal_total ORDER BY stage_id, owner_id, manager_id"
      ) { row in
        let numbers: [Int64] = [
          try row["stage_id"], try row["owner_id"], try row["manager_id"], try row["deals"], try row["amount"],
        ]
        return "\(numbers)"
      }
    }
  }
}
