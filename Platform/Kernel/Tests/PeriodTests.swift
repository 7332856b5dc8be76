import Kernel
import Testing

/// Periods by name go with the day on which one looks.
@Suite struct PeriodTests {
  private func day(_ text: String) throws -> Day { try #require(Day(text)) }

  @Test(arguments: [
    (Period.Name.today, "2026-03-04", "2026-03-04"), (.yesterday, "2026-03-03", "2026-03-03"),
    (.thisWeek, "2026-03-02", "2026-03-08"), (.lastWeek, "2026-02-23", "2026-03-01"),
    (.thisMonth, "2026-03-01", "2026-03-31"), (.lastMonth, "2026-02-01", "2026-02-28"),
    (.last7, "2026-02-26", "2026-03-04"), (.next7, "2026-03-04", "2026-03-10"),
  ]) func aNameIsAStretchOfDays(_ name: Period.Name, _ from: String, _ to: String) throws {
    let ends = Period.named(name).ends(today: try day("2026-03-04"))
    #expect(ends.from == (try day(from)))
    #expect(ends.to == (try day(to)))
  }

  @Test func theLastDayOfTheYearBelongsToItsMonth() throws {
    let ends = Period.named(.thisMonth).ends(today: try day("2026-12-31"))
    #expect(ends.from == (try day("2026-12-01")))
    #expect(ends.to == (try day("2026-12-31")))
  }

  @Test func whatIsPastEndsYesterdayAndHasNoBeginning() throws {
    let ends = Period.named(.past).ends(today: try day("2026-03-01"))
    #expect(ends.from == nil)
    #expect(ends.to == (try day("2026-02-28")))
  }
}
