import Foundation

/// Time that is worked: what a limit in working hours counts.
extension WorkingCalendar {
  /// So many days without an hour of work are taken for a calendar in which nobody ever works.
  private static let patience = 400

  /// When work begins and ends on that day in `zone`; nil for a day off.
  package func span(on day: Day, in zone: TimeZone) -> Range<Instant>? {
    guard let hours = hours(on: day) else { return nil }
    func instant(_ minute: Int) -> Instant { day.at(hour: minute / 60, minute: minute % 60, in: zone) }
    let (begin, end) = (instant(hours.begin), instant(hours.end))
    return begin < end ? begin..<end : nil
  }

  /// The working seconds between two instants, none where `end` is the earlier one.
  package func seconds(from begin: Instant, to end: Instant, in zone: TimeZone) -> Int64 {
    guard begin < end else { return 0 }
    var (day, last) = (begin.day(in: zone), end.day(in: zone))
    var milliseconds: Int64 = 0
    while day <= last {
      if let span = span(on: day, in: zone) {
        let (from, to) = (max(span.lowerBound, begin), min(span.upperBound, end))
        milliseconds += max(0, to.milliseconds - from.milliseconds)
      }
      day = day.adding(days: 1)
    }
    return milliseconds / 1000
  }

  /// The instant at which so many working seconds have passed since `begin`. Where nobody ever works
  /// they are counted by the clock.
  package func instant(after seconds: Int64, from begin: Instant, in zone: TimeZone) -> Instant {
    var rest = seconds * 1000
    let first = begin.day(in: zone)
    for offset in 0..<Self.patience {
      guard let span = span(on: first.adding(days: offset), in: zone) else { continue }
      let from = max(span.lowerBound, begin)
      let length = span.upperBound.milliseconds - from.milliseconds
      if length > 0, rest <= length { return Instant(milliseconds: from.milliseconds + rest) }
      rest -= max(0, length)
    }
    return begin.adding(seconds: seconds)
  }
}
