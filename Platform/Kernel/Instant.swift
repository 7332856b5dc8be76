import Foundation
import Store

/// A moment in time, to the millisecond. Not a calendar day: see `Day`.
package struct Instant: Hashable, Comparable, Sendable {
  /// Milliseconds since 1970-01-01T00:00:00Z.
  package let milliseconds: Int64

  package init(milliseconds: Int64) { self.milliseconds = milliseconds }
  package init(_ date: Date) { milliseconds = Int64((date.timeIntervalSince1970 * 1000).rounded()) }

  package var date: Date { Date(timeIntervalSince1970: Double(milliseconds) / 1000) }

  package static func < (left: Instant, right: Instant) -> Bool {
    left.milliseconds < right.milliseconds
  }

  package func adding(seconds: Int64) -> Instant {
    Instant(milliseconds: milliseconds + seconds * 1000)
  }

  /// Whole seconds from `earlier` to this instant.
  package func seconds(since earlier: Instant) -> Int64 {
    (milliseconds - earlier.milliseconds) / 1000
  }

  /// The calendar day that it is in `zone`.
  package func day(in zone: TimeZone) -> Day {
    Day(number: local(in: zone).days)
  }

  /// Hour and minute on the clock in `zone`.
  package func clock(in zone: TimeZone) -> (hour: Int, minute: Int) {
    let seconds = local(in: zone).seconds
    return (seconds / 3600, seconds / 60 % 60)
  }

  private func local(in zone: TimeZone) -> (days: Int, seconds: Int) {
    let shifted = Int(milliseconds.flooredQuotient(1000)) + zone.secondsFromGMT(for: date)
    return (shifted.flooredQuotient(86_400), shifted.flooredRemainder(86_400))
  }
}

extension Instant: Storable {
  package var stored: Value { .integer(milliseconds) }
  package init(cell: Cell) throws { milliseconds = try cell.integer() }
}

extension Instant {
  /// RFC 3339 with the offset of `zone`: `2026-03-02T09:00:00+03:00`.
  package func text(in zone: TimeZone) -> String {
    let offset = zone.secondsFromGMT(for: date)
    let (_, seconds) = local(in: zone)
    let (hour, minute, second) = (seconds / 3600, seconds / 60 % 60, seconds % 60)
    let sign = offset < 0 ? "-" : "+"
    let (offsetHour, offsetMinute) = (abs(offset) / 3600, abs(offset) / 60 % 60)
    let clock = "\(two(hour)):\(two(minute)):\(two(second))"
    return "\(day(in: zone))T\(clock)\(sign)\(two(offsetHour)):\(two(offsetMinute))"
  }

  /// Reads RFC 3339; nil where the text is anything else or has no offset.
  package init?(_ text: String) {
    guard text.utf8.count <= 40, let split = text.firstIndex(where: { $0 == "T" || $0 == "t" || $0 == " " }),
      let day = Day(String(text[..<split]))
    else { return nil }
    let rest = text[text.index(after: split)...]
    guard let zoneStart = rest.firstIndex(where: { "Zz+-".contains($0) }) else { return nil }
    let parts = rest[..<zoneStart].split(separator: ":", omittingEmptySubsequences: false)
    guard (2...3).contains(parts.count), let hour = Int(parts[0]), let minute = Int(parts[1]),
      parts[0].utf8.count == 2, parts[1].utf8.count == 2,
      (0...23).contains(hour), (0...59).contains(minute)
    else { return nil }
    var milliseconds: Int64 = 0
    if parts.count == 3 {
      let pieces = parts[2].split(separator: ".", omittingEmptySubsequences: false)
      guard pieces.count <= 2, pieces[0].utf8.count == 2, let second = Int64(pieces[0]),
        (0...60).contains(second)
      else { return nil }
      milliseconds = min(second, 59) * 1000
      if pieces.count == 2 {
        let fraction = String(pieces[1].prefix(3)).padding(toLength: 3, withPad: "0", startingAt: 0)
        guard !pieces[1].isEmpty, pieces[1].allSatisfy(\.isWholeNumber), let part = Int64(fraction)
        else { return nil }
        milliseconds += part
      }
    }
    guard let offset = Self.offset(String(rest[zoneStart...])) else { return nil }
    let seconds = Int64(day.number) * 86_400 + Int64(hour) * 3600 + Int64(minute) * 60 - Int64(offset)
    self.init(milliseconds: seconds * 1000 + milliseconds)
  }

  private static func offset(_ text: String) -> Int? {
    if text == "Z" || text == "z" { return 0 }
    let digits = text.dropFirst().split(separator: ":")
    guard digits.count == 2, let hours = Int(digits[0]), let minutes = Int(digits[1]),
      hours <= 18, minutes < 60
    else { return nil }
    return (text.hasPrefix("-") ? -1 : 1) * (hours * 3600 + minutes * 60)
  }
}

private func two(_ number: Int) -> String { number < 10 ? "0\(number)" : "\(number)" }

extension BinaryInteger {
  func flooredQuotient(_ divisor: Self) -> Self {
    let (quotient, remainder) = quotientAndRemainder(dividingBy: divisor)
    return remainder < 0 ? quotient - 1 : quotient
  }
  func flooredRemainder(_ divisor: Self) -> Self {
    let remainder = self % divisor
    return remainder < 0 ? remainder + divisor : remainder
  }
}
