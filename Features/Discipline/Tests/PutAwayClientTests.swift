import Activities
import Clients
import Deals
import Kernel
import Store
import Support
import Testing
import World

@testable import Discipline

/// Clients in the archive: nobody is reminded of them, and whoever answers for people sees who put them there.
@Suite struct PutAwayClientTests {
  private static let why = "Закрылись в январе, телефон отключён"

  private func buyer(_ world: World, of person: ID<Person>, _ phone: String) async throws -> ID<Company> {
    let won = try #require(try await world.stages().first { $0.kind == .won })
    let deal = try await world.deal(of: person, phone: phone)
    try await world.write(as: world.olga) { _ = try $0.deals.move(deal.id, to: won.id) }
    return deal.companyID
  }

  @Test(arguments: TestEngine.available) func theyStandOnTheBoardWithWhoDidItAndWhy(_ engine: TestEngine) async throws {
    let world = try await World(engine)
    let clients = [
      try await buyer(world, of: world.anna, "+7 911 204-18-37"),
      try await buyer(world, of: world.anna, "+7 911 204-18-38"),
      try await buyer(world, of: world.gleb, "+7 911 204-18-39"),
    ]
    for client in clients {
      world.clock.advance(seconds: 60)
      try await world.write(as: world.olga) { _ = try $0.companies.archive(client, because: Self.why) }
    }
    try await world.write(as: world.olga) { _ = try $0.companies.restore(clients[0]) }
    let found = try await world.read(as: world.olga) { work in
      let first = try work.discipline.putAwayClients(limit: 1)
      return first.items + (try work.discipline.putAwayClients(after: first.next, limit: 1).items)
    }
    #expect(found.map(\.id) == [clients[2], clients[1]])
    #expect(found.allSatisfy { $0.archive?.reason == Self.why && $0.archive?.personID == world.olga })
    // Each head hears of his own people.
    try await world.read(as: world.rita) { work in
      let own = try work.discipline.putAwayClients().items
      #expect(own.map(\.id) == [clients[1]])
      #expect(try work.discipline.putAwayClientCount() == 1)
    }
    await #expect(throws: Forbidden.self) {
      try await world.read(as: world.anna) { _ = try $0.discipline.putAwayClients() }
    }
    try await world.crm.write(as: .system("discipline")) { try $0.discipline.countClients() }
    let loads = try await world.read(as: world.olga) { work in
      Dictionary(uniqueKeysWithValues: try work.discipline.board().map { ($0.person, $0.clients) })
    }
    #expect((loads[world.anna], loads[world.gleb]) == (1, 0))
    await world.end()
  }

  @Test(arguments: TestEngine.available) func theLookThroughTheClientsPassesThemOver(_ engine: TestEngine) async throws
  {
    let world = try await World(engine)
    let away = try await buyer(world, of: world.anna, "+7 911 204-18-37")
    let there = try await buyer(world, of: world.anna, "+7 911 204-18-38")
    try await world.write(as: world.olga) { _ = try $0.companies.archive(away, because: Self.why) }
    world.clock.advance(days: 400)
    try await world.write(as: world.olga) { _ = try $0.clientChecks.ask() }
    try await Worker(crm: world.crm, kinds: [ClientLook.job]).drain()
    for kind in [ClientFinding.Kind.idle, .forgotten] {
      let found = try await world.read(as: world.olga) { try $0.clientChecks.findings(kind).items.map(\.companyID) }
      #expect(found == [there], "\(kind)")
    }
    await world.end()
  }
}
