import Clients
import Deals
import Kernel
import Store
import Support
import Team
import Testing
import Web
import World

/// Somebody leaves: nothing stays without an owner.
@Suite struct LeavingTests {
  @Test(arguments: TestEngine.available) func whoHoldsWorkDoesNotLeaveWithoutHeirs(_ engine: TestEngine) async throws {
    let world = try await World(engine)
    _ = try await world.deal(of: world.anna)
    let holdings = world.site.holdings
    await #expect(throws: Refusal("heirs_needed", field: "heirs")) {
      try await world.write(as: world.olga) { try $0.team.leave(world.anna, handing: holdings) }
    }
    #expect(world.crm.installation.people[world.anna]?.active == true)
    await world.end()
  }

  @Test(arguments: TestEngine.available) func allOpenDealsAndClientsGoToTheHeirs(_ engine: TestEngine) async throws {
    let world = try await World(engine)
    for number in 10..<30 { _ = try await world.deal(of: world.anna, "Deal \(number)", phone: "+792100000\(number)") }
    let stages = try await world.stages()
    let closed = try await world.deal(of: world.anna, "Closed", phone: "+79210000099")
    try await world.write(as: world.olga) { _ = try $0.deals.move(closed.id, to: stages[6].id) }
    let holdings = world.site.holdings
    try await world.write(as: world.olga) { work in
      try work.team.leave(world.anna, handing: holdings, to: [world.boris, world.vera])
    }
    try await world.read(as: world.olga) { work in
      let left = try holdings.map { try $0.count(work, world.anna) }
      #expect(left == left.map { _ in 0 })
      var filter = DealFilter()
      filter.ownerIDs = [world.anna]
      #expect(try work.dealList(filter).page(.number, after: nil, limit: 50).items.map(\.id) == [closed.id])
      filter.ownerIDs = [world.boris]
      let boriss = try work.dealList(filter).page(.number, after: nil, limit: 50).items
      filter.ownerIDs = [world.vera]
      let veras = try work.dealList(filter).page(.number, after: nil, limit: 50).items
      #expect(boriss.count + veras.count == 20)
      #expect(!boriss.isEmpty && !veras.isEmpty)
      // A client and his deals go to the same person.
      for deal in boriss + veras {
        #expect(try work.companies.find(deal.companyID).company.ownerID == deal.ownerID)
      }
      let kept = try work.all("SELECT owner_id, deals FROM deal_total WHERE deals <> 0 ORDER BY owner_id") {
        (try $0["owner_id"] as ID<Person>, try $0["deals"] as Int)
      }
      #expect(!kept.contains { $0.0 == world.anna })
      #expect(kept.map(\.1).reduce(0, +) == 20)
      let told = try work.values(
        "SELECT subject_id FROM event WHERE kind = 'work_handed_over' ORDER BY subject_id", as: ID<Person>.self)
      #expect(told == [world.boris, world.vera].sorted())
      // One bell for all of it, not one a deal.
      let bells = try work.all("SELECT person_id, kind FROM notification ORDER BY person_id") {
        (try $0["person_id"] as ID<Person>, try $0["kind"] as String)
      }
      #expect(bells.map(\.0) == [world.boris, world.vera].sorted())
      #expect(bells.map(\.1) == ["handed_over", "handed_over"])
    }
    #expect(world.crm.installation.people[world.anna]?.active == false)
    await world.end()
  }

  @Test(arguments: TestEngine.available) func whoComesBackFindsHisHistoryAndNoDeals(_ engine: TestEngine) async throws {
    let world = try await World(engine)
    _ = try await world.deal(of: world.anna)
    let holdings = world.site.holdings
    try await world.write(as: world.olga) { work in
      try work.team.leave(world.anna, handing: holdings, to: [world.boris])
      try work.team.comeBack(world.anna)
    }
    #expect(world.crm.installation.people[world.anna]?.active == true)
    let held = try await world.read(as: world.olga) { try $0.team.held(by: world.anna, of: holdings) }
    #expect(held.isEmpty)
    await world.end()
  }

  @Test(arguments: TestEngine.available) func aConsultantsSlotDoesNotGoToAManager(_ engine: TestEngine) async throws {
    let world = try await World(engine)
    let deal = try await world.deal(of: world.anna)
    let holdings = world.site.holdings
    try await world.write(as: world.olga) { work in
      try work.deals.assign(deal.id, DealPeople(consultant: .some(world.vera)))
      try work.team.leave(world.vera, handing: holdings, to: [world.boris])
    }
    let saved = try await world.read(as: world.olga) { try $0.deals.find(deal.id) }
    #expect(saved.consultantID == nil)
    #expect(saved.ownerID == world.anna)
    await world.end()
  }
}
