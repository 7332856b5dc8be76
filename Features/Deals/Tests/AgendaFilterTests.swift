import Clients
import Deals
import Kernel
import Support
import Testing
import World

/// Deals by what is to be done next: overdue, due today, without anything; those under check in none.
@Suite struct AgendaFilterTests {
  /// Twelve deals of two people: every fourth overdue, today, without anything, later.
  private func stocked(_ engine: TestEngine) async throws -> World {
    let world = try await World(engine)
    let stages = try await world.stages()
    for number in 0..<12 {
      let deal = try await world.deal(
        of: number % 3 == 0 ? world.anna : world.boris, "Сделка \(number)", phone: "+7 921 000-00-\(number + 10)",
        amount: 1000)
      try await world.write(as: world.olga) { work in
        let midnight = work.today.adding(days: 1).start(in: work.installation.zone)
        let tonight = Instant(milliseconds: midnight.milliseconds - 1)
        let moments: [Instant?] = [work.now.adding(seconds: -60), tonight, nil, tonight.adding(seconds: 60)]
        let next = moments[number % 4].map { NextActivity(at: $0, kind: .call, isAllDay: false) }
        try work.deals.setNext(next, of: deal.id)
        if number > 7 { _ = try work.deals.move(deal.id, to: stages[1].id) }
      }
    }
    return world
  }

  @Test(arguments: TestEngine.available) func listCountAndBoardAgreeWithAPlainLook(_ engine: TestEngine) async throws {
    let world = try await stocked(engine)
    let expected: [DealFilter.Agenda: Set<String>] = [
      .overdue: ["Сделка 0", "Сделка 4", "Сделка 8"], .today: ["Сделка 1", "Сделка 5", "Сделка 9"],
      .none: ["Сделка 2", "Сделка 6", "Сделка 10"],
    ]
    let stages = try await world.stages()
    for (agenda, titles) in expected {
      for scope in [DealFilter.Scope.all, .department] {
        var filter = DealFilter(scope: scope)
        filter.agenda = agenda
        let asked = filter
        for order in DealOrder.allCases where order.suits(asked) {
          let found = try await world.read(as: world.olga) {
            try $0.dealList(asked).page(order, after: nil, limit: 50).items.map(\.title)
          }
          #expect(Set(found) == titles, "\(agenda) by \(order)")
        }
        let (count, bounded, cards, total) = try await world.read(as: world.olga) { work in
          let (list, board) = (work.dealList(asked), work.board(asked.onBoard))
          let cards = try stages.filter(\.isOpen).flatMap { try board.cards(in: $0.id).items.map(\.deal.title) }
          let pipeline = try work.pipelines.find(stages[0].pipelineID)
          let total = try board.totals(of: pipeline).values.map(\.count).reduce(0, +)
          return (try list.count(), try list.count(upTo: 1), cards, total)
        }
        #expect(count == 3 && bounded == 2 && total == 3)
        #expect(Set(cards) == titles)
      }
    }
    await world.end()
  }

  @Test(arguments: TestEngine.available) func everybodyCountsTheDealsOfHisReach(_ engine: TestEngine) async throws {
    let world = try await stocked(engine)
    for (person, scope, count) in [
      (world.anna, DealFilter.Scope.mine, 1), (world.anna, .department, 3), (world.boris, .mine, 2),
      (world.gleb, .all, 0),
    ] {
      var filter = DealFilter(scope: scope)
      filter.agenda = .overdue
      let asked = filter
      let found = try await world.read(as: person) { try $0.dealList(asked).count(upTo: 99) }
      #expect(found == count)
    }
    await world.end()
  }

  @Test(arguments: TestEngine.available) func whatIsNotOpenCountsInNone(_ engine: TestEngine) async throws {
    let world = try await stocked(engine)
    let won = try #require(try await world.stages().first { $0.kind == .won })
    for agenda in DealFilter.Agenda.allCases {
      var filter = DealFilter()
      filter.agenda = agenda
      let asked = filter
      let first = try await world.read(as: world.olga) {
        try $0.dealList(asked).page(.number, after: nil, limit: 1).items.first
      }
      let deal = try #require(first)
      try await world.write(as: world.olga) { _ = try $0.deals.move(deal.id, to: won.id) }
      let left = try await world.read(as: world.olga) { try $0.dealList(asked).count() }
      #expect(left == 2)
    }
    await world.end()
  }
}
