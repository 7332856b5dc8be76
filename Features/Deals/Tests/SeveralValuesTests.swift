import Clients
import Kernel
import Store
import Support
import Testing
import World

@testable import Deals

/// Several owners and several sources in one condition: any of them, in lists, on both faces of the board, in sums.
@Suite struct SeveralValuesTests {
  /// Thirty deals of three people from three sources or none, every fifth won.
  private func stocked(_ engine: TestEngine) async throws -> (World, [ID<Source>]) {
    let world = try await World(engine)
    let stages = try await world.stages()
    let sources = try await world.read(as: world.olga) { try $0.sources.all().prefix(3).map(\.id) }
    for number in 0..<30 {
      let deal = try await world.deal(
        of: [world.anna, world.boris, world.gleb][number % 3], "Сделка \(number)",
        phone: "+7 921 000-00-\(number + 10)", amount: Int64(number + 1) * 1000)
      world.clock.advance(seconds: number % 4 == 0 ? 0 : 40_000)
      try await world.write(as: world.olga) { work in
        var change = DealChange()
        change.sourceID = .some(number % 4 == 3 ? nil : sources[number % 4])
        try work.deals.change(deal.id, change)
        if number % 5 == 4, let won = stages.first(where: { $0.kind == .won }) {
          _ = try work.deals.move(deal.id, to: won.id)
        }
      }
    }
    return (world, sources)
  }

  private static func filters(_ world: World, _ sources: [ID<Source>]) -> [DealFilter] {
    [DealFilter.Course.all, .current, .closed].flatMap { course in
      [DealFilter.Scope.all, .department].flatMap { scope in
        [([world.anna, world.gleb], []), ([], Array(sources.prefix(2))), ([world.boris, world.gleb], [sources[0]])].map
        {
          var filter = DealFilter(scope: scope, course: course)
          (filter.ownerIDs, filter.sourceIDs) = $0
          return filter
        }
      }
    }
  }

  @Test(arguments: TestEngine.available) func aListHoldsThoseOfAnyOfThemInEveryOrder(_ engine: TestEngine) async throws
  {
    let (world, sources) = try await stocked(engine)
    for filter in Self.filters(world, sources) {
      let plain = try await world.read(as: world.olga) { work in
        var bare = filter
        (bare.ownerIDs, bare.sourceIDs) = ([], [])
        return try work.dealList(bare).page(.number, after: nil, limit: 100).items.filter { deal in
          (filter.ownerIDs.isEmpty || filter.ownerIDs.contains(deal.ownerID))
            && (filter.sourceIDs.isEmpty || deal.sourceID.map(filter.sourceIDs.contains) ?? false)
        }
      }
      #expect(!plain.isEmpty)
      for order in DealOrder.allCases where order.suits(filter) {
        var (seen, cursor): ([Deal], Cursor?) = ([], nil)
        repeat {
          let after = cursor
          let slice = try await world.read(as: world.olga) {
            try $0.dealList(filter).page(order, after: after, limit: 4)
          }
          seen += slice.items
          cursor = slice.next
        } while cursor != nil
        #expect(seen.count == plain.count, "\(order) \(filter.query)")
        #expect(Set(seen.map(\.id)) == Set(plain.map(\.id)), "\(order) \(filter.query)")
        let created = seen.map(\.createdAt)
        if order == .createdDown { #expect(created == created.sorted(by: >)) }
      }
      let (count, total) = try await world.read(as: world.olga) { work in
        (try work.dealList(filter).count(), try work.dealList(filter).total(upTo: nil).total)
      }
      #expect(count == plain.count)
      #expect(total.sums.first?.minor == plain.map { $0.amount ?? 0 }.reduce(0, +))
    }
    await world.end()
  }

  @Test(arguments: TestEngine.available) func bothFacesOfTheBoardHoldThem(_ engine: TestEngine) async throws {
    let (world, sources) = try await stocked(engine)
    let stages = try await world.stages()
    for filter in Self.filters(world, sources) where filter.course == .current {
      let (listed, cards, due, total) = try await world.read(as: world.olga) { work in
        let board = work.board(filter.onBoard)
        let pipeline = try work.pipelines.find(stages[0].pipelineID)
        return (
          try work.dealList(filter).page(.number, after: nil, limit: 100).items.map(\.id),
          try pipeline.columns.flatMap { try board.cards(in: $0.id, limit: 50).items.map(\.deal.id) },
          try Horizon.allCases.flatMap {
            try board.cards(due: $0, in: pipeline.id, limit: 50).items.map(\.deal.id)
          },
          try board.totals(of: pipeline).values.map(\.count).reduce(0, +)
        )
      }
      #expect(Set(cards) == Set(listed) && cards.count == listed.count, "\(filter.query)")
      #expect(Set(due) == Set(listed) && due.count == listed.count, "\(filter.query)")
      #expect(total == listed.count, "\(filter.query)")
    }
    await world.end()
  }

  @Test(arguments: TestEngine.available) func clientsOfAnyOwnerAndFromAnySource(_ engine: TestEngine) async throws {
    let (world, sources) = try await stocked(engine)
    let (owned, came) = try await world.read(as: world.olga) { work in
      var (owners, filter) = (ClientListFilter(), ClientListFilter())
      owners.ownerIDs = [world.anna, world.gleb]
      filter.sourceIDs = Array(sources.prefix(2))
      return (
        try work.clientList(owners).page(.name, after: nil, limit: 100).items.count,
        try work.clientList(filter).page(.createdDown, after: nil, limit: 100).items.count
      )
    }
    #expect((owned, came) == (20, 16))
    await world.end()
  }

  @Test(arguments: TestEngine.available) func withoutContactAreThoseInWhichNothingWasDone(_ engine: TestEngine)
    async throws
  {
    let world = try await World(engine)
    let old = try await world.deal(of: world.anna, "Забытая")
    let worked = try await world.deal(of: world.anna, "Живая", phone: "+7 921 000-00-11")
    world.clock.advance(days: 15)
    try await world.write(as: world.anna) { try $0.deals.touch(worked.id) }
    let found = try await world.read(as: world.anna) { work in
      var filter = DealFilter(course: .current)
      filter.silentDays = 14
      return try work.dealList(filter).page(.createdDown, after: nil, limit: 10).items.map(\.id)
    }
    #expect(found == [old.id])
    await world.end()
  }
}
