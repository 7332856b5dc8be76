import Kernel
import Store

/// How an activity comes again when it is done: every so many days, weeks, months, or on working days.
package struct Repetition: Sendable, Hashable {
  package enum Unit: String, CaseIterable, Storable {
    case day, week, month
    /// Each day on which the company works.
    case weekday
  }

  package let every: Int
  package let unit: Unit
  /// The day from which the row of dates is counted, so that putting one off does not shift the rest.
  package let first: Day

  package init(every: Int, unit: Unit, first: Day) {
    self.every = every
    self.unit = unit
    self.first = first
  }

  init?(row: Row) throws {
    guard let unit = try row["repeat_unit"] as Unit? else { return nil }
    self.init(every: try row["repeat_every"], unit: unit, first: try row["repeat_from"])
  }

  /// The next day of the row that lies behind `day`.
  /// - Parameter works: whether the company works on a day.
  package func next(after day: Day, works: (Day) -> Bool) -> Day {
    let base = max(day, first)
    switch unit {
    case .day: return stepped(by: every, beyond: base)
    case .week: return stepped(by: 7 * every, beyond: base)
    case .month:
      var months = every
      while monthsLater(months) <= base { months += every }
      return monthsLater(months)
    case .weekday:
      let soon = (1...60).lazy.map { base.adding(days: $0) }
      return soon.first(where: works) ?? soon.first { $0.weekday < 6 } ?? base.adding(days: 1)
    }
  }

  private func stepped(by days: Int, beyond base: Day) -> Day {
    let steps = (base.number - first.number) / days + 1
    return first.adding(days: steps * days)
  }

  /// The same day of a later month, or its last day where it is shorter.
  private func monthsLater(_ months: Int) -> Day {
    let (year, month, day) = first.parts
    let index = year * 12 + month - 1 + months
    let (laterYear, laterMonth) = (index / 12, index % 12 + 1)
    for candidate in stride(from: day, through: 28, by: -1) {
      if let found = Day(year: laterYear, month: laterMonth, day: candidate) { return found }
    }
    return Day(year: laterYear, month: laterMonth, day: min(day, 28)) ?? first.adding(days: 30 * months)
  }
}
