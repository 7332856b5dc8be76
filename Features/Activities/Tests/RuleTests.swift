import Activities
import Clients
import Foundation
import Kernel
import Testing

/// What is due when, and what comes again.
@Suite struct RuleTests {
  private let moscow = TimeZone(identifier: "Europe/Moscow") ?? .gmt
  private let works: (Day) -> Bool = { $0.weekday < 6 }

  private func day(_ text: String) throws -> Day { try #require(Day(text)) }
  private func instant(_ text: String) throws -> Instant { try #require(Instant(text)) }

  @Test func aWholeDayIsDueAtItsEnd() throws {
    let due = Due.on(try day("2026-03-02"))
    #expect(try due.instant(in: moscow) == Instant(milliseconds: instant("2026-03-03T00:00:00+03:00").milliseconds - 1))
    #expect(try due.instant(in: moscow).day(in: moscow) == (day("2026-03-02")))
  }

  @Test func anHourIsCountedFromNowWhereItIsOverdue() throws {
    let now = try instant("2026-03-02T10:02:00+03:00")
    let late = Due.at(try instant("2026-02-27T18:00:00+03:00"))
    #expect(try Postponement.hour.due(after: late, now: now, in: moscow) == .at(instant("2026-03-02T11:05:00+03:00")))
    let later = Due.at(try instant("2026-03-02T15:30:00+03:00"))
    #expect(try Postponement.hour.due(after: later, now: now, in: moscow) == .at(instant("2026-03-02T16:30:00+03:00")))
  }

  @Test func tomorrowAndMondayKeepTheTimeOfDay() throws {
    let now = try instant("2026-03-04T10:00:00+03:00")
    let due = Due.at(try instant("2026-03-01T15:30:00+03:00"))
    #expect(
      try Postponement.tomorrow.due(after: due, now: now, in: moscow) == .at(instant("2026-03-05T15:30:00+03:00")))
    #expect(try Postponement.monday.due(after: due, now: now, in: moscow) == .at(instant("2026-03-09T15:30:00+03:00")))
    #expect(try Postponement.monday.due(after: .on(day("2026-03-01")), now: now, in: moscow) == .on(day("2026-03-09")))
  }

  @Test(arguments: [
    // each, unit, first, after, next
    (1, Repetition.Unit.day, "2026-03-02", "2026-03-02", "2026-03-03"),
    (3, .day, "2026-03-02", "2026-03-04", "2026-03-05"),
    (3, .day, "2026-03-02", "2026-03-05", "2026-03-08"),
    (2, .week, "2026-03-02", "2026-03-02", "2026-03-16"),
    (1, .week, "2026-03-02", "2026-03-31", "2026-04-06"),
    (1, .month, "2026-01-31", "2026-01-31", "2026-02-28"),
    (1, .month, "2026-01-31", "2026-02-28", "2026-03-31"),
    (3, .month, "2025-12-15", "2026-03-15", "2026-06-15"),
    (12, .month, "2024-02-29", "2026-03-01", "2027-02-28"),
    (1, .weekday, "2026-03-02", "2026-03-06", "2026-03-09"),
  ])
  func aRowOfDatesGoesOn(
    _ every: Int, _ unit: Repetition.Unit, _ first: String, _ after: String, _ next: String
  ) throws {
    let repeats = Repetition(every: every, unit: unit, first: try day(first))
    #expect(try repeats.next(after: day(after), works: works) == (day(next)))
  }

  @Test func workingDaysAreThoseOfTheCompany() throws {
    let repeats = Repetition(every: 1, unit: .weekday, first: try day("2026-03-02"))
    let holiday = try day("2026-03-09")
    #expect(try repeats.next(after: day("2026-03-06")) { $0.weekday < 6 && $0 != holiday } == (day("2026-03-10")))
  }

  @Test func urgencyIsToldByTheDayOfTheReader() throws {
    let now = try instant("2026-03-02T10:00:00+03:00")
    let tomorrow = try day("2026-03-03").start(in: moscow)
    func state(_ text: String) throws -> DueState {
      DueState(NextActivity(at: try instant(text), kind: .call, isAllDay: false), at: now, endOfToday: tomorrow)
    }
    #expect(try state("2026-03-02T09:59:00+03:00") == .late)
    #expect(try state("2026-03-02T23:59:00+03:00") == .today)
    #expect(try state("2026-03-03T00:00:00+03:00") == .later)
    #expect(DueState(nil, at: now, endOfToday: tomorrow) == .none)
  }
}
