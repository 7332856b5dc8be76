import Testing

@testable import Dictionaries

/// Lists in the company's own order.
@Suite struct ShiftTests {
  @Test func anEntryMovesOnePlaceAndStopsAtTheEnds() {
    #expect(Shift.up.applied(to: "B", in: ["A", "B", "C"]) == ["B", "A", "C"])
    #expect(Shift.down.applied(to: "B", in: ["A", "B", "C"]) == ["A", "C", "B"])
    #expect(Shift.up.applied(to: "A", in: ["A", "B"]) == ["A", "B"])
    #expect(Shift.down.applied(to: "B", in: ["A", "B"]) == ["A", "B"])
  }

  @Test func whoIsNotInTheListMovesNothing() {
    #expect(Shift.up.applied(to: "X", in: ["A", "B"]) == ["A", "B"])
  }
}
