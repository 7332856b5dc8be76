import Foundation
import Kernel
import Web

/// A month of the company's calendar: `2026-03`.
package struct Month: Sendable, Hashable, Comparable, CustomStringConvertible {
  /// Its first day.
  package let first: Day

  package init(of day: Day) {
    first = day.adding(days: 1 - day.parts.day)
  }

  /// - Parameter text: `2026-03`; nil for anything else.
  package init?(_ text: String) {
    guard text.utf8.count == 7, let day = Day("\(text)-01") else { return nil }
    self.init(of: day)
  }

  package var next: Month { Month(of: first.adding(days: 31)) }
  package var previous: Month { Month(of: first.adding(days: -1)) }

  /// From its first moment to that of the next one.
  package func bounds(in zone: TimeZone) -> (from: Instant, to: Instant) {
    (first.start(in: zone), next.first.start(in: zone))
  }

  package var description: String { String(first.description.prefix(7)) }

  package static func < (left: Month, right: Month) -> Bool { left.first < right.first }
}

extension Reader {
  /// `март 2026`
  package func month(_ month: Month) -> String {
    let (year, number, _) = month.first.parts
    return "\(self("months.\(number)")) \(year)"
  }
}

extension Field where Value == Month {
  package static func month(_ name: String) -> Field {
    Field(name, schema: ["type": "string", "pattern": "^[0-9]{4}-(0[1-9]|1[0-2])$"]) { json, _ in
      guard let month = json.string.flatMap({ Month($0) }) else { return .failure(.init("not_month", field: name)) }
      return .success(month)
    }
  }
}
