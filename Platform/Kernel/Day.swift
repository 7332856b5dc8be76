import Foundation
import Store

/// A day of the calendar, without time or zone: the date a customer named.
package struct Day: Hashable, Comparable, Sendable, CustomStringConvertible {
  /// Days since 1970-01-01.
  package let number: Int

  package init(number: Int) { self.number = number }

  /// Nil where the calendar has no such day.
  package init?(year: Int, month: Int, day: Int) {
    guard (1...9999).contains(year), (1...12).contains(month), day >= 1 else { return nil }
    let number = Self.number(year, month, day)
    let back = Self.parts(of: number)
    guard back == (year, month, day) else { return nil }
    self.number = number
  }

  /// Reads `2026-03-02`.
  package init?(_ text: String) {
    // By bytes: a board of discipline reads thousands.
    var numbers = (0, 0, 0)
    var place = 0
    for byte in text.utf8 {
      defer { place += 1 }
      if place == 4 || place == 7 {
        guard byte == UInt8(ascii: "-") else { return nil }
        continue
      }
      guard (UInt8(ascii: "0")...UInt8(ascii: "9")).contains(byte) else { return nil }
      let digit = Int(byte - UInt8(ascii: "0"))
      switch place {
      case ..<4: numbers.0 = numbers.0 * 10 + digit
      case ..<7: numbers.1 = numbers.1 * 10 + digit
      case ..<10: numbers.2 = numbers.2 * 10 + digit
      default: return nil
      }
    }
    guard place == 10 else { return nil }
    self.init(year: numbers.0, month: numbers.1, day: numbers.2)
  }

  package var parts: (year: Int, month: Int, day: Int) { Self.parts(of: number) }

  /// 1 is Monday, 7 is Sunday.
  package var weekday: Int { (number + 3).flooredRemainder(7) + 1 }

  package func adding(days: Int) -> Day { Day(number: number + days) }

  /// The instant at which the day begins in `zone`.
  package func start(in zone: TimeZone) -> Instant { at(hour: 0, minute: 0, in: zone) }

  /// The instant that clocks in `zone` show on this day; where clocks jump, the later reading.
  package func at(hour: Int, minute: Int, in zone: TimeZone) -> Instant {
    let local = Int64(number) * 86_400 + Int64(hour) * 3600 + Int64(minute) * 60
    let guess = Date(timeIntervalSince1970: Double(local - Int64(zone.secondsFromGMT())))
    let first = local - Int64(zone.secondsFromGMT(for: guess))
    let second = local - Int64(zone.secondsFromGMT(for: Date(timeIntervalSince1970: Double(first))))
    return Instant(milliseconds: second * 1000)
  }

  package static func < (left: Day, right: Day) -> Bool { left.number < right.number }

  package var description: String {
    let (year, month, day) = parts
    let padded = String(repeating: "0", count: max(0, 4 - String(year).count)) + String(year)
    return "\(padded)-\(month < 10 ? "0" : "")\(month)-\(day < 10 ? "0" : "")\(day)"
  }

  // Howard Hinnant's civil calendar: exact over the whole range and free of any zone.
  private static func number(_ year: Int, _ month: Int, _ day: Int) -> Int {
    let y = month <= 2 ? year - 1 : year
    let era = y.flooredQuotient(400)
    let yearOfEra = y - era * 400
    let dayOfYear = (153 * (month > 2 ? month - 3 : month + 9) + 2) / 5 + day - 1
    return era * 146_097 + yearOfEra * 365 + yearOfEra / 4 - yearOfEra / 100 + dayOfYear - 719_468
  }

  private static func parts(of number: Int) -> (year: Int, month: Int, day: Int) {
    let z = number + 719_468
    let era = z.flooredQuotient(146_097)
    let dayOfEra = z - era * 146_097
    let yearOfEra = (dayOfEra - dayOfEra / 1460 + dayOfEra / 36_524 - dayOfEra / 146_096) / 365
    let dayOfYear = dayOfEra - (365 * yearOfEra + yearOfEra / 4 - yearOfEra / 100)
    let m = (5 * dayOfYear + 2) / 153
    let month = m < 10 ? m + 3 : m - 9
    return (yearOfEra + era * 400 + (month <= 2 ? 1 : 0), month, dayOfYear - (153 * m + 2) / 5 + 1)
  }
}

extension Day: Storable {
  package var stored: Value { .text(description) }
  package init(cell: Cell) throws {
    let text = try cell.text()
    guard let day = Day(text) else { throw StoreError.unreadable("not a day: \(text)") }
    self = day
  }
}
