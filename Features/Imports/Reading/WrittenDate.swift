/// What a text says of a date: a real day of the calendar, and as much of the clock as it names.
package struct WrittenDate: Hashable, Sendable {
  package let year: Int
  package let month: Int
  package let day: Int
  package let secondsOfDay: Int?
  /// Seconds east of Greenwich; nil where the text names no zone.
  package let offset: Int?

  /// Nil where the calendar has no such day.
  init?(year: Int, month: Int, day: Int, secondsOfDay: Int? = nil, offset: Int? = nil) {
    guard (1...9999).contains(year), (1...12).contains(month),
      (1...Self.days(of: month, in: year)).contains(day)
    else { return nil }
    self.year = year
    self.month = month
    self.day = day
    self.secondsOfDay = secondsOfDay
    self.offset = offset
  }

  private static func days(of month: Int, in year: Int) -> Int {
    switch month {
    case 4, 6, 9, 11: 30
    case 2: year % 4 == 0 && (year % 100 != 0 || year % 400 == 0) ? 29 : 28
    default: 31
    }
  }
}
