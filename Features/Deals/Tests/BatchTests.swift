import Clients
import Deals
import Kernel
import Store
import Support
import Testing
import World

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

  @Test(arguments: TestEngine.available) func aDeedIsTakenBackWholeWhereNobodyWentOn(_ engine: TestEngine) async throws {
    let world = try await World(engine)
    let deals = try await five(world)
    let stage = try await world.stages()[2].id
    let marked = deals.map { MarkedDeal($0.id) }
    for act in [BatchAct.move(stage), .assign(world.gleb), .archive] {
      let before = try await world.read(as: world.olga) { work in try deals.map { try work.deals.find($0.id) } }
      let totals = try await world.totals()
      let batch = try await world.write(as: world.anna) { try $0.batches.act(act, on: marked).batch }
      #expect(batch != nil, "\(act)")
      #expect(try await world.totals() != totals, "\(act)")
      world.clock.advance(seconds: 590)
      let undone = try await undo(world, as: world.anna, batch)
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
      try $0.batches.act(.archive, on: deals.map { MarkedDeal($0.id) }).batch
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
    try await world.write(as: world.anna) { work in
      _ = try work.batches.act(.move(stages[1].id), on: [MarkedDeal(deal.id)])
      #expect(try work.batches.act(.move(won.id), on: [MarkedDeal(deal.id)]).batch == nil)
    }
    await #expect(throws: Conflict("batch_final")) { try await undo(world, as: world.anna) }
    await world.end()
  }

  @Test(arguments: TestEngine.available) func clientsComeBackToWhoHadThem(_ engine: TestEngine) async throws {
    let world = try await World(engine)
    let deals = try await five(world)
    try await world.write(as: world.anna) { work in
      let done = try work.batches.assign(deals.map { MarkedClient(id: $0.companyID) }, to: world.gleb)
      #expect(done.outcomes.allSatisfy { $0.error == nil } && done.batch != nil)
    }
    _ = try await undo(world, as: world.anna)
    try await world.read(as: world.olga) { work in
      for deal in deals { #expect(try work.companies.find(deal.companyID).company.ownerID == world.anna) }
    }
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
