import Kernel
import Store

/// The days that Russian law keeps free, as a calendar to begin with: a company strikes out what it
/// works and adds what it does not.
package enum RussianCalendar {
  /// The holidays of a year, and the Mondays to which those at a weekend move. Which other days the
  /// government moves in a year is known only from its decree.
  package static func holidays(of year: Int) -> [(day: Day, key: String)] {
    let fixed: [(Int, Int, String)] =
      (1...8).map { (1, $0, $0 == 7 ? "christmas" : "new_year") } + [
        (2, 23, "defender"), (3, 8, "women"), (5, 1, "labour"), (5, 9, "victory"), (6, 12, "russia"), (11, 4, "unity"),
      ]
    let named = fixed.compactMap { month, number, key in
      Day(year: year, month: month, day: number).map { (day: $0, key: key) }
    }
    var taken = Set(named.map(\.day))
    var moved: [(day: Day, key: String)] = []
    for holiday in named where holiday.day.parts.month != 1 && holiday.day.weekday > 5 {
      var free = holiday.day.adding(days: 1)
      while free.weekday > 5 || taken.contains(free) { free = free.adding(days: 1) }
      taken.insert(free)
      moved.append((free, "moved"))
    }
    return (named + moved).sorted { $0.day < $1.day }
  }
}

extension Settings {
  /// The days of a year that are not as their weekday says, in order.
  package func holidays(of year: Int) throws -> [Holiday] {
    try work.all(
      """
      SELECT day, name, working FROM holiday
      WHERE day >= \("\(year)-01-01") AND day <= \("\(year)-12-31") ORDER BY day
      """
    ) { Holiday(day: try $0["day"], name: try $0["name"], isWorking: try $0["working"]) }
  }

  /// Sets a day apart, or changes what is said of it.
  package func set(_ holiday: Holiday) throws {
    try require(nil)
    let name = holiday.name.split(whereSeparator: \.isWhitespace).joined(separator: " ")
    try save(Holiday(day: holiday.day, name: name, isWorking: holiday.isWorking))
    try work.record(HolidaysChanged(days: [holiday.day], name: name, change: holiday.isWorking ? .worked : .free))
  }

  /// Makes the day like its weekday again.
  package func removeHoliday(_ day: Day) throws {
    try require(nil)
    let name: String? = try work.value("SELECT name FROM holiday WHERE day = \(day)")
    guard let name else { throw NotFound("holiday") }
    try work.execute("DELETE FROM holiday WHERE day = \(day)")
    try work.record(HolidaysChanged(days: [day], name: name, change: .usual))
  }

  /// Adds the usual holidays of a year that are not there yet; returns how many.
  package func addUsualHolidays(of year: Int, name: (String) -> String) throws -> Int {
    try require(nil)
    let known = Set(try holidays(of: year).map(\.day))
    let fresh = RussianCalendar.holidays(of: year).filter { !known.contains($0.day) }
    for (day, key) in fresh { try save(Holiday(day: day, name: name(key), isWorking: false)) }
    if !fresh.isEmpty {
      try work.record(HolidaysChanged(days: fresh.map(\.day), name: String(year), change: .free))
    }
    return fresh.count
  }

  private func save(_ holiday: Holiday) throws {
    try work.execute(
      """
      INSERT INTO holiday (day, name, working) VALUES (\(holiday.day), \(holiday.name), \(holiday.isWorking))
      ON CONFLICT (day) DO UPDATE SET name = excluded.name, working = excluded.working
      """)
  }
}

/// Days of the calendar were set apart, or made like their weekday again.
package struct HolidaysChanged: Event {
  enum Change: String, Sendable {
    case free, worked, usual
  }

  package static let kind = "holidays_changed"
  let days: [Day]
  let name: String
  let change: Change
  package var subject: Subject { Subject(Settings.kind, 1) }
  package var audience: [ID<Person>]? { nil }
  package var facts: JSON {
    [
      "name": .string(name), "change": ["word": .string("calendar.change.\(change.rawValue)")],
      "days": .array(days.map { ["day": JSON($0)] }),
    ]
  }
}
