import HTML
import Kernel
import Team
import Web

/// When the company works: the week, and the days of a year that are otherwise.
struct CalendarPage {
  struct Model: Sendable {
    let week: [Int: WorkingCalendar.Hours]
    let holidays: [Holiday]
    let year: Int
    let version: Int
  }

  let model: Model
  let returned: ReturnedForm?
  let said: Bool

  func markup(_ page: Page) -> HTML {
    var frame = SettingsFrame(title: page.text("calendar.title"), path: "/settings/calendar")
    if said { frame.toast = Toast.good(page.text("settings.saved")) }
    return frame.page(page, "\(week(page))\(holidays(page))")
  }

  private func week(_ page: Page) -> HTML {
    let (input, errors) = returned.of("hours")
    return """
      <section class="panel"><header><h2>\(page.text("calendar.week"))</h2></header>
      <p class="second">\(page.text("calendar.week.about"))</p>
      <form class="form" method="post" action="/settings/calendar">\(page.token)<input type="hidden" name="version" value="\(model.version)">
      \(errors.notice(showing: WeekForm.shown))
      \(WeekForm.rows(model.week, page, input, errors))
      <p class="form-foot"><button class="button" data-kind="main">\(page.text("layout.save"))</button></p>
      </form>\(branches(page))</section>
      """
  }

  /// The departments that work by a clock or hours of their own.
  private func branches(_ page: Page) -> HTML {
    let own = page.installation.departments.values.filter(\.isBranch).sorted { ($0.name, $0.id) < ($1.name, $1.id) }
    guard !own.isEmpty else { return "<p class=\"second\">\(page.text("calendar.branches.none"))</p>" }
    let rows = own.map { department -> HTML in
      let zone = department.zone.map { ZoneChoice.name(of: $0, page.reader) }
      let hours = department.week.map { _ in page.text("calendar.branches.hours") }
      return """
        <li><a class="link" href="/team/departments/\(department.id.number)">\(department.name)</a> <span class="second">\([zone, hours].compactMap(\.self).joined(separator: ", "))</span></li>

        """
    }
    return """
      <h3>\(page.text("calendar.branches"))</h3><ul class="branch-list">\(rows)</ul>
      """
  }

  private func holidays(_ page: Page) -> HTML {
    let rows = model.holidays.map { holiday -> HTML in
      let name = page.reader.dayHeading(holiday.day)
      return """
        <tr><td>\(name)</td><td data-label="\(page.text("calendar.holiday"))">\(holiday.name)</td>\
        <td data-label="\(page.text("calendar.what"))">\(page.text(holiday.isWorking ? "calendar.working" : "calendar.free"))</td>\
        <td data-tight><form method="post" action="/settings/holidays/removal">\(page.token)\
        <input type="hidden" name="day" value="\(holiday.day.description)">\
        <button class="button" data-size="s" data-kind="bare" aria-label="\(page.text("calendar.remove")): \(name)">\(page.text("calendar.remove"))</button></form></td></tr>

        """
    }
    let table: HTML = """
      <table class="table" data-stack><thead><tr><th>\(page.text("fields.day"))</th><th>\(page.text("calendar.holiday"))</th><th>\(page.text("calendar.what"))</th><th><span class="unseen">\(page.text("calendar.remove"))</span></th></tr></thead><tbody>
      \(rows)</tbody></table>
      """
    let empty: HTML = """
      <div class="empty"><h3>\(page.text("calendar.empty", ["year": String(model.year)]))</h3><p>\(page.text("calendar.empty.about"))</p></div>
      """
    return """
      <section class="panel" id="holidays"><header><h2>\(page.text("calendar.holidays", ["year": String(model.year)]))</h2><span class="push"></span>\(way(model.year - 1, .left, page))\(way(model.year + 1, .right, page))</header>
      \(rows.isEmpty ? empty : table)
      <form class="form" method="post" action="/settings/holidays/usual">\(page.token)<input type="hidden" name="year" value="\(model.year)"><p><button class="button">\(.icon(.calendar))\(page.text("calendar.usual", ["year": String(model.year)]))</button></p><p class="form-help">\(page.text("calendar.usual.about"))</p></form>
      \(addition(page))
      </section>
      """
  }

  private func way(_ year: Int, _ icon: Icon, _ page: Page) -> HTML {
    """
    <a class="button" data-kind="bare" data-icon data-size="s" href="/settings/calendar?year=\(year)#holidays" aria-label="\(page.text("calendar.year", ["year": String(year)]))" title="\(year)">\(.icon(icon))</a>
    """
  }

  private func addition(_ page: Page) -> HTML {
    let (input, errors) = returned.of("holiday")
    var day = FormRow("day", label: page.text("fields.day"))
    (day.type, day.isRequired) = ("date", true)
    var name = FormRow("name", label: page.text("calendar.holiday"))
    name.isRequired = true
    var working = FormRow("working", label: page.text("calendar.what"))
    working.options = [("false", page.text("calendar.free")), ("true", page.text("calendar.working"))]
    let rows = [day, name, working].map { row in
      row.filled(from: input, errors: errors, fallback: row.name == "working" ? "false" : "").markup(in: "holiday")
    }
    return """
      <details\(attribute: "open", if: input != nil)><summary>\(.icon(.plus))\(page.text("calendar.add"))</summary>
      <form class="form" method="post" action="/settings/holidays">\(page.token)
      \(errors.notice(showing: ["day", "name", "working"]))
      <div class="form-pair">\(rows)</div>
      <p class="form-foot"><button class="button" data-kind="main">\(page.text("calendar.add"))</button></p>
      </form></details>
      """
  }
}
