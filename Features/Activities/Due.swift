import Clients
import Foundation
import Kernel

/// When an activity is due: at a moment, or some time on a day.
package enum Due: Sendable, Hashable {
  case at(Instant)
  case on(Day)

  /// The moment from which it is overdue: of a whole day its last.
  package func instant(in zone: TimeZone) -> Instant {
    switch self {
    case .at(let instant): instant
    case .on(let day): Instant(milliseconds: day.adding(days: 1).start(in: zone).milliseconds - 1)
    }
  }

  package func day(in zone: TimeZone) -> Day {
    switch self {
    case .at(let instant): instant.day(in: zone)
    case .on(let day): day
    }
  }

  package var isAllDay: Bool { if case .on = self { true } else { false } }

  /// The same time of another day.
  package func moved(to day: Day, in zone: TimeZone) -> Due {
    switch self {
    case .on: return .on(day)
    case .at(let instant):
      let clock = instant.clock(in: zone)
      return .at(day.at(hour: clock.hour, minute: clock.minute, in: zone))
    }
  }

  /// Throws a `Refusal` for a date that can only be a slip: beyond this century or before it.
  func check() throws {
    let day = day(in: .gmt)
    guard let first = Day(year: 2000, month: 1, day: 2), let last = Day(year: 2099, month: 12, day: 30),
      (first...last).contains(day)
    else { throw Refusal("due_far", field: isAllDay ? "due_on" : "due_at") }
  }
}

/// Puts off what is due, in the words of the buttons.
package enum Postponement: String, CaseIterable, Sendable {
  case hour, tomorrow, monday

  /// When it is due then. An hour is counted from now where it is overdue; what had a whole day gets an
  /// hour of its own.
  package func due(after due: Due, now: Instant, in zone: TimeZone) -> Due {
    let today = now.day(in: zone)
    switch self {
    case .hour:
      if case .at(let instant) = due, instant > now { return .at(instant.adding(seconds: 3600)) }
      return .at(Self.rounded(now.adding(seconds: 3600)))
    case .tomorrow: return due.moved(to: today.adding(days: 1), in: zone)
    case .monday: return due.moved(to: today.adding(days: 8 - today.weekday), in: zone)
    }
  }

  /// To the next five minutes.
  static func rounded(_ instant: Instant) -> Instant {
    let step: Int64 = 300_000
    return Instant(milliseconds: (instant.milliseconds + step - 1) / step * step)
  }
}
