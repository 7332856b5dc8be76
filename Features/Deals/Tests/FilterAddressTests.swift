import Kernel
import Store
import Support
import Testing
import World

@testable import Deals

/// A filter that its address forgets would let "act on the whole list" change more than was shown.
@Suite struct FilterAddressTests {
  /// A filter with everything said, beside one with nothing.
  private static let full: DealFilter = {
    var filter = DealFilter(
      scope: .mine, course: .closed, text: "Ковалёва & сын")
    filter.pipelineID = ID(4)
    filter.stageIDs = [ID(5), ID(6)]
    filter.companyID = ID(7)
    filter.managerID = ID(8)
    filter.consultantID = ID(9)
    filter.origin = .outbound
    filter.amountFrom = Money(minor: 1_000_00, .rub)
    filter.amountTo = Money(minor: 2_000_50, .rub)
    filter.created = .named(.last30)
    filter.closed = .days(from: Day("2026-01-01"), to: Day("2026-02-01"))
    filter.expected = .days(from: nil, to: Day("2026-03-01"))
    filter.idleDays = 14
    filter.silentDays = 30
    (filter.ownerIDs, filter.sourceIDs) = ([ID(2), ID(12)], [ID(3), ID(13)])
    filter.agenda = .overdue
    filter.care = .late
    filter.grouping = .source
    return filter
  }()

  /// Each property by its name; `withArchive` is for counting and in no address, and `part` is one group of a list.
  private static func properties(_ filter: DealFilter) -> [String: String] {
    Dictionary(uniqueKeysWithValues: Mirror(reflecting: filter).children.map { ($0.label ?? "", "\($0.value)") })
      .filter { $0.key != "withArchive" && $0.key != "part" }
  }

  @Test func theTestSaysSomethingOfEveryFilter() {
    let (said, bare) = (Self.properties(Self.full), Self.properties(DealFilter()))
    let silent = said.filter { bare[$0.key] == $0.value }.keys.sorted()
    #expect(silent.isEmpty, "\(silent): say it in `full`")
  }

  @Test(arguments: TestEngine.available) func everyFilterComesBackFromItsAddress(_ engine: TestEngine) async throws {
    let world = try await World(engine)
    let olga = try world.actor(world.olga)
    let read = Self.properties(DealFilter(address: Self.full.query, for: olga))
    for (name, value) in Self.properties(Self.full) {
      #expect(read[name] == value, "\(name) is lost: see DealFilter.parameters and DealFilter.init")
    }
    await world.end()
  }
}
