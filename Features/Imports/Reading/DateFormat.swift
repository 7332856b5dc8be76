/// A way of writing dates, such as `dd.MM.yyyy` or `M/d/yyyy HH:mm`.
///
/// Days and months are read with one digit or two whatever the pattern says. A format with a time
/// reads dates that lack it or its seconds too (spreadsheets drop midnight); a format without one
/// refuses a time.
package struct DateFormat: Hashable, Sendable {
  package enum Order: Hashable, Sendable {
    case dayMonthYear, monthDayYear, yearMonthDay
  }

  package enum Separator: UInt8, Hashable, Sendable {
    case point = 0x2E
    case slash = 0x2F
    case hyphen = 0x2D
  }

  package enum Time: Int, Hashable, Sendable, Comparable {
    case none, minutes, seconds, zoned

    package static func < (left: Time, right: Time) -> Bool { left.rawValue < right.rawValue }
  }

  package let order: Order
  package let separator: Separator
  /// 4, or 2 for years from 1970 to 2069.
  package let yearDigits: Int
  package let time: Time

  package init(
    _ order: Order, _ separator: Separator, yearDigits: Int = 4, time: Time = .none
  ) {
    self.order = order
    self.separator = separator
    self.yearDigits = yearDigits
    self.time = time
  }

  /// Reads a pattern in Unicode's letters, as mappings have it: `dd.MM.yyyy`, `M/d/yy HH:mm`,
  /// `yyyy-MM-dd'T'HH:mm:ssXXX`. Nil for one that this type can't express.
  package init?(pattern: String) {
    let plain = pattern.filter { $0 != "'" }
    let date = plain.prefix { $0 != " " && $0 != "T" }
    let separators = date.utf8.compactMap(Separator.init(rawValue:))
    let fields = date.split(whereSeparator: { ".-/".contains($0) }).map(String.init)
    guard fields.count == 3, separators.count == 2, separators[0] == separators[1],
      let time = Self.time(plain.dropFirst(date.count))
    else { return nil }
    let letters = fields.map { field -> Character in
      switch field {
      case "d", "dd": "d"
      case "M", "MM": "M"
      case "yy", "yyyy": "y"
      default: "?"
      }
    }
    let order: Order
    switch String(letters) {
    case "dMy": order = .dayMonthYear
    case "Mdy": order = .monthDayYear
    case "yMd" where fields[0].count == 4: order = .yearMonthDay
    default: return nil
    }
    let year = order == .yearMonthDay ? fields[0] : fields[2]
    self.init(order, separators[0], yearDigits: year.count, time: time)
  }

  private static func time(_ pattern: some StringProtocol) -> Time? {
    switch pattern.dropFirst() {
    case "": pattern.isEmpty ? Time.none : nil
    case "HH:mm", "H:mm": .minutes
    case "HH:mm:ss", "H:mm:ss": .seconds
    case "HH:mm:ssXXX", "HH:mm:ssZ", "HH:mm:ssX", "HH:mmXXX": .zoned
    default: nil
    }
  }

  /// The pattern that mappings keep and pages show; it is read back as the same format.
  package var pattern: String {
    let mark = String(UnicodeScalar(separator.rawValue))
    let year = yearDigits == 4 ? "yyyy" : "yy"
    let fields =
      switch order {
      case .dayMonthYear: ["dd", "MM", year]
      case .monthDayYear: ["M", "d", year]
      case .yearMonthDay: [year, "MM", "dd"]
      }
    let clock =
      switch time {
      case .none: ""
      case .minutes: " HH:mm"
      case .seconds: " HH:mm:ss"
      case .zoned: "'T'HH:mm:ssXXX"
      }
    return fields.joined(separator: mark) + clock
  }

  /// Nil where the text is written differently or the calendar has no such day.
  package func parse(_ text: String) -> WrittenDate? {
    guard let text = DateText(text), text.time <= time else { return nil }
    return date(of: text)
  }

  /// Reads a text that was taken apart before, with any time.
  func date(of text: DateText) -> WrittenDate? {
    guard text.separator == separator else { return nil }
    let (one, two, three) = text.fields
    let (year, month, day) =
      switch order {
      case .dayMonthYear: (three, two, one)
      case .monthDayYear: (three, one, two)
      case .yearMonthDay: (one, two, three)
      }
    guard year.digits == yearDigits, month.digits <= 2, day.digits <= 2 else { return nil }
    let century = yearDigits == 4 ? 0 : year.number < 70 ? 2000 : 1900
    return WrittenDate(
      year: century + year.number, month: month.number, day: day.number,
      secondsOfDay: text.secondsOfDay, offset: text.offset)
  }
}
