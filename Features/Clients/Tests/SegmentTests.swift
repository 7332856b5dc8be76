import Kernel
import Support
import Testing
import World

@testable import Clients

/// Segments of clients: the company's own words, kept by its administrators.
@Suite struct SegmentTests {
  private func segments(_ desk: ClientsDesk) async throws -> [Segment] {
    try await desk.write(as: desk.olga) { work in
      try work.segments.addReadyMade()
      return try work.segments.all()
    }
  }

  private func client(_ desk: ClientsDesk, in segment: ID<Segment>?) async throws -> CompanyCard {
    try await desk.write { work in
      var draft = CompanyDraft(type: .organisation, name: "ООО «Северный ветер»")
      draft.segmentID = segment
      return try work.companies.add(draft)
    }
  }

  @Test(arguments: TestEngine.available)
  func aChangeOfSegmentIsToldWithBeforeAndAfter(_ engine: TestEngine) async throws {
    try await ClientsDesk.open(engine) { desk in
      let segments = try await segments(desk)
      let made = try await client(desk, in: segments[0].id)
      #expect(made.company.segmentID == segments[0].id)
      let changed = try await desk.write { work in
        try work.companies.change(made.company.id, expecting: 1) { $0.segmentID = segments[1].id }
      }
      #expect(changed.company.segmentID == segments[1].id)
      let facts: [String] = try await desk.read { work in
        try work.values(
          "SELECT facts FROM event WHERE kind = 'company_changed' AND subject_id = \(made.company.id) ORDER BY id")
      }
      #expect(facts.count == 1)
      for name in ["segment_id", "Ключевые", "Опт"] { #expect(facts[0].contains(name)) }
      let out = try await desk.write { work in
        try work.companies.change(made.company.id, expecting: nil) { $0.segmentID = nil }
      }
      #expect(out.company.segmentID == nil)
    }
  }

  @Test(arguments: TestEngine.available)
  func whatWasPutAwayStaysWithItsClientsAndTakesNoOthers(_ engine: TestEngine) async throws {
    try await ClientsDesk.open(engine) { desk in
      let segment = try await segments(desk)[0]
      let made = try await client(desk, in: segment.id)
      try await desk.write(as: desk.olga) { work in
        _ = try work.segments.change(segment.id) { $0.isArchived = true }
      }
      let renamed = try await desk.write { work in
        try work.companies.change(made.company.id, expecting: nil) { $0.name = "ООО «Южный ветер»" }
      }
      #expect(renamed.company.segmentID == segment.id)
      for wrong in [segment.id, ID<Segment>(999_999)] {
        await #expect(throws: Refusal("unknown_segment", field: "segment_id")) { try await client(desk, in: wrong) }
      }
    }
  }

  @Test(arguments: TestEngine.available)
  func administratorsKeepTheSegmentsAndTheirOrder(_ engine: TestEngine) async throws {
    try await ClientsDesk.open(engine) { desk in
      let segments = try await segments(desk)
      #expect(segments.map(\.silenceDays) == [14, 30, nil, 180])
      let turned = Array(segments.map(\.id).reversed())
      let order = try await desk.write(as: desk.olga) { work in
        try work.segments.addReadyMade()
        try work.segments.order(turned)
        try work.segments.shift(turned[0], .down)
        return try work.segments.all().map(\.id)
      }
      #expect(order == [turned[1], turned[0], turned[2], turned[3]])
      await #expect(throws: Refusal("bad_order", field: "ids")) {
        try await desk.write(as: desk.olga) { try $0.segments.order([turned[0]]) }
      }
      await #expect(throws: Refusal("name_in_use", field: "name")) {
        try await desk.write(as: desk.olga) { _ = try $0.segments.add(SegmentDraft(name: " розница ")) }
      }
      await #expect(throws: Forbidden.self) { try await desk.write { try $0.segments.order(turned) } }
      await #expect(throws: Forbidden.self) {
        try await desk.write { _ = try $0.segments.change(turned[0]) { $0.silenceDays = 1 } }
      }
    }
  }

  @Test(arguments: TestEngine.available)
  func aListHoldsTheClientsOfASegment(_ engine: TestEngine) async throws {
    try await ClientsDesk.open(engine) { desk in
      let segments = try await segments(desk)
      let made = try await client(desk, in: segments[2].id)
      _ = try await desk.meet(company: "ООО «Прочие»")
      let found = try await desk.read { work in
        var filter = CompanyFilter()
        filter.segmentID = segments[2].id
        return try work.companies.list(filter, limit: 10).items.map(\.company.id)
      }
      #expect(found == [made.company.id])
    }
  }
}
