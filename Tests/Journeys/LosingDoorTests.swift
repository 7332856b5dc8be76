import Deals
import Foundation
import Kernel
import Refusals
import Store
import Support
import Team
import Testing
import World

/// Doors by which a client could be lost without a finished check, each tried by everybody.
@Suite struct LosingDoorTests {
  private static let words = "Клиент купил в другом месте и просил не звонить."

  private func state(of id: ID<Deal>, in world: World) async throws -> Deal.State {
    try await world.read(as: world.olga) { try $0.deals.find(id).state }
  }

  private func lost(_ world: World) async throws -> Stage {
    guard let stage = try await world.stages().first(where: { $0.kind == .lost }) else { throw NotFound("stage") }
    return stage
  }

  @Test(arguments: TestEngine.available)
  func noAddressMovesADealToTheLostStage(_ engine: TestEngine) async throws {
    let world = try await World(engine)
    let door = try await Door(world)
    let deal = try await world.deal(of: world.anna)
    let (id, stage) = (deal.id, try await lost(world).id)
    let requests: [(path: String, body: String, isAPI: Bool)] = [
      ("/deals/\(id)/moves", "version=1&stage_id=\(stage)", false),
      ("/deals/moves", "deals=\(id).1&stage_id=\(stage)", false),
      ("/deals", "stage_id=\(stage)&name=Пётр&title=А", false),
      ("/api/v1/deals/\(id)/moves", #"{"stage_id":\#(stage),"version":1}"#, true),
      ("/api/v1/deals/\(id)/moves", #"{"stage_id":\#(stage),"version":7}"#, true),
      ("/api/v1/deals/moves", #"{"deals":[{"id":\#(id)}],"stage_id":\#(stage)}"#, true),
      ("/api/v1/deals", #"{"client":{"name":"Пётр"},"stage_id":\#(stage)}"#, true),
    ]
    for visitor in world.visitors {
      for (path, body, isAPI) in requests {
        var headers = try await world.headers(of: visitor, asAPI: isAPI)
        headers["Content-Type"] = isAPI ? "application/json" : "application/x-www-form-urlencoded"
        let (status, _) = try await door.answer("POST", path, headers, body)
        #expect(status != 201 && status < 500, "\(path) as \(visitor.name)")
        #expect(try await state(of: id, in: world) == .open, "\(path) as \(visitor.name)")
      }
    }
    let count = try await world.read(as: world.olga) { work in
      try work.value("SELECT count(*) FROM \(Deal.table) WHERE state = 'lost'", as: Int.self)
    }
    #expect(count == 0)
    door.close()
    await world.end()
  }

  @Test(arguments: TestEngine.available)
  func aRangeThatReachesTheLostStageOpensNoDoor(_ engine: TestEngine) async throws {
    let world = try await World(engine)
    let deal = try await world.deal(of: world.anna)
    let stage = try await lost(world)
    try await world.write(as: world.ada) {
      try $0.pipelines.set(range: 0...stage.position, of: .manager, in: deal.pipelineID)
    }
    let error = await #expect(throws: Forbidden.self) {
      try await world.write(as: world.anna) { _ = try $0.deals.move(deal.id, to: stage.id) }
    }
    #expect(error?.code == "may_not_close")
    await world.end()
  }

  @Test(arguments: TestEngine.available)
  func ofTwoCheckersAtOnceOneEndsTheCheckAndTheClientIsWarmedUpOnce(_ engine: TestEngine) async throws {
    let world = try await World(engine)
    let deal = try await world.deal(of: world.anna)
    let reason = try #require(
      try await world.read(as: world.olga) { try $0.reasons.all() }.first { $0.name == "Дорого" })
    let refusal = try await world.write(as: world.anna) {
      try $0.refusals.state(deal.id, for: reason.id, because: Self.words).id
    }
    try await world.write(as: world.quentin) { work in
      _ = try work.refusals.listen(refusal, Listening(voiced: false))
      _ = try work.refusals.call(refusal, Callback(reached: true, confirmed: true, reason: reason.id))
    }
    let ends = await withTaskGroup(of: Bool.self) { group in
      for checker in [world.quentin, world.vadim, world.rita, world.olga] {
        group.addTask {
          do {
            try await world.write(as: checker) { _ = try $0.refusals.resolve(refusal, .closed) }
            return true
          } catch {
            // Somebody was quicker: the case is resolved, and out of sight for who is from outside.
            return !(error is Conflict || error is NotFound)
          }
        }
      }
      return await group.reduce(into: []) { $0.append($1) }
    }
    #expect(ends.count { $0 } == 1)
    let deals = try await world.read(as: world.olga) { work in
      try work.all("SELECT * FROM \(Deal.table) WHERE company_id = \(deal.companyID) ORDER BY id") { try Deal(row: $0) }
    }
    #expect(deals.map(\.state) == [.lost, .open])
    await world.end()
  }

  @Test(arguments: TestEngine.available)
  func whatWasLostIsNeitherTakenBackNorReopened(_ engine: TestEngine) async throws {
    let world = try await World(engine)
    let deal = try await world.deal(of: world.anna)
    try await world.lose(deal)
    let first = try await world.stages()[1]
    await #expect(throws: Conflict.self) {
      try await world.write(as: world.olga) { _ = try $0.deals.move(deal.id, to: first.id) }
    }
    await #expect(throws: Conflict.self) {
      try await world.write(as: world.olga) { _ = try $0.deals.restore(deal.id) }
    }
    let person = try world.actor(world.olga).person
    await #expect(throws: Conflict.self) {
      try await world.crm.write(as: .system("undo", for: person)) { _ = try $0.batches.undoLast() }
    }
    // Put away and brought back, it is as lost as it was (R06).
    try await world.write(as: world.olga) { work in
      _ = try work.deals.archive(deal.id)
      _ = try work.deals.restore(deal.id)
    }
    #expect(try await state(of: deal.id, in: world) == .lost)
    await world.end()
  }

  @Test(arguments: TestEngine.available)
  func aMoveIsNotTakenBackOverARefusal(_ engine: TestEngine) async throws {
    let world = try await World(engine)
    let deal = try await world.deal(of: world.anna)
    let stages = try await world.stages()
    let reason = try #require(try await world.read(as: world.olga) { try $0.reasons.all() }.first)
    try await world.write(as: world.anna) { work in
      _ = try work.batches.act(.move(stages[1].id), on: [MarkedDeal(deal.id)])
      _ = try work.refusals.state(deal.id, for: reason.id, because: Self.words)
    }
    let person = try world.actor(world.anna).person
    try await world.crm.write(as: .system("undo", for: person)) { _ = try $0.batches.undoLast() }
    let after = try await world.read(as: world.olga) { try $0.deals.find(deal.id) }
    #expect(after.state == .refused && after.stageID == stages[1].id)
    await world.end()
  }
}
