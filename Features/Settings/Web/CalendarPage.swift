import HTML
import Kernel
import Team
import Web

/// When the company works: the week, the departments with a time of their own, and the days set apart.
struct CalendarPage {
  struct Model: Sendable {
    let week: [Int: WorkingCalendar.Hours]
    let version: Int
    /// The departments that set days apart themselves.
    let own: Set<ID<Department>>
    let holidays: HolidaysPanel.Model
  }

  let model: Model
  let returned: ReturnedForm?
  let said: Bool

  func markup(_ page: Page) -> HTML {
    var frame = SettingsFrame(title: page.text("calendar.title"), path: "/settings/calendar")
    if said { frame.toast = Toast.good(page.text("settings.saved")) }
    let holidays = HolidaysPanel(model: model.holidays, returned: returned, page: page)
    return frame.page(page, "\(week(page))\(holidays.markup)")
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

  /// The departments that work by a clock, in hours or on days of their own.
  private func branches(_ page: Page) -> HTML {
    let own = page.installation.departmentsByName.filter { page.installation.isBranch($0.id) }
    guard !own.isEmpty else { return "<p class=\"second\">\(page.text("calendar.branches.none"))</p>" }
    let rows = own.map { department -> HTML in
      let zone = department.zone.map { ZoneChoice.name(of: $0, page.reader) }
      let hours = department.week.map { _ in page.text("calendar.branches.hours") }
      let time = [zone, hours].compactMap(\.self).joined(separator: ", ")
      let days: HTML? =
        model.own.contains(department.id)
        ? """
        \(time.isEmpty ? "" : ", ")<a class="link" href="\(HolidaysPanel.path(model.holidays.year, department.id))">\(page.text("calendar.branches.days"))</a>
        """ : nil
      return """
        <li><a class="link" href="/team/departments/\(department.id.number)">\(department.name)</a> <span class="second">\(time)\(days)</span></li>

        """
    }
    return """
      <h3>\(page.text("calendar.branches"))</h3><ul class="branch-list">\(rows)</ul>
      """
  }
}
