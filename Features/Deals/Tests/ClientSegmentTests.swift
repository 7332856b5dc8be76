import Clients
import Kernel
import Store
import Support
import Testing
import World

@testable import Deals

/// Segments in the list of clients: narrowed by them, many clients put into one at once.
@Suite struct ClientSegmentTests {
  private struct Shop {
    let key, retail: ID<Segment>
    let clients: [ID<Company>]
  }

  private func shop(_ world: World) async throws -> Shop {
    let segments = try await world.write(as: world.olga) { work in
      try work.segments.addReadyMade()
      return try work.segments.all().map(\.id)
    }
    var clients: [ID<Company>] = []
    for number in 0..<5 {
      clients.append(try await world.deal(of: world.anna, phone: "+7 921 000-00-3\(number)").companyID)
    }
    return Shop(key: segments[0], retail: segments[2], clients: clients)
  }

  private func listed(_ world: World, _ address: String) async throws -> [ID<Company>] {
    try await world.read(as: world.anna) { work in
      let list = work.clientList(ClientListFilter(address: address))
      let found = try list.page(.created, after: nil, limit: 50).items.map(\.company.id)
      #expect(try list.count(upTo: 50) == found.count, "\(address)")
      #expect(ClientListFilter(address: address).query == address)
      return found
    }
  }

  private func put(_ clients: [ID<Company>], into segment: ID<Segment>?, _ world: World) async throws -> ID<Batch>? {
    try await world.write(as: world.anna) { work in
      let done = try work.batches.act(.segment(segment), on: clients.map { MarkedClient(id: $0) })
      #expect(done.outcomes.allSatisfy { $0.error == nil })
      return done.batch
    }
  }

  @Test(arguments: TestEngine.available)
  func manyClientsGoIntoASegmentAndComeBack(_ engine: TestEngine) async throws {
    let world = try await World(engine)
    let shop = try await shop(world)
    _ = try await put([shop.clients[0]], into: shop.retail, world)
    let batch = try await put(shop.clients, into: shop.key, world)
    #expect(try await listed(world, "segment_id=\(shop.key)") == shop.clients)
    #expect(try await listed(world, "segment_id=none").isEmpty)
    let actor = Actor.system("undo", for: world.crm.installation.people[world.anna])
    let undone = try await world.crm.write(as: actor) { work in
      try batch.map(work.batches.undo) ?? work.batches.undoLast()
    }
    #expect((undone.batch.state, undone.batch.takenBack) == (.undone, 5))
    #expect(try await listed(world, "segment_id=\(shop.retail)") == [shop.clients[0]])
    #expect(try await listed(world, "segment_id=none") == Array(shop.clients.dropFirst()))
    await world.end()
  }

  @Test(arguments: TestEngine.available)
  func aWholeListGoesIntoASegment(_ engine: TestEngine) async throws {
    let world = try await World(engine)
    let shop = try await shop(world)
    _ = try await put([shop.clients[4]], into: shop.retail, world)
    let id = try await world.write(as: world.anna) { work in
      try work.batches.begin(
        .segment(shop.key), Company.kind, filter: "segment_id=none", total: 4, last: shop.clients[4].number
      ).id
    }
    while try await world.write(as: world.anna, { try $0.batches.goOn(id, isOver: false, limit: 3) }) {}
    #expect(try await world.read(as: world.anna) { try $0.batches.find(id) }.done == 4)
    #expect(try await listed(world, "segment_id=\(shop.key)") == Array(shop.clients.dropLast()))
    #expect(try await listed(world, "segment_id=\(shop.retail)") == [shop.clients[4]])
    _ = try await put(shop.clients, into: nil, world)
    #expect(try await listed(world, "segment_id=none") == shop.clients)
    await world.end()
  }

  @Test(arguments: TestEngine.available)
  func whoMayNotChangeClientsPutsThemNowhere(_ engine: TestEngine) async throws {
    let world = try await World(engine)
    let shop = try await shop(world)
    let marked = shop.clients.map { MarkedClient(id: $0) }
    await #expect(throws: Forbidden.self) {
      try await world.write(as: world.quentin) { _ = try $0.batches.act(.segment(shop.key), on: marked) }
    }
    await #expect(throws: Refusal("unknown_segment", field: "segment_id")) {
      try await world.write(as: world.anna) { _ = try $0.batches.act(.segment(ID(999_999)), on: marked) }
    }
    // Gleb sells in another department: of each it is said that it was not done.
    let errors = try await world.write(as: world.gleb) { work in
      try work.batches.act(.segment(shop.key), on: marked).outcomes.filter { $0.error != nil }.count
    }
    #expect(errors == 5)
    await world.end()
  }
}
