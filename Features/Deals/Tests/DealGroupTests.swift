import Clients
import Kernel
import Support
import Testing
import World

@testable import Deals

/// Lists of deals that are divided by what the deals have in common.
@Suite struct DealGroupTests {
  private func stocked(_ engine: TestEngine) async throws -> World {
    let world = try await World(engine)
    let stages = try await world.stages()
    for number in 0..<12 {
      let person = [world.anna, world.boris, world.gleb][number % 3]
      let deal = try await world.deal(
        of: person, "Сделка \(number)", phone: "+7 921 000-00-\(number + 10)", amount: Int64(number) * 1000)
      try await world.write(as: world.olga) { work in
        if number % 4 == 1 { _ = try work.deals.move(deal.id, to: stages[1].id) }
      }
    }
    return world
  }

  @Test(arguments: TestEngine.available) func groupsHoldEachDealOnce(_ engine: TestEngine) async throws {
    let world = try await stocked(engine)
    for grouping in DealGrouping.allCases {
      for course in [DealFilter.Course.all, .current] {
        let filter = DealFilter(course: course)
        let (groups, whole) = try await world.read(as: world.olga) {
          (try $0.dealList(filter).groups(by: grouping), try $0.dealList(filter).total(upTo: nil).total)
        }
        #expect(StageTotal(of: groups.map(\.total)) == whole, "\(grouping)")
        for group in groups {
          let found = try await world.read(as: world.olga) {
            try $0.dealList(filter.part(grouping, group.key)).page(.amountDown, after: nil, limit: 50).items
          }
          #expect(StageTotal(of: found) == group.total, "\(grouping) \(group.key ?? 0)")
        }
      }
    }
    await world.end()
  }

  @Test(arguments: TestEngine.available) func groupsAreNamedAndInOrder(_ engine: TestEngine) async throws {
    let world = try await stocked(engine)
    let stages = try await world.stages()
    let groups = try await world.read(as: world.olga) { work in
      try work.dealList(DealFilter().with { $0.pipelineID = stages[0].pipelineID }).groups(by: .stage)
    }
    #expect(groups.map(\.key) == [stages[0].id.number, stages[1].id.number])
    #expect(groups.map(\.name) == [stages[0].name, stages[1].name])
    #expect(groups.map(\.total.count) == [9, 3])
    let sources = try await world.read(as: world.olga) { try $0.dealList(DealFilter()).groups(by: .source) }
    #expect(sources.map(\.key) == [nil])
    await world.end()
  }

  @Test(arguments: TestEngine.available) func everybodyCountsWhatHeSees(_ engine: TestEngine) async throws {
    let world = try await stocked(engine)
    for person in [world.anna, world.boris, world.vera, world.olga] {
      let (groups, seen) = try await world.read(as: person) {
        (try $0.dealList(DealFilter()).groups(by: .owner), try $0.dealList(DealFilter()).count())
      }
      #expect(groups.map(\.total.count).reduce(0, +) == seen)
    }
    await world.end()
  }
}
