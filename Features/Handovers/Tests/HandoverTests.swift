import Activities
import Clients
import Deals
import Kernel
import Store
import Support
import Testing
import Web
import World

@testable import Handovers
@testable import Team

/// Work goes from people to others in one step and comes back in one, however long ago it was (R124).
@Suite struct HandoverTests {
  /// Anna's three clients with a deal each, an activity in the first deal and one of her own.
  private func annasWork(_ world: World) async throws -> [Deal] {
    var deals: [Deal] = []
    for number in 0..<3 {
      deals.append(try await world.deal(of: world.anna, "Сделка \(number)", phone: "+7 921 000-00-1\(number)"))
    }
    let first = deals[0].id
    try await world.write(as: world.anna) { work in
      var inDeal = NewActivity(kind: .call, title: "Позвонить", due: .on(work.today.adding(days: 1)))
      inDeal.dealID = first
      try work.activities.add(inDeal)
      try work.activities.add(NewActivity(kind: .task, title: "Отчёт", due: .on(work.today.adding(days: 1))))
    }
    return deals
  }

  /// Who has the deals, the clients and the open activities.
  private func owners(_ world: World, _ deals: [Deal]) async throws -> [[ID<Person>?]] {
    try await world.read(as: world.olga) { work in
      [
        try deals.map { try work.deals.find($0.id).ownerID },
        try deals.map { try work.companies.find($0.companyID).company.ownerID },
        try work.values("SELECT owner_id FROM activity WHERE closed_at IS NULL ORDER BY id", as: ID<Person>.self),
      ]
    }
  }

  @Test(arguments: TestEngine.available) func allOfItGoesAndComesBackAfterWeeks(_ engine: TestEngine) async throws {
    let world = try await World(engine)
    let (deals, holdings) = (try await annasWork(world), world.site.holdings)
    let before = try await owners(world, deals)
    let shares = try await world.read(as: world.rita) {
      try $0.handovers.preview(from: [world.anna], to: [world.boris], holdings)
    }
    #expect(shares.map(\.heir) == [world.boris])
    #expect(["deals", "clients", "activities"].map { shares[0].counts[$0] } == [3, 3, 2])
    let handover = try await world.write(as: world.rita) {
      try $0.handovers.begin(from: [world.anna], to: [world.boris], holdings)
    }
    #expect(handover.state == .done)
    #expect(try await owners(world, deals).allSatisfy { $0.allSatisfy { $0 == world.boris } })
    let given = try await world.read(as: world.rita) { try $0.handovers.shares(of: handover.id) }
    #expect(given.map(\.counts) == shares.map(\.counts), "the preview said what came")
    world.clock.advance(days: 20)
    // What the heir planned in her deals goes back with them; what he finished stays done.
    try await world.write(as: world.boris) { work in
      var new = NewActivity(kind: .task, title: "Смета", due: .on(work.today))
      new.dealID = deals[1].id
      try work.activities.add(new)
    }
    let undone = try await world.write(as: world.rita) { try $0.handovers.undo(handover.id, holdings) }
    #expect(undone.state == .undone && undone.kept == 0)
    let after = try await owners(world, deals)
    #expect(after[0] == before[0] && after[1] == before[1])
    #expect(after[2].allSatisfy { $0 == world.anna } && after[2].count == 3)
    await #expect(throws: Conflict("handover_undone")) {
      try await world.write(as: world.rita) { _ = try $0.handovers.undo(handover.id, holdings) }
    }
    await world.end()
  }

  @Test(arguments: TestEngine.available) func aListTellsOfEachWhatWasItsOwn(_ engine: TestEngine) async throws {
    let world = try await World(engine)
    let (_, holdings) = (try await annasWork(world), world.site.holdings)
    let accounts = try await world.write(as: world.rita) { work in
      let there = try work.handovers.begin(from: [world.anna], to: [world.boris], holdings)
      let back = try work.handovers.begin(from: [world.boris], to: [world.anna, world.vera], holdings)
      return try work.handovers.accounts(of: [back, there])
    }
    #expect(accounts.map(\.sources) == [[world.boris], [world.anna]])
    #expect(accounts.map { $0.shares.map(\.heir) } == [[world.anna, world.vera].sorted(), [world.boris]])
    #expect(accounts.map { $0.shares.reduce(0) { $0 + ($1.counts["deals"] ?? 0) } } == [3, 3])
    #expect(accounts.allSatisfy { $0.mayUndo })
    await world.end()
  }

  @Test(arguments: TestEngine.available) func whatTheHeirMadeHisOwnStays(_ engine: TestEngine) async throws {
    let world = try await World(engine)
    let (deals, holdings) = (try await annasWork(world), world.site.holdings)
    let stages = try await world.stages()
    let won = try #require(stages.first { $0.kind == .won })
    let handover = try await world.write(as: world.rita) {
      try $0.handovers.begin(from: [world.anna], to: [world.boris], holdings)
    }
    try await world.write(as: world.olga) { work in
      _ = try work.deals.move(deals[0].id, to: won.id)
      _ = try work.deals.assign(deals[1].id, DealPeople(owner: world.gleb, manager: .some(world.gleb)))
    }
    let undone = try await world.write(as: world.rita) { try $0.handovers.undo(handover.id, holdings) }
    #expect(undone.kept == 2)
    let owners = try await owners(world, deals)
    #expect(owners[0] == [world.boris, world.gleb, world.anna])
    await world.end()
  }

  @Test(arguments: TestEngine.available) func onlyWhoLeadsHandsOver(_ engine: TestEngine) async throws {
    let world = try await World(engine)
    let (_, holdings) = (try await annasWork(world), world.site.holdings)
    for person in [world.anna, world.boris, world.vera, world.quentin] {
      await #expect(throws: Forbidden.self) {
        try await world.write(as: person) {
          _ = try $0.handovers.begin(from: [world.anna], to: [world.boris], holdings)
        }
      }
    }
    let foreign = await #expect(throws: Forbidden.self) {
      try await world.write(as: world.nikita) {
        _ = try $0.handovers.begin(from: [world.anna], to: [world.gleb], holdings)
      }
    }
    #expect(foreign?.code == "not_your_person")
    await #expect(throws: Refusal("nothing_to_hand_over", field: "person_ids")) {
      try await world.write(as: world.nikita) {
        _ = try $0.handovers.begin(from: [world.gleb], to: [world.boris], holdings)
      }
    }
    let handover = try await world.write(as: world.rita) {
      try $0.handovers.begin(from: [world.anna], to: [world.boris], holdings)
    }
    await #expect(throws: NotFound.self) {
      try await world.read(as: world.nikita) { _ = try $0.handovers.find(handover.id) }
    }
    await world.end()
  }

  @Test(arguments: TestEngine.available) func muchOfItIsAJobsAndAllOfItComes(_ engine: TestEngine) async throws {
    let world = try await World(engine)
    let holdings = world.site.holdings
    for number in 0..<12 { _ = try await world.deal(of: world.anna, phone: "+7 921 000-00-\(10 + number)") }
    let id = try await world.write(as: world.rita) { work in
      try work.handovers.insert(.work, from: [world.anna], to: [world.boris, world.vera], total: 0)
    }
    // Stopped after each step and gone on with, as a server that was killed would.
    while try await world.write(as: world.rita, { try $0.handovers.goOn(id, holdings, limit: 5) }) {}
    let (state, left) = try await world.read(as: world.olga) { work in
      (try work.handovers.read(id).state, try holdings.map { try $0.count(work, world.anna) })
    }
    #expect(state == .done && left.allSatisfy { $0 == 0 })
    let shares = try await world.read(as: world.rita) { try $0.handovers.shares(of: id) }
    #expect(shares.compactMap { $0.counts["deals"] } == [6, 6])
    await world.end()
  }

  @Test(arguments: TestEngine.available) func whoLeftComesBackWithHisWork(_ engine: TestEngine) async throws {
    let world = try await World(engine)
    let (deals, holdings) = (try await annasWork(world), world.site.holdings)
    try await world.write(as: world.olga) { try $0.team.leave(world.anna, handing: holdings, to: [world.boris]) }
    let id = try await world.read(as: world.olga) { try #require(try $0.handovers.list().items.first).id }
    await #expect(throws: Forbidden.self) {
      try await world.write(as: world.rita) { _ = try $0.handovers.undo(id, holdings) }
    }
    try await world.write(as: world.olga) { _ = try $0.handovers.undo(id, holdings) }
    #expect(world.crm.installation.people[world.anna]?.active == true)
    #expect(try await owners(world, deals)[0] == [world.anna, world.anna, world.anna])
    await world.end()
  }

  @Test(arguments: TestEngine.available) func anAbsenceBeginsAndEndsByItself(_ engine: TestEngine) async throws {
    let world = try await World(engine)
    let (deals, holdings) = (try await annasWork(world), world.site.holdings)
    let today = world.clock.now.day(in: world.crm.installation.zone)
    let absence = try await world.write(as: world.rita) { work in
      try work.absences.add(
        world.anna, from: today.adding(days: 2), to: today.adding(days: 9), heirs: [world.boris], holdings)
    }
    #expect(absence.state == .planned)
    await #expect(throws: Refusal("absence_overlaps", field: "first")) {
      try await world.write(as: world.rita) {
        _ = try $0.absences.add(
          world.anna, from: today.adding(days: 9), to: today.adding(days: 12), heirs: [world.boris], holdings)
      }
    }
    #expect(try await watch(world) == false)
    world.clock.advance(days: 2)
    #expect(try await watch(world))
    #expect(try await owners(world, deals).allSatisfy { $0.allSatisfy { $0 == world.boris } })
    let loan = try await world.read(as: world.boris) { try $0.handovers.loan(of: "clients", deals[0].companyID.number) }
    #expect(loan?.source == world.anna && loan?.heir == world.boris && loan?.last == today.adding(days: 9))
    // R124: what comes for her meanwhile goes to him, and back with the rest.
    let inquiry = try await world.write(as: world.olga) { work in
      var new = NewDeal(client: .known(deals[0].companyID))
      new.people = DealPeople(owner: world.anna)
      let deal = try work.deals.create(new)
      var activity = NewActivity(kind: .call, title: "Перезвонить", due: .on(work.today))
      (activity.companyID, activity.ownerID) = (deal.companyID, world.anna)
      #expect(try work.activities.add(activity).ownerID == world.boris)
      return deal
    }
    #expect(inquiry.ownerID == world.boris && inquiry.managerID == world.boris)
    // He keeps one for himself.
    try await world.write(as: world.boris) { try $0.handovers.keepWithHeir("deals", deals[2].id.number) }
    world.clock.advance(days: 7)
    #expect(try await watch(world) == false, "the last day counts")
    world.clock.advance(days: 1)
    #expect(try await watch(world))
    let after = try await owners(world, deals + [inquiry])
    #expect(after[0] == [world.anna, world.anna, world.boris, world.anna])
    #expect(after[1].allSatisfy { $0 == world.anna })
    #expect(after[2].allSatisfy { $0 == world.anna })
    #expect(world.crm.installation.absences.isEmpty)
    await world.end()
  }

  @Test(arguments: TestEngine.available) func whoIsBackEarlierGetsHisWorkByOneButton(_ engine: TestEngine) async throws
  {
    let world = try await World(engine)
    let (deals, holdings) = (try await annasWork(world), world.site.holdings)
    let today = world.clock.now.day(in: world.crm.installation.zone)
    let absence = try await world.write(as: world.rita) {
      try $0.absences.add(world.anna, from: today, to: today.adding(days: 9), heirs: [world.boris], holdings)
    }
    #expect(absence.state == .away)
    await #expect(throws: Refusal("heir_away", field: "heirs", ["name": "Анна Крылова"])) {
      try await world.write(as: world.rita) {
        _ = try $0.handovers.begin(from: [world.boris], to: [world.anna], holdings)
      }
    }
    try await world.write(as: world.rita) { _ = try $0.absences.end(absence.id, holdings) }
    #expect(try await owners(world, deals).allSatisfy { $0.allSatisfy { $0 == world.anna } })
    await #expect(throws: Conflict("absence_ended")) {
      try await world.write(as: world.rita) { _ = try $0.absences.end(absence.id, holdings) }
    }
    await world.end()
  }

  private func watch(_ world: World) async throws -> Bool {
    let holdings = world.site.holdings
    return try await world.crm.write(as: .system("absence_watch")) { try $0.absences.watch(holdings) }
  }
}
