import Clients
import Deals
import Kernel
import Store
import Support
import Team
import Testing
import World

@testable import Handovers

/// Clients who bought go to the department that looks after them (R25).
@Suite struct ServingTests {
  @Test(arguments: TestEngine.available) func eachGoesToWhoHasTheFewest(_ engine: TestEngine) async throws {
    let world = try await World(engine)
    var clients: [ID<Company>] = []
    for number in 0..<3 {
      clients.append(try await world.deal(of: world.gleb, phone: "+7 921 000-00-1\(number)").companyID)
    }
    _ = try await world.deal(of: world.anna, phone: "+7 921 000-00-20")
    let centre = try #require(world.crm.installation.people[world.anna]?.departmentID)
    let pipeline = try #require(try await world.stages().first).pipelineID
    let ids = clients
    let outcome = try await world.write(as: world.olga) { try $0.serving.pass(ids, to: centre, dealIn: pipeline) }
    #expect((outcome.done, outcome.refused) == (3, 0))
    let owners = try await owners(world, ids)
    // Anna has one already: Boris and Vera come first.
    #expect(Set(owners.prefix(2)) == [world.boris, world.vera] && owners[2] == world.anna)
    let deals = try await world.read(as: world.olga) { work in
      try ids.map { client in try work.deals.of(client).filter { $0.ownerID != world.gleb }.map(\.ownerID) }
    }
    #expect(deals == owners.map { [$0].compactMap(\.self) })
    let bells = try await world.read(as: world.olga) { work in
      try work.values(
        "SELECT person_id FROM notification WHERE kind = 'clients_to_service' ORDER BY person_id", as: ID<Person>.self)
    }
    #expect(bells == [world.anna, world.boris, world.vera].sorted())
    let holdings = world.site.holdings
    let undone = try await world.crm.write(as: .system("handover")) {
      try $0.handovers.undo(outcome.handover.id, holdings)
    }
    #expect((undone.takenBack, undone.kept) == (6, 0))
    #expect(try await self.owners(world, ids) == [world.gleb, world.gleb, world.gleb])
    await world.end()
  }

  @Test(arguments: TestEngine.available) func nobodyGivesWhatIsNotHis(_ engine: TestEngine) async throws {
    let world = try await World(engine)
    let client = try await world.deal(of: world.anna).companyID
    let north = try #require(world.crm.installation.people[world.gleb]?.departmentID)
    await #expect(throws: Forbidden.self) {
      try await world.write(as: world.gleb) { _ = try $0.serving.pass([client], to: north, dealIn: nil) }
    }
    await #expect(throws: Forbidden.self) {
      try await world.write(as: world.quentin) { _ = try $0.serving.pass([client], to: north, dealIn: nil) }
    }
    await #expect(throws: Refusal("unknown_department", field: "department_id")) {
      try await world.write(as: world.anna) { _ = try $0.serving.pass([client], to: ID(999), dealIn: nil) }
    }
    try await world.write(as: world.anna) { _ = try $0.serving.pass([client], to: north, dealIn: nil) }
    #expect(try await owners(world, [client]) == [world.gleb])
    await world.end()
  }

  private func owners(_ world: World, _ clients: [ID<Company>]) async throws -> [ID<Person>?] {
    try await world.read(as: world.olga) { work in
      try clients.map { try work.companies.find($0).company.ownerID }
    }
  }
}
