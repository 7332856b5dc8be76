import Foundation
import Testing

@testable import Kernel

/// Working time by the calendar, at the zones of the country and its neighbours.
@Suite struct WorkingHoursTests {
  private static let zones = (2...12).compactMap { TimeZone(secondsFromGMT: $0 * 3600) }

  private let calendar = WorkingCalendar(
    week: WorkingCalendar.usualWeek,
    exceptions: Dictionary(
      [("2026-03-09", false), ("2026-03-14", true)].compactMap { text, isWorking in
        Day(text).map { ($0, Holiday(day: $0, name: "", isWorking: isWorking)) }
      }, uniquingKeysWith: { $1 }))

  private func at(_ day: String, _ hour: Int, _ minute: Int = 0, _ zone: TimeZone) throws -> Instant {
    try #require(Day(day)).at(hour: hour, minute: minute, in: zone)
  }

  @Test(arguments: zones) func aQuarterOfAnHourInTheMorningIsOverAfterAQuarterOfAnHour(_ zone: TimeZone) throws {
    let asked = try at("2026-03-02", 10, 0, zone)
    #expect(calendar.instant(after: 900, from: asked, in: zone) == asked.adding(seconds: 900))
  }

  @Test(arguments: zones) func theClockStandsStillOvernightAtTheWeekendAndOnHolidays(_ zone: TimeZone) throws {
    // Friday, five minutes before the end; Monday the 9th is a holiday.
    let asked = try at("2026-03-06", 17, 55, zone)
    let due = try at("2026-03-10", 9, 10, zone)
    #expect(calendar.instant(after: 900, from: asked, in: zone) == due)
    #expect(calendar.seconds(from: asked, to: due, in: zone) == 900)
  }

  @Test(arguments: zones) func anInquiryOfTheNightWaitsFromTheMorning(_ zone: TimeZone) throws {
    let asked = try at("2026-03-03", 23, 30, zone)
    #expect(calendar.instant(after: 900, from: asked, in: zone) == (try at("2026-03-04", 9, 15, zone)))
    #expect(calendar.seconds(from: asked, to: try at("2026-03-04", 9, 0, zone), in: zone) == 0)
  }

  @Test(arguments: zones) func aWorkedSaturdayCounts(_ zone: TimeZone) throws {
    let (friday, sunday) = (try at("2026-03-13", 18, 0, zone), try at("2026-03-15", 12, 0, zone))
    #expect(calendar.seconds(from: friday, to: sunday, in: zone) == 9 * 3600)
  }

  @Test(arguments: zones) func whatIsAddedIsWhatIsCounted(_ zone: TimeZone) throws {
    let begin = try at("2026-02-26", 3, 17, zone)
    for step in 0..<200 {
      let asked = begin.adding(seconds: Int64(step) * 4_441)
      let length = Int64(step) * 977
      let due = calendar.instant(after: length, from: asked, in: zone)
      #expect(calendar.seconds(from: asked, to: due, in: zone) == length)
    }
  }

  @Test func daylightSavingMovesTheHoursWithTheClock() throws {
    let zone = try #require(TimeZone(identifier: "Europe/Kyiv"))
    // Clocks went forward on Sunday the 29th.
    let (friday, monday) = (try at("2026-03-27", 17, 0, zone), try at("2026-03-30", 10, 0, zone))
    #expect(calendar.seconds(from: friday, to: monday, in: zone) == 2 * 3600)
    #expect(calendar.instant(after: 2 * 3600, from: friday, in: zone) == monday)
  }

  @Test func workRoundTheClockIsCountedByTheClock() throws {
    let hours = try #require(WorkingCalendar.Hours(begin: 0, end: 24 * 60))
    let always = WorkingCalendar(
      week: Dictionary(uniqueKeysWithValues: (1...7).map { ($0, hours) }), exceptions: [:])
    let asked = try at("2026-12-31", 23, 50, .gmt)
    #expect(always.instant(after: 900, from: asked, in: .gmt) == asked.adding(seconds: 900))
    #expect(always.seconds(from: asked, to: asked.adding(seconds: 900), in: .gmt) == 900)
  }

  @Test func whereNobodyEverWorksTheClockCounts() throws {
    let never = WorkingCalendar(week: [:], exceptions: [:])
    let asked = try at("2026-03-02", 10, 0, .gmt)
    #expect(never.instant(after: 900, from: asked, in: .gmt) == asked.adding(seconds: 900))
  }
}
