import Foundation
import Kernel

/// Reads the dates of one column as instants. A file names the same days over and over, so each is
/// computed once.
struct DateReader: Sendable {
  enum Answer: Sendable {
    case at(Instant, Day)
    case future
    case unreadable
  }

  let format: DateFormat
  let zone: TimeZone
  let now: Instant
  private var known: [String: Answer] = [:]

  init(_ format: DateFormat, zone: TimeZone, now: Instant) {
    self.format = format
    self.zone = zone
    self.now = now
  }

  /// A date without a time is noon of that day, so that it stays the same day wherever it is read;
  /// on the day of the import itself it is not later than the import.
  mutating func read(_ text: String) -> Answer {
    if let answer = known[text] { return answer }
    let answer = compute(text)
    if known.count > 20_000 { known = [:] }
    known[text] = answer
    return answer
  }

  private func compute(_ text: String) -> Answer {
    guard let date = format.parse(text), let day = Day(year: date.year, month: date.month, day: date.day)
    else { return .unreadable }
    let instant = instant(date, day)
    if instant <= now { return .at(instant, day) }
    return date.secondsOfDay == nil && day == now.day(in: zone) ? .at(now, day) : .future
  }

  private func instant(_ date: WrittenDate, _ day: Day) -> Instant {
    guard let seconds = date.secondsOfDay else { return day.at(hour: 12, minute: 0, in: zone) }
    if let offset = date.offset {
      return Instant(milliseconds: (Int64(day.number) * 86_400 + Int64(seconds - offset)) * 1000)
    }
    return day.at(hour: seconds / 3600, minute: seconds / 60 % 60, in: zone).adding(seconds: Int64(seconds % 60))
  }
}
