import Activities
import Clients
import Deals
import Kernel
import Store
import Support
import Team
import Testing
import Web
import World

/// R26: what becomes of what is planned where its deal ends, is put away or goes to somebody else.
@Suite struct ActivityFateTests {
  @Test(arguments: TestEngine.available) func aWonDealLeavesItsPromisesWithTheClient(_ engine: TestEngine) async throws
  {
    let world = try await World(engine)
    let deal = try await world.deal(of: world.anna)
    let now = world.clock.now
    let missed = try await world.write(as: world.anna) { try $0.activities.add(.call(deal, .at(now))) }
    let promised = try await world.write(as: world.anna) {
      try $0.activities.add(.call(deal, .at(now.adding(seconds: 86_400)), "Установка"))
    }
    world.clock.advance(seconds: 60)
    let stages = try await world.stages()
    try await world.write(as: world.rita) { work in
      _ = try work.deals.move(deal.id, to: try #require(stages.first { $0.kind == .won }).id)
    }
    try await world.read(as: world.anna) { work in
      #expect(try work.activities.find(missed.id).state == .cancelled)
      let kept = try work.activities.find(promised.id)
      #expect(kept.state == .open)
      #expect(kept.dealID == nil)
      #expect(kept.companyID == deal.companyID)
      #expect(try work.deals.find(deal.id).next == nil)
      #expect(try work.companies.find(deal.companyID).company.next == kept.next)
    }
    await #expect(throws: Conflict.self) {
      try await world.write(as: world.anna) { _ = try $0.activities.add(.call(deal, .at(now))) }
    }
    await world.end()
  }

  @Test(arguments: TestEngine.available) func aLostDealLeavesNothingToDo(_ engine: TestEngine) async throws {
    let world = try await World(engine)
    let deal = try await world.deal(of: world.anna)
    let due = Due.at(world.clock.now.adding(seconds: 86_400))
    let activity = try await world.write(as: world.anna) { try $0.activities.add(.call(deal, due)) }
    try await world.lose(deal)
    let after = try await world.read(as: world.anna) { try $0.activities.find(activity.id) }
    #expect(after.state == .cancelled)
    #expect(try await world.next(deal).client == nil)
    await world.end()
  }

  @Test(arguments: TestEngine.available) func whoTakesTheDealOverTakesItsActivities(_ engine: TestEngine) async throws {
    let world = try await World(engine)
    let deal = try await world.deal(of: world.anna)
    let due = Due.at(world.clock.now.adding(seconds: 3600))
    let annas = try await world.write(as: world.anna) { try $0.activities.add(.call(deal, due)) }
    let ritas = try await world.write(as: world.rita) { try $0.activities.add(.call(deal, due, "Проверить смету")) }
    try await world.write(as: world.rita) {
      _ = try $0.deals.assign(deal.id, DealPeople(owner: world.boris, manager: .some(world.boris)))
    }
    try await world.read(as: world.olga) { work throws in
      #expect(try work.activities.find(annas.id).ownerID == world.boris)
      #expect(try work.activities.find(ritas.id).ownerID == world.rita)
    }
    await world.end()
  }

  @Test(arguments: TestEngine.available) func aDealInTheArchiveLeavesNothingToDoUntilItComesBack(
    _ engine: TestEngine
  ) async throws {
    let world = try await World(engine)
    let deal = try await world.deal(of: world.anna)
    let due = Due.at(world.clock.now.adding(seconds: 3_600))
    let planned = try await world.write(as: world.anna) { try $0.activities.add(.call(deal, due)) }
    func state() async throws -> Activity.State {
      try await world.read(as: world.olga) { try $0.activities.find(planned.id).state }
    }
    _ = try await world.write(as: world.rita) { try $0.deals.archive(deal.id, because: "Дубль другой сделки") }
    #expect(try await state() == .cancelled)
    _ = try await world.write(as: world.rita) { try $0.deals.restore(deal.id) }
    #expect(try await state() == .open)
    #expect(try await world.next(deal).deal != nil)
    _ = try await world.write(as: world.rita) {
      try $0.batches.act(.archive(because: "Дубль другой сделки"), on: [MarkedDeal(deal.id)])
    }
    #expect(try await state() == .cancelled)
    let rita = Actor.system("undo", for: world.crm.installation.people[world.rita])
    _ = try await world.crm.write(as: rita) { try $0.batches.undoLast() }
    #expect(try await state() == .open)
    await world.end()
  }

  @Test(arguments: TestEngine.available) func whatIsPlannedComesBackWithADealThatIsTakenBack(
    _ engine: TestEngine
  ) async throws {
    let world = try await World(engine)
    let deal = try await world.deal(of: world.anna)
    let due = Due.at(world.clock.now.adding(seconds: 3_600))
    let planned = try await world.write(as: world.anna) { try $0.activities.add(.call(deal, due)) }
    func owner() async throws -> ID<Person> {
      try await world.read(as: world.olga) { try $0.activities.find(planned.id).ownerID }
    }
    _ = try await world.write(as: world.rita) { try $0.batches.act(.assign(world.boris), on: [MarkedDeal(deal.id)]) }
    #expect(try await owner() == world.boris)
    let rita = Actor.system("undo", for: world.crm.installation.people[world.rita])
    _ = try await world.crm.write(as: rita) { try $0.batches.undoLast() }
    #expect(try await owner() == world.anna)
    await world.end()
  }

  @Test(arguments: TestEngine.available) func whoLeavesHandsOverWhatHeHadToDo(_ engine: TestEngine) async throws {
    let world = try await World(engine)
    let deal = try await world.deal(of: world.anna)
    let due = Due.at(world.clock.now.adding(seconds: 3600))
    let inDeal = try await world.write(as: world.anna) { try $0.activities.add(.call(deal, due)) }
    let own = try await world.write(as: world.anna) {
      try $0.activities.add(NewActivity(kind: .task, title: "Отчёт", due: due))
    }
    let holdings = world.site.holdings
    try await world.write(as: world.olga) { try $0.team.leave(world.anna, handing: holdings, to: [world.boris]) }
    try await world.read(as: world.olga) { work throws in
      #expect(try work.activities.find(inDeal.id).ownerID == world.boris)
      #expect(try work.activities.find(own.id).ownerID == world.boris)
      #expect(try work.team.held(by: world.anna, of: holdings).isEmpty)
    }
    await world.end()
  }
}
