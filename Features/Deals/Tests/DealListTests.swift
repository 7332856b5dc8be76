import Clients
import Kernel
import Store
import Support
import Testing
import World

@testable import Deals

/// The list of deals: every order and filter against the plain answer, to everybody what is his.
@Suite struct DealListTests {
  /// Forty deals of three people, some won, with and without amount and date.
  private func stocked(_ engine: TestEngine) async throws -> World {
    let world = try await World(engine)
    let stages = try await world.stages()
    for number in 0..<40 {
      let person = [world.anna, world.boris, world.gleb][number % 3]
      let deal = try await world.deal(
        of: person, "Сделка \(number % 9)", phone: "+7 921 000-00-\(number + 10)",
        amount: number % 7 == 0 ? nil : Int64(number % 5) * 1000)
      world.clock.advance(seconds: number % 4 == 0 ? 0 : 40_000)
      try await world.write(as: world.olga) { work in
        if number % 2 == 0 {
          var change = DealChange()
          change.expectedCloseOn = .some(work.today.adding(days: number % 6 - 2))
          try work.deals.change(deal.id, change)
        }
        if number % 3 == 1 { _ = try work.deals.move(deal.id, to: stages[1 + number % 2].id) }
        if number % 8 == 5, let won = stages.first(where: { $0.kind == .won }) {
          var answers = DealAnswers()
          answers.amount = Money(minor: Int64(number) * 100_000, .rub)
          _ = try work.deals.move(deal.id, to: won.id, answers: answers)
        }
      }
    }
    return world
  }

  @Test(arguments: TestEngine.available) func everyOrderIsReadByKeyWithoutGapOrRepetition(_ engine: TestEngine)
    async throws
  {
    let world = try await stocked(engine)
    for course in [DealFilter.Course.all, .current, .closed] {
      let filter = DealFilter(course: course)
      let whole = try await world.read(as: world.olga) { try $0.dealList(filter).count() }
      #expect(whole == [.all: 40, .current: 35, .closed: 5][course])
      for order in DealOrder.allCases where order.suits(filter) {
        var (seen, cursor): ([Deal], Cursor?) = ([], nil)
        repeat {
          let after = cursor
          let slice = try await world.read(as: world.olga) {
            try $0.dealList(filter).page(order, after: after, limit: 7)
          }
          seen += slice.items
          cursor = slice.next
        } while cursor != nil
        #expect(seen.count == whole, "\(order) \(course)")
        #expect(Set(seen.map(\.id)).count == whole, "\(order) \(course)")
        let amounts = seen.map { $0.amount ?? -1 }
        if order == .amountDown { #expect(amounts == amounts.sorted(by: >)) }
        if order == .expected {
          let days = seen.map { $0.expectedCloseOn?.description ?? "9999" }
          #expect(days == days.sorted())
        }
      }
    }
    await world.end()
  }

  @Test(arguments: TestEngine.available) func everyFilterLetsThroughWhatAPlainLookLetsThrough(_ engine: TestEngine)
    async throws
  {
    let world = try await stocked(engine)
    let stages = try await world.stages()
    let all = try await world.read(as: world.olga) {
      try $0.dealList(DealFilter()).page(.number, after: nil, limit: 100).items
    }
    let now = world.clock.now
    let today = try await world.read(as: world.olga) { $0.today }
    let zone = world.crm.installation.zone
    func check(_ name: String, _ change: (inout DealFilter) -> Void, _ plain: (Deal) -> Bool) async throws {
      var filter = DealFilter()
      change(&filter)
      let asked = filter
      for order in DealOrder.allCases where order.suits(asked) {
        let found = try await world.read(as: world.olga) {
          try $0.dealList(asked).page(order, after: nil, limit: 100).items.map(\.id)
        }
        #expect(Set(found) == Set(all.filter(plain).map(\.id)), "\(name) by \(order)")
      }
      let (total, isWhole) = try await world.read(as: world.olga) { try $0.dealList(asked).total(upTo: 1000) }
      let sum = all.filter(plain).compactMap(\.amount).reduce(0, +)
      #expect(isWhole && total.count == all.filter(plain).count, "\(name)")
      #expect(total.sums.first?.minor ?? 0 == sum, "\(name)")
    }
    let (anna, boris) = (world.anna, world.boris)
    try await check("current", { $0.course = .current }, { $0.closedAt == nil })
    try await check("won", { $0.course = .won }, { $0.state == .won })
    try await check("owner", { $0.ownerIDs = [anna] }, { $0.ownerID == anna })
    try await check("manager", { $0.managerID = boris }, { $0.managerID == boris })
    try await check(
      "stages", { ($0.stageIDs, $0.course) = ([stages[0].id, stages[1].id], .current) },
      { [stages[0].id, stages[1].id].contains($0.stageID) && $0.closedAt == nil })
    try await check(
      "amount", { ($0.amountFrom, $0.amountTo) = (Money(minor: 100_000, .rub), Money(minor: 300_000, .rub)) },
      { (100_000...300_000).contains($0.amount ?? -1) })
    try await check(
      "created", { $0.created = .named(.last7) },
      {
        let day = $0.createdAt.day(in: zone)
        return day > today.adding(days: -7) && day <= today
      })
    try await check(
      "expected", { ($0.expected, $0.course) = (.named(.past), .current) },
      { $0.closedAt == nil && $0.expectedCloseOn.map { $0 < today } ?? false })
    try await check(
      "closed", { $0.closed = .days(from: today.adding(days: -9), to: nil) },
      { $0.closedAt.map { $0.day(in: zone) >= today.adding(days: -9) } ?? false })
    try await check("idle", { $0.idleDays = 8 }, { $0.closedAt == nil && $0.days(at: now) >= 8 })
    try await check("words", { $0.text = "сделка 3" }, { $0.title == "Сделка 3" })
    try await check(
      "all at once",
      {
        ($0.ownerIDs, $0.course, $0.created, $0.amountFrom) = ([anna], .current, .named(.last30), Money(minor: 1, .rub))
      },
      { $0.ownerID == anna && $0.closedAt == nil && $0.amount ?? 0 > 0 })
    await world.end()
  }

  @Test(arguments: TestEngine.available) func everybodyListsTheDealsOfHisReach(_ engine: TestEngine) async throws {
    let world = try await World(engine)
    _ = try await world.deal(of: world.anna, "Annas", phone: "+79110000001", amount: 100)
    _ = try await world.deal(of: world.boris, "Boriss", phone: "+79110000002", amount: 200)
    _ = try await world.deal(of: world.gleb, "Glebs", phone: "+79110000003", amount: 400)
    let expected: [(ID<Person>, DealFilter.Scope, Set<String>)] = [
      (world.anna, .mine, ["Annas"]), (world.anna, .department, ["Annas", "Boriss"]),
      (world.anna, .all, ["Annas", "Boriss"]), (world.vera, .mine, []), (world.gleb, .all, ["Glebs"]),
      (world.rita, .all, ["Annas", "Boriss"]), (world.olga, .all, ["Annas", "Boriss", "Glebs"]),
      (world.quentin, .all, ["Annas", "Boriss", "Glebs"]),
    ]
    for (person, scope, titles) in expected {
      for course in [DealFilter.Course.all, .current] {
        let (found, total) = try await world.read(as: person) { work in
          let list = work.dealList(DealFilter(scope: scope, course: course))
          return (
            try list.page(.createdDown, after: nil, limit: 50).items.map(\.title), try list.total(upTo: 100).total
          )
        }
        #expect(Set(found) == titles)
        #expect(total.count == titles.count)
      }
    }
    await world.end()
  }

  @Test(arguments: TestEngine.available) func aLongListIsAddedUpAsFarAsAsked(_ engine: TestEngine) async throws {
    let world = try await stocked(engine)
    let (total, isWhole) = try await world.read(as: world.olga) { try $0.dealList(DealFilter()).total(upTo: 10) }
    #expect(!isWhole)
    #expect(total.count == 11)
    await world.end()
  }

  @Test(arguments: TestEngine.available) func aShortListIsAddedUpFromItsRowsAndALongOneAfterThem(
    _ engine: TestEngine
  ) async throws {
    let world = try await World(engine)
    for number in 0..<(DealListModel.pageLength + 1) {
      _ = try await world.deal(
        of: number < 3 ? world.anna : world.boris, phone: "+7911000\(1000 + number)", amount: 100)
    }
    func total(_ filter: DealFilter, countsAll: Bool = false) async throws -> ListTotal {
      try await world.read(as: world.olga) {
        try DealListModel.read($0, filter, .createdDown, after: nil, countsAll: countsAll).total
      }
    }
    func isLater(_ total: ListTotal) -> Bool { if case .later = total { true } else { false } }
    func known(_ total: ListTotal) -> StageTotal? { if case .known(let sum) = total { sum } else { nil } }
    let short = known(try await total(DealFilter(course: .all, owner: world.anna)))
    #expect(short?.count == 3)
    #expect(short?.sums == [Money(minor: 30_000, .rub)])
    #expect(isLater(try await total(DealFilter(course: .all))))
    #expect(known(try await total(DealFilter(course: .all), countsAll: true))?.count == DealListModel.pageLength + 1)
    // What is kept costs nothing to tell.
    #expect(known(try await total(DealFilter(course: .current)))?.count == DealListModel.pageLength + 1)
    await world.end()
  }

  @Test(arguments: TestEngine.available) func aCursorOfAnotherOrderIsRefused(_ engine: TestEngine) async throws {
    let world = try await stocked(engine)
    await #expect(throws: Unreadable("bad_cursor", field: "after")) {
      try await world.read(as: world.olga) { work in
        let next = try work.dealList(DealFilter()).page(.amount, after: nil, limit: 3).next
        _ = try work.dealList(DealFilter()).page(.number, after: next, limit: 3)
      }
    }
    await world.end()
  }

  @Test(arguments: TestEngine.available) func manyAreMovedAndEachThatMayNotBeSaysWhy(_ engine: TestEngine) async throws
  {
    let world = try await World(engine)
    let stages = try await world.stages()
    let annas = try await world.deal(of: world.anna, "Annas", phone: "+79110000001")
    let ahead = try await world.deal(of: world.anna, "Ahead", phone: "+79110000002")
    try await world.write(as: world.olga) { _ = try $0.deals.move(ahead.id, to: stages[2].id) }
    let boriss = try await world.deal(of: world.boris, "Boriss", phone: "+79110000003")
    let glebs = try await world.deal(of: world.gleb, "Glebs", phone: "+79110000004")
    let stale = try await world.deal(of: world.anna, "Stale", phone: "+79110000005")
    let marked = [annas, ahead, boriss, glebs].map { MarkedDeal($0.id) } + [MarkedDeal(stale.id, version: 99)]
    let outcomes = try await world.write(as: world.anna) { try $0.deals.move(marked, to: stages[1].id) }
    #expect(outcomes.map { $0.error == nil } == [true, false, false, false, false])
    #expect((outcomes[1].error as? Refusal)?.violations.first?.code == "backward")
    #expect(outcomes[2].error is Forbidden)
    #expect(outcomes[3].error is NotFound)
    #expect((outcomes[4].error as? Conflict)?.code == "stale")
    let there = try await world.read(as: world.olga) { try $0.deals.find(annas.id).stageID }
    #expect(there == stages[1].id)
    await world.end()
  }

  @Test(arguments: TestEngine.available) func manyAreHandedOverAndTheTotalsStayExact(_ engine: TestEngine) async throws
  {
    let world = try await World(engine)
    var marked: [MarkedDeal] = []
    for number in 0..<5 {
      let deal = try await world.deal(of: world.anna, phone: "+7911000000\(number)", amount: 100)
      marked.append(MarkedDeal(deal.id, version: deal.version))
    }
    let all = marked
    let outcomes = try await world.write(as: world.rita) {
      try $0.deals.assign(all, DealPeople(owner: world.boris))
    }
    #expect(outcomes.allSatisfy { $0.deal?.ownerID == world.boris })
    let total = try await world.read(as: world.olga) {
      try $0.dealList(DealFilter(course: .current, owner: world.boris)).total(upTo: 1).total
    }
    #expect(total.count == 5)
    #expect(total.sums == [Money(minor: 50_000, .rub)])
    await #expect(throws: Refusal.self) {
      try await world.write(as: world.rita) { _ = try $0.deals.assign(all, DealPeople(owner: ID(999_999))) }
    }
    await #expect(throws: Forbidden.self) {
      try await world.write(as: world.quentin) { _ = try $0.deals.assign(all, DealPeople(owner: world.boris)) }
    }
    await world.end()
  }
}
