import Activities
import Deals
import Kernel
import Store
import Support
import Testing
import World

/// Deeds with activities that are taken back: planning on many deals, ticking off.
@Suite struct DeedTests {
  private func undo(_ world: World, as person: ID<Person>) async throws -> Undone {
    let actor = Actor.system("undo", for: world.crm.installation.people[person])
    return try await world.crm.write(as: actor) { try $0.batches.undoLast() }
  }

  private func planned(_ world: World, _ deal: Deal) async throws -> [Activity] {
    try await world.read(as: world.olga) { work in
      var filter = ActivityFilter()
      filter.dealID = deal.id
      return try work.activities.list(filter, .due, limit: 50).items.filter { $0.state == .open }
    }
  }

  @Test(arguments: TestEngine.available) func oneLineIsPlannedWithManyDealsForTheirOwnersAndTakenBack(
    _ engine: TestEngine
  ) async throws {
    let world = try await World(engine)
    let annas = try await world.deal(of: world.anna)
    let boris = try await world.deal(of: world.boris, "Дом", phone: "+7 911 204-18-37")
    let away = try await world.deal(of: world.anna, "В архив", phone: "+7 911 204-18-38")
    try await world.write(as: world.rita) { work in
      _ = try work.deals.archive(away.id, because: "Дубль другой сделки")
    }
    let marked = [annas, boris, away].map { MarkedDeal($0.id) }
    let outcomes = try await world.write(as: world.rita) { work in
      try work.batches.act(try work.batches.planning("завтра 11:00 позвонить"), on: marked).outcomes
    }
    #expect(outcomes.map { $0.error == nil } == [true, true, false])
    for (deal, owner) in [(annas, world.anna), (boris, world.boris)] {
      let activities = try await planned(world, deal)
      #expect(activities.map(\.title) == ["Позвонить"] && activities.map(\.ownerID) == [owner])
      #expect(activities.map(\.kind) == [.call])
    }
    // What its owner has gone on with stays.
    let annasCall = try #require(try await planned(world, annas).first)
    try await world.write(as: world.anna) { work in
      _ = try work.activities.postpone(annasCall.id, to: .at(work.now.adding(seconds: 7_200)))
    }
    let undone = try await undo(world, as: world.rita)
    #expect(undone.batch.done == 2)
    #expect(try await planned(world, annas).map(\.id) == [annasCall.id])
    #expect(try await planned(world, boris).isEmpty)
    await world.end()
  }

  @Test(arguments: TestEngine.available) func aLineWithoutADayOrWordsIsRefusedBeforeAnythingIsDone(
    _ engine: TestEngine
  ) async throws {
    let world = try await World(engine)
    let lines = [
      "позвонить": "line_without_day", "завтра 11:00": "line_without_words",
      "31 февраля позвонить": "impossible_moment",
    ]
    for (line, code) in lines {
      do {
        _ = try await world.write(as: world.anna) { try $0.batches.planning(line) }
        Issue.record("\(line) was read")
      } catch let refusal as Refusal {
        #expect(refusal.violations.map(\.code) == [code])
      }
    }
    await world.end()
  }

  @Test(arguments: TestEngine.available) func aTickIsTakenBackWithWhatWasPlannedInTheSameStepAndTheDealWaitsAgain(
    _ engine: TestEngine
  ) async throws {
    let world = try await World(engine)
    let deal = try await world.deal(of: world.anna)
    let call = try await world.write(as: world.anna) { work in
      var new = NewActivity(kind: .call, title: "Позвонить", due: .at(work.now.adding(seconds: 3_600)))
      new.dealID = deal.id
      return try work.activities.add(new)
    }
    let before = try await world.read(as: world.olga) { try $0.deals.find(deal.id) }
    world.clock.advance(seconds: 600)
    try await world.write(as: world.anna) { work in
      let next = NewActivity(kind: .email, title: "Отправить КП", due: .at(work.now.adding(seconds: 7_200)))
      try work.activities.finish(call.id, result: "Ждёт КП", next: next)
    }
    #expect(try await planned(world, deal).map(\.title) == ["Отправить КП"])
    #expect(try await world.read(as: world.olga) { try $0.deals.find(deal.id).touchedAt } != nil)
    world.clock.advance(seconds: 590)
    let undone = try await undo(world, as: world.anna)
    #expect(undone.batch.state == .undone && undone.batch.done == 1)
    #expect(try await planned(world, deal).map(\.id) == [call.id])
    let after = try await world.read(as: world.olga) { try $0.deals.find(deal.id) }
    // It answered nobody, and moved nothing on.
    #expect(after.touchedAt == nil && after.reactionSeconds == nil && after.stallsAt == before.stallsAt)
    #expect(after.lastActivityAt == nil && after.next == before.next)
    await world.end()
  }

  @Test(arguments: TestEngine.available) func aTickIsNotTakenBackAfterTenMinutesNorOverWhatSomebodyDid(
    _ engine: TestEngine
  ) async throws {
    let world = try await World(engine)
    let deal = try await world.deal(of: world.anna)
    func tick() async throws -> Activity {
      try await world.write(as: world.anna) { work in
        var new = NewActivity(kind: .call, title: "Позвонить", due: .at(work.now.adding(seconds: 3_600)))
        new.dealID = deal.id
        return try work.activities.finish(try work.activities.add(new).id)
      }
    }
    let first = try await tick()
    world.clock.advance(seconds: 601)
    await #expect(throws: Conflict("nothing_to_undo")) { _ = try await undo(world, as: world.anna) }
    let second = try await tick()
    try await world.write(as: world.rita) { work in
      var change = ActivityChange()
      change.result = "Согласен"
      _ = try work.activities.change(second.id, change)
    }
    _ = try await undo(world, as: world.anna)
    let states = try await world.read(as: world.olga) { work in
      try [first, second].map { try work.activities.find($0.id).state }
    }
    #expect(states == [.done, .done])
    await world.end()
  }
}
