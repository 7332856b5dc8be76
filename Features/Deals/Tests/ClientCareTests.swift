import Clients
import Kernel
import Store
import Support
import Testing
import World

@testable import Deals

/// The list of clients by whose they are and how they are looked after; clients handed over with what is open.
@Suite struct ClientCareTests {
  private func listed(_ world: World, _ address: String, as person: ID<Person>) async throws -> [ID<Company>] {
    try await world.read(as: person) { work in
      let list = work.clientList(ClientListFilter(address: address))
      let found = try list.page(.touched, after: nil, limit: 50).items.map(\.company.id)
      #expect(try list.count(upTo: 50) == found.count, "\(address)")
      #expect(ClientListFilter(address: address).query == address)
      return found
    }
  }

  @Test(arguments: TestEngine.available)
  func clientsAreAskedForByTheirPeopleAndByWhatTheyLack(_ engine: TestEngine) async throws {
    let world = try await World(engine)
    let own = try await world.deal(of: world.anna).companyID
    let other = try await world.deal(of: world.boris, phone: "+7 921 000-00-31").companyID
    let far = try await world.deal(of: world.gleb, phone: "+7 921 000-00-32").companyID
    let day = Int64(86_400_000)
    try await world.write(as: world.olga) { work in
      let now = work.now.milliseconds
      for (client, days) in [(own, Int64(1)), (other, 40), (far, 400)] {
        try work.execute("UPDATE company SET last_touch_at = \(now - days * day) WHERE id = \(client)")
        try work.companies.setNext(nil, of: client)
      }
      try work.companies.setNext(
        NextActivity(at: Instant(milliseconds: now - day), kind: .call, isAllDay: false), of: other)
      try work.companies.addEarnings(Money(minor: 500_000_00, .rub), to: far)
    }
    #expect(try await listed(world, "scope=mine", as: world.anna) == [own])
    #expect(try await listed(world, "scope=department", as: world.anna) == [other, own])
    #expect(try await listed(world, "silence_days=30", as: world.anna) == [far, other])
    #expect(try await listed(world, "next_activity=overdue", as: world.anna) == [other])
    #expect(try await listed(world, "next_activity=none", as: world.anna) == [far, own])
    #expect(try await listed(world, "ltv_from=1000.00", as: world.anna) == [far])
    let total = try await world.read(as: world.anna) { try $0.clientList(.init()).totals(upTo: 50) }
    #expect((total.count, total.brought) == (3, 500_000_00))
    await world.end()
  }

  @Test(arguments: TestEngine.available)
  func aClientGoesWithHisOpenDealsAndComesBackWithThem(_ engine: TestEngine) async throws {
    let world = try await World(engine)
    let deal = try await world.deal(of: world.anna)
    let batch = try await world.write(as: world.rita) { work in
      let done = try work.batches.act(.handOver(world.boris), on: [MarkedClient(id: deal.companyID)])
      #expect(done.outcomes.allSatisfy { $0.error == nil })
      return try #require(done.batch)
    }
    func owners() async throws -> [ID<Person>?] {
      try await world.read(as: world.olga) { work in
        [try work.companies.find(deal.companyID).company.ownerID, try work.deals.find(deal.id).ownerID]
      }
    }
    #expect(try await owners() == [world.boris, world.boris])
    let actor = Actor.system("undo", for: world.crm.installation.people[world.rita])
    _ = try await world.crm.write(as: actor) { try $0.batches.undo(batch) }
    #expect(try await owners() == [world.anna, world.anna])
    await world.end()
  }
}
