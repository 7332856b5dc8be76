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

/// R21, R74: what is planned, done and put off, and what is kept of it.
@Suite struct ActivityTests {
  @Test(arguments: TestEngine.available)
  func whoIsFromOutsideTheCompanyIsGivenNothingToDo(_ engine: TestEngine) async throws {
    let world = try await World(engine)
    let deal = try await world.deal(of: world.anna)
    let own = try await world.write(as: world.anna) { work in
      var new = NewActivity(kind: .call, title: "Перезвонить", due: .on(work.today))
      new.dealID = deal.id
      return try work.activities.add(new)
    }
    await #expect(throws: Refusal("unknown_person", field: "owner_id")) {
      try await world.write(as: world.anna) { work in
        var new = NewActivity(kind: .call, title: "Перезвонить", due: .on(work.today))
        (new.dealID, new.ownerID) = (deal.id, world.vadim)
        try work.activities.add(new)
      }
    }
    await #expect(throws: Refusal("unknown_person", field: "owner_id")) {
      try await world.write(as: world.anna) { work in
        var change = ActivityChange()
        change.ownerID = world.vadim
        try work.activities.change(own.id, change)
      }
    }
    await world.end()
  }

  @Test(arguments: TestEngine.available)
  func theListOfWhatWaitsHoldsWhatTheCounterCounts(_ engine: TestEngine) async throws {
    let world = try await World(engine)
    let deal = try await world.deal(of: world.anna)
    try await world.write(as: world.anna) { work in
      for minutes: Int64 in [-60, 10, 20, 600] {
        var new = NewActivity(
          kind: .call, title: "Через \(minutes)", due: .at(work.now.adding(seconds: minutes * 60)))
        new.dealID = deal.id
        try work.activities.add(new)
      }
    }
    let (listed, counted) = try await world.read(as: world.anna) { work in
      (
        try work.activities.list(.waiting(for: world.anna, at: work.now), .due, limit: 10).items.map(\.title),
        try work.activities.waiting(upTo: 10)
      )
    }
    #expect(listed == ["Через -60", "Через 10"] && counted == 2)
    await world.end()
  }

  @Test(arguments: TestEngine.available) func theFirstOpenActivityIsWhatComesNext(_ engine: TestEngine) async throws {
    let world = try await World(engine)
    let deal = try await world.deal(of: world.anna)
    #expect(try await world.next(deal).deal == nil)
    let now = world.clock.now
    let later = try await world.write(as: world.anna) {
      try $0.activities.add(.call(deal, .at(now.adding(seconds: 7200))))
    }
    let sooner = try await world.write(as: world.anna) {
      try $0.activities.add(.call(deal, .at(now.adding(seconds: 3600))))
    }
    #expect(try await world.next(deal).deal == sooner.next)
    #expect(try await world.next(deal).client == sooner.next)
    try await world.write(as: world.anna) { _ = try $0.activities.complete(sooner.id) }
    #expect(try await world.next(deal).deal == later.next)
    let day = now.day(in: world.crm.installation.zone)
    try await world.write(as: world.anna) { _ = try $0.activities.postpone(later.id, to: .on(day)) }
    let postponed = try await world.next(deal)
    #expect(postponed.deal?.isAllDay == true)
    #expect(postponed.client == postponed.deal)
    try await world.write(as: world.anna) { _ = try $0.activities.cancel(later.id) }
    #expect(try await world.next(deal).deal == nil)
    #expect(try await world.next(deal).client == nil)
    // None of it makes an open page of the deal stale.
    #expect(try await world.read(as: world.anna) { try $0.deals.find(deal.id).version } == deal.version)
    await world.end()
  }

  @Test(arguments: TestEngine.available) func whatHasNoWordsIsNotPlanned(_ engine: TestEngine) async throws {
    let world = try await World(engine)
    let deal = try await world.deal(of: world.anna)
    let due = Due.at(world.clock.now.adding(seconds: 3600))
    let missing = Refusal("required", field: "title")
    await #expect(throws: missing) {
      try await world.write(as: world.anna) { _ = try $0.activities.add(.call(deal, due, " \u{A0}")) }
    }
    let activity = try await world.write(as: world.anna) { try $0.activities.add(.call(deal, due)) }
    var change = ActivityChange()
    change.title = ""
    let emptied = change
    await #expect(throws: missing) {
      try await world.write(as: world.anna) { _ = try $0.activities.change(activity.id, emptied) }
    }
    await world.end()
  }

  @Test(arguments: TestEngine.available) func whoMayNotChangeTheDealPlansNothingInIt(_ engine: TestEngine) async throws
  {
    let world = try await World(engine)
    let deal = try await world.deal(of: world.anna)
    let new = NewActivity.call(deal, .at(world.clock.now.adding(seconds: 60)))
    for person in [world.boris, world.vera, world.quentin] {
      await #expect(throws: Forbidden.self) { try await world.write(as: person) { _ = try $0.activities.add(new) } }
    }
    let refusal = await #expect(throws: Refusal.self) {
      try await world.write(as: world.gleb) { _ = try $0.activities.add(new) }
    }
    #expect(refusal?.violations.first?.code == "unknown_deal")
    for person in [world.anna, world.rita, world.olga] {
      try await world.write(as: person) { _ = try $0.activities.add(new) }
    }
    await world.end()
  }

  @Test(arguments: TestEngine.available) func activitiesAreSeenWithTheirDeal(_ engine: TestEngine) async throws {
    let world = try await World(engine)
    let deal = try await world.deal(of: world.anna)
    let due = Due.at(world.clock.now.adding(seconds: 60))
    let activity = try await world.write(as: world.anna) { try $0.activities.add(.call(deal, due)) }
    let own = try await world.write(as: world.anna) {
      try $0.activities.add(NewActivity(kind: .task, title: "Заказать канцелярию", due: due))
    }
    for person in [world.anna, world.boris, world.rita, world.olga, world.quentin] {
      _ = try await world.read(as: person) { try $0.activities.find(activity.id) }
    }
    for person in [world.gleb, world.nikita] {
      await #expect(throws: NotFound.self) { try await world.read(as: person) { try $0.activities.find(activity.id) } }
    }
    // What is nobody's but hers is seen by her department and changed by her and her head.
    _ = try await world.read(as: world.boris) { try $0.activities.find(own.id) }
    await #expect(throws: NotFound.self) { try await world.read(as: world.quentin) { try $0.activities.find(own.id) } }
    await #expect(throws: Forbidden.self) {
      try await world.write(as: world.boris) { _ = try $0.activities.complete(own.id) }
    }
    try await world.write(as: world.rita) { _ = try $0.activities.complete(own.id) }
    let seen = try await world.read(as: world.gleb) { try $0.activities.list(ActivityFilter(), limit: 10).items }
    #expect(seen.isEmpty)
    await world.end()
  }

  @Test(arguments: TestEngine.available) func aRepeatingOneComesAgainWhenItIsDone(_ engine: TestEngine) async throws {
    let world = try await World(engine)
    let deal = try await world.deal(of: world.anna)
    let zone = world.crm.installation.zone
    let monday = world.clock.now.day(in: zone)
    var new = NewActivity.call(deal, .at(monday.at(hour: 15, minute: 30, in: zone)), "Спросить, как идут дела")
    new.repeats = Repetition(every: 2, unit: .week, first: monday)
    new.remindAt = monday.at(hour: 15, minute: 20, in: zone)
    let first = try await world.write(as: world.anna) { [new] in try $0.activities.add(new) }
    let (_, second, _) = try await world.write(as: world.anna) { try $0.activities.complete(first.id) }
    #expect(second?.due == .at(monday.adding(days: 14).at(hour: 15, minute: 30, in: zone)))
    #expect(second?.remindAt == monday.adding(days: 14).at(hour: 15, minute: 20, in: zone))
    #expect(second?.dealID == deal.id)
    #expect(second?.repeats == new.repeats)
    #expect(try await world.next(deal).deal == second?.next)
    await world.end()
  }

  @Test(arguments: TestEngine.available) func doingItTouchesTheClientAndPlansTheNext(_ engine: TestEngine) async throws
  {
    let world = try await World(engine)
    let deal = try await world.deal(of: world.anna)
    let due = Due.at(world.clock.now.adding(seconds: 60))
    let activity = try await world.write(as: world.anna) { try $0.activities.add(.call(deal, due)) }
    world.clock.advance(seconds: 600)
    let follow = NewActivity(kind: .email, title: "Отправить КП", due: .at(world.clock.now.adding(seconds: 3600)))
    let (done, next, _) = try await world.write(as: world.anna) {
      try $0.activities.complete(activity.id, result: "Ждёт КП", next: follow)
    }
    #expect(done.doneAt == world.clock.now)
    #expect(done.result == "Ждёт КП")
    #expect(next?.dealID == deal.id)
    let client = try await world.read(as: world.anna) { try $0.companies.find(deal.companyID).company }
    #expect(client.lastTouchAt == world.clock.now)
    await #expect(throws: Conflict.self) {
      try await world.write(as: world.anna) { _ = try $0.activities.complete(activity.id) }
    }
    let told = try await world.read(as: world.anna) {
      try $0.history(of: deal.subject, before: nil, limit: 10).map(\.kind)
    }
    #expect(told.prefix(3) == ["activity_planned", "activity_done", "activity_planned"])
    await world.end()
  }

  @Test(arguments: TestEngine.available) func pagesOfAListMeetNothingTwice(_ engine: TestEngine) async throws {
    let world = try await World(engine)
    let deal = try await world.deal(of: world.anna)
    let now = world.clock.now
    try await world.write(as: world.anna) { work in
      for number in 0..<7 { try work.activities.add(.call(deal, .at(now.adding(seconds: Int64(number % 3) * 60)))) }
    }
    for order in ActivityOrder.allCases {
      var (met, cursor): ([ID<Activity>], Cursor?) = ([], nil)
      repeat {
        let slice = try await world.read(as: world.anna) { [cursor] in
          try $0.activities.list(ActivityFilter(), order, after: cursor, limit: 2)
        }
        met += slice.items.map(\.id)
        cursor = slice.next
      } while cursor != nil
      #expect(met.count == 7)
      #expect(Set(met).count == 7)
    }
    #expect(try await world.read(as: world.anna) { try $0.activities.count(ActivityFilter()) } == 7)
    await world.end()
  }
}
