import HTML
import Kernel
import Web

/// The working hours of a week, as people and programs write them: the company's and a department's own.
package enum WeekForm {
  private static let days = (1...7).map { WeekDayForm(day: $0) }

  package static let fields: [any AnyField] = days.flatMap(\.fields)

  /// The fields that say themselves what is wrong with them.
  package static let shown = Set((1...7).flatMap { ["begin_\($0)", "end_\($0)"] })

  /// The hours by weekday, 1 is Monday; a day that is off has none.
  /// - Throws: a `Refusal` naming the field.
  package static func week(_ input: Input) throws -> [Int: WorkingCalendar.Hours] {
    var week: [Int: WorkingCalendar.Hours] = [:]
    for day in days { week[day.day] = try day.hours(input) }
    return week
  }

  package static func rows(
    _ week: [Int: WorkingCalendar.Hours], _ page: Page, _ input: Input?, _ errors: FormErrors
  ) -> HTML {
    """
    <fieldset class="week"><legend class="unseen">\(page.text("calendar.week"))</legend>\((1...7).map { day($0, week, page, input, errors) })</fieldset>
    """
  }

  private static func day(
    _ number: Int, _ week: [Int: WorkingCalendar.Hours], _ page: Page, _ input: Input?, _ errors: FormErrors
  ) -> HTML {
    let hours = week[number]
    let name = page.text("calendar.day.\(number)")
    let isOn = input.map { $0.typed("on_\(number)") != "" } ?? (hours != nil)
    let usual = WorkingCalendar.usualWeek[1]
    func value(_ field: String, _ minutes: Int?) -> String {
      input?.typed("\(field)_\(number)") ?? ClockTime.text(minutes ?? 0)
    }
    let error = errors["begin_\(number)"] ?? errors["end_\(number)"]
    let message: HTML? = error.map { text in
      """
      <p class="form-error" role="alert">\(text)</p>
      """
    }
    return """
      <div><label><input type="checkbox" name="on_\(number)" value="true"\(attribute: "checked", if: isOn)>\(name)</label><input class="input" type="time" name="begin_\(number)" value="\(value("begin", hours?.begin ?? usual?.begin))" aria-label="\(name): \(page.text("calendar.begin"))"><span aria-hidden="true">–</span><input class="input" type="time" name="end_\(number)" value="\(value("end", hours?.end ?? usual?.end))" aria-label="\(name): \(page.text("calendar.end"))">\(message)</div>
      """
  }
}

/// One weekday's line of the form.
private struct WeekDayForm {
  let day: Int

  var on: Field<Bool> { .flag("on_\(day)") }
  var begin: Field<Int> { ClockTime.field("begin_\(day)") }
  var end: Field<Int> { ClockTime.field("end_\(day)") }
  var fields: [any AnyField] { [on, begin, end] }

  /// The hours of the day, nil where it is off.
  func hours(_ input: Input) throws -> WorkingCalendar.Hours? {
    guard input[on] == true else { return nil }
    let (begin, end) = (try input.required(self.begin), try input.required(self.end))
    guard let hours = WorkingCalendar.Hours(begin: begin, end: end) else {
      throw Refusal("hours_backward", field: "end_\(day)")
    }
    return hours
  }
}
