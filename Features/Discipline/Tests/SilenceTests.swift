import Clients
import Kernel
import Store
import Support
import Testing
import World

@testable import Discipline

/// How long a client may go without contact: by his segment, else by his type; sooner where he brought much (R73).
@Suite struct SilenceTests {
  @Test func theSegmentGoesBeforeTheType() {
    let rules = DayRules()
    #expect(rules.patience(with: .organisation, ltv: 0) == 60)
    #expect(rules.patience(with: .organisation, ltv: 0, segment: 14) == 14)
    #expect(rules.patience(with: .organisation, ltv: 0, segment: 90) == 90)
    #expect(rules.patience(with: .family, ltv: 0, segment: 0) == nil)
  }

  @Test func whoBroughtMuchIsRememberedSoonerAndNeverLater() {
    let rules = DayRules()
    #expect(rules.patience(with: .organisation, ltv: rules.dearFrom, segment: 90) == 30)
    #expect(rules.patience(with: .organisation, ltv: rules.dearFrom, segment: 14) == 14)
    #expect(rules.patience(with: .organisation, ltv: rules.dearFrom, segment: 0) == 30)
    #expect(rules.patience(with: .organisation, ltv: rules.dearFrom - 1, segment: 90) == 90)
  }

  /// One client of each kind that there is by segment, type and what he brought, and the day of his silence on which
  /// his owner gets a task.
  private struct Example {
    let name: String
    var type = Company.Kind.organisation
    var segment: String?
    var isDear = false
    let day: Int?
  }

  private let examples = [
    Example(name: "без сегмента", day: 60),
    Example(name: "ключевой", segment: "Ключевые", day: 14),
    Example(name: "ключевой и ценный", segment: "Ключевые", isDear: true, day: 14),
    Example(name: "спящий", segment: "Спящие", day: 180),
    Example(name: "спящий и ценный", segment: "Спящие", isDear: true, day: 30),
    Example(name: "розничная семья", type: .family, segment: "Розница", day: 180),
    Example(name: "розничный предприниматель", type: .entrepreneur, segment: "Розница", day: 60),
    Example(name: "тишина", segment: "Не звонить", day: nil),
    Example(name: "тишина, но ценный", segment: "Не звонить", isDear: true, day: 30),
    Example(name: "оптовая семья", type: .family, segment: "Опт", day: 30),
  ]

  @Test(arguments: TestEngine.available)
  func segmentTypeAndWhatHeBroughtDecideTogether(_ engine: TestEngine) async throws {
    let world = try await World(engine)
    let segments = try await world.write(as: world.olga) { work in
      try work.segments.addReadyMade()
      try work.segments.add(SegmentDraft(name: "Не звонить", silenceDays: 0))
      return Dictionary(uniqueKeysWithValues: try work.segments.all().map { ($0.name, $0.id) })
    }
    let names = try await world.write(as: world.rita) { [examples] work in
      try examples.reduce(into: [ID<Company>: String]()) { names, example in
        var draft = CompanyDraft(type: example.type, name: example.name)
        draft.segmentID = example.segment.flatMap { segments[$0] }
        let id = try work.companies.add(draft).company.id
        if example.isDear { try work.companies.addEarnings(Money(minor: DayRules().dearFrom, .rub), to: id) }
        names[id] = example.name
      }
    }
    // Put away, a segment goes on for those who are in it.
    if let key = segments["Ключевые"] {
      try await world.write(as: world.olga) { _ = try $0.segments.change(key) { $0.isArchived = true } }
    }
    var passed: Int64 = 0
    for day: Int64 in [14, 30, 60, 180] {
      for next in [day, day + 1] {
        world.clock.advance(days: next - passed)
        passed = next
        try await world.write(as: world.olga) { _ = try $0.clientChecks.ask() }
        try await Worker(crm: world.crm, kinds: [ClientLook.job]).drain()
        let found = try await world.read(as: world.olga) { try $0.clientChecks.findings(.forgotten).items }
        let due = examples.filter { Int64($0.day ?? .max) < next }.map(\.name)
        #expect(Set(found.compactMap { names[$0.companyID] }) == Set(due), "after \(next) days")
      }
    }
    await world.end()
  }
}
