import Kernel
import Web

/// The working hours of a week for programs: `[{"weekday": 1, "begin": "09:00", "end": "18:00"}]`.
package enum WeekJSON {
  private static let weekday = Field<Int>.integer("weekday", in: 1...7).noted("1 is Monday").required
  private static let begin = ClockTime.field("begin").required
  private static let end = ClockTime.field("end").noted("Later than the beginning").required

  package static let hours = Field<[Input]>.list(.object("hours", [weekday, begin, end]), max: 7)
    .noted("Working hours; a weekday that is not named is off")

  package static let schema = Schema(
    "WorkingHours", ["weekday": Schema.of(.integer), "begin": Schema.of(.text), "end": Schema.of(.text)])

  /// - Throws: a `Refusal` for hours that end before they begin.
  package static func week(_ items: [Input]) throws -> [Int: WorkingCalendar.Hours] {
    var week: [Int: WorkingCalendar.Hours] = [:]
    for item in items {
      let day = try item.required(weekday)
      guard let hours = WorkingCalendar.Hours(begin: try item.required(begin), end: try item.required(end)) else {
        throw Refusal("hours_backward", field: "hours")
      }
      week[day] = hours
    }
    return week
  }

  package static func json(_ week: [Int: WorkingCalendar.Hours]) -> JSON {
    .array(
      week.sorted { $0.key < $1.key }.map { day, hours -> JSON in
        [
          "weekday": JSON(day), "begin": .string(ClockTime.text(hours.begin)),
          "end": .string(ClockTime.text(hours.end)),
        ]
      })
  }
}
