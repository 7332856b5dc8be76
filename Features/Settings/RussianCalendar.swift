import Kernel

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
