import Foundation
import Store

/// When an office works: the hours of each weekday, and the days that are otherwise.
package struct WorkingCalendar: Sendable, Hashable {
  /// Hours of a day, in minutes after midnight; the end is later than the beginning.
  package struct Hours: Sendable, Hashable {
    package let begin: Int
    package let end: Int

    /// Nil where the end does not lie behind the beginning, or outside of the day.
    package init?(begin: Int, end: Int) {
      guard begin >= 0, begin < end, end <= 24 * 60 else { return nil }
      self.begin = begin
      self.end = end
    }
  }

  /// By weekday, 1 is Monday; a day without hours is off.
  package let week: [Int: Hours]
  package let exceptions: [Day: Holiday]

  package init(week: [Int: Hours], exceptions: [Day: Holiday]) {
    self.week = week
    self.exceptions = exceptions
  }

  /// Monday to Friday, nine to six.
  package static let usualWeek: [Int: Hours] = Dictionary(
    uniqueKeysWithValues: (1...5).compactMap { day in Hours(begin: 9 * 60, end: 18 * 60).map { (day, $0) } })

  /// The hours of that day; nil where nobody works. A working day at a weekend has the hours of the
  /// week's first working day.
  package func hours(on day: Day) -> Hours? {
    guard let exception = exceptions[day] else { return week[day.weekday] }
    guard exception.isWorking else { return nil }
    return week[day.weekday] ?? week.min { $0.key < $1.key }?.value
  }
}

/// A day that is not as its weekday says: a holiday, or a Saturday that is worked.
package struct Holiday: Sendable, Hashable {
  package let day: Day
  package let name: String
  package let isWorking: Bool

  package init(day: Day, name: String, isWorking: Bool) {
    self.day = day
    self.name = name
    self.isWorking = isWorking
  }

  package init(row: Row) throws {
    self.init(day: try row["day"], name: try row["name"], isWorking: try row["working"])
  }
}

extension WorkingCalendar {
  /// `1=540-1080 2=540-1080`, as the settings keep it.
  package static func text(of week: [Int: Hours]) -> String {
    week.sorted { $0.key < $1.key }.map { "\($0.key)=\($0.value.begin)-\($0.value.end)" }.joined(separator: " ")
  }

  /// What `text` wrote; what can't be read is a day off.
  package static func week(from text: String) -> [Int: Hours] {
    var week: [Int: Hours] = [:]
    for entry in text.split(separator: " ") {
      let numbers = entry.split { "=-".contains($0) }.compactMap { Int($0) }
      guard numbers.count == 3, (1...7).contains(numbers[0]) else { continue }
      week[numbers[0]] = Hours(begin: numbers[1], end: numbers[2])
    }
    return week
  }
}
