import Foundation
import Kernel

/// How far off something is, as people speak of it: the columns of the board's second face.
package enum Horizon: String, CaseIterable, Sendable {
  case late, today, tomorrow
  /// Within seven days.
  case week
  case later
  /// Nothing is planned.
  case none

  /// - Parameter due: the moment from which it is overdue; of a whole day its last.
  package init(_ due: Instant?, now: Instant, in zone: TimeZone) {
    guard let due else {
      self = .none
      return
    }
    guard due >= now else {
      self = .late
      return
    }
    switch due.day(in: zone).number - now.day(in: zone).number {
    case ...0: self = .today
    case 1: self = .tomorrow
    case 2...7: self = .week
    default: self = .later
    }
  }

  /// From when on, and before when, what is due then belongs here; a nil end is open.
  func bounds(now: Instant, in zone: TimeZone) -> (from: Instant?, to: Instant?) {
    let today = now.day(in: zone)
    func start(_ days: Int) -> Instant { today.adding(days: days).start(in: zone) }
    return switch self {
    case .late: (nil, now)
    case .today: (now, start(1))
    case .tomorrow: (start(1), start(2))
    case .week: (start(2), start(8))
    case .later: (start(8), nil)
    case .none: (nil, nil)
    }
  }

  /// Whether something may be put off to here: nothing is planned for the past, and what is planned
  /// does not vanish by a drag.
  package var isAhead: Bool { self != .late && self != .none }
}
