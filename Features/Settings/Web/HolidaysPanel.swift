import HTML
import Kernel
import Team
import Web

/// The days of a year that are not as their weekday says: the company's, or those that hold for a department, its own
/// and those from above it.
struct HolidaysPanel {
  struct Model: Sendable {
    let days: [DayApart]
    let year: Int
    /// Nil is the company.
    let department: Department?
  }

  let model: Model
  let returned: ReturnedForm?
  let page: Page

  /// Where the days of that year and department stand.
  static func path(_ year: Int, _ department: ID<Department>?, isSaved: Bool = false) -> String {
    let whose = department.map { "&department_id=\($0)" } ?? ""
    return "/settings/calendar?\(isSaved ? "saved=1&" : "")year=\(year)\(whose)#holidays"
  }

  var markup: HTML {
    let from: HTML? = model.department.map { _ in "<th>\(page.text("calendar.from"))</th>" }
    let table: HTML = """
      <table class="table" data-stack><thead><tr><th>\(page.text("fields.day"))</th><th>\(page.text("calendar.holiday"))</th><th>\(page.text("calendar.what"))</th>\(from)<th><span class="unseen">\(page.text("calendar.remove"))</span></th></tr></thead><tbody>
      \(model.days.map(row))</tbody></table>
      """
    let empty: HTML = """
      <div class="empty"><h3>\(page.text("calendar.empty", ["year": String(model.year)]))</h3><p>\(page.text("calendar.empty.about"))</p></div>
      """
    return """
      <section class="panel" id="holidays"><header><h2>\(page.text("calendar.holidays", ["year": String(model.year)]))</h2><span class="push"></span>\(way(model.year - 1, .left))\(way(model.year + 1, .right))</header>
      \(whose)
      \(model.days.isEmpty ? empty : table)
      \(usual)
      \(addition)
      </section>
      """
  }

  private func way(_ year: Int, _ icon: Icon) -> HTML {
    """
    <a class="button" data-kind="bare" data-icon data-size="s" href="\(Self.path(year, model.department?.id))" aria-label="\(page.text("calendar.year", ["year": String(year)]))" title="\(year)">\(.icon(icon))</a>
    """
  }

  /// The choice of whose days are shown.
  private var whose: HTML? {
    guard !page.installation.departments.isEmpty else { return nil }
    var row = DepartmentChoice.row("department_id", page, none: "calendar.company")
    row.value = model.department?.id.description ?? ""
    let about = model.department == nil ? "calendar.company.about" : "calendar.department.about"
    return """
      <form class="holidays-whose" method="get" action="/settings/calendar#holidays" data-autosubmit><input type="hidden" name="year" value="\(model.year)">
      \(row.markup(in: "whose"))<noscript><button class="button">\(page.text("calendar.show"))</button></noscript>
      <p class="form-help">\(page.text(about))</p></form>
      """
  }

  private func row(_ day: DayApart) -> HTML {
    let (holiday, name) = (day.holiday, page.reader.dayHeading(day.holiday.day))
    let change = day.source == model.department?.id ? removal(of: holiday, name) : opposite(of: holiday, name)
    return """
      <tr><td>\(name)</td><td data-label="\(page.text("calendar.holiday"))">\(holiday.name)</td>\
      <td data-label="\(page.text("calendar.what"))">\(word(of: holiday))</td>\
      \(source(of: day))<td data-tight>\(change)</td></tr>

      """
  }

  private func word(of holiday: Holiday) -> String {
    page.text(holiday.isWorking ? "calendar.working" : "calendar.free")
  }

  /// Who said it, where a department is looked at: itself, or one above it.
  private func source(of day: DayApart) -> HTML? {
    guard let department = model.department else { return nil }
    let isOwn = day.source == department.id
    let instead: HTML? = day.above.flatMap { above -> HTML? in
      guard isOwn else { return nil }
      let words = page.text("calendar.instead", ["name": above.name, "what": word(of: above).lowercased()])
      return " <span class=\"quiet\">\(words)</span>"
    }
    let upper = day.source.flatMap { page.installation.departments[$0]?.name } ?? page.text("calendar.company")
    let sign: HTML =
      isOwn
      ? "<span class=\"chip\" data-tone=\"accent\"><span>\(page.text("calendar.own"))</span></span>"
      : "<a class=\"link second\" href=\"\(Self.path(model.year, day.source))\">\(upper)</a>"
    return """
      <td data-label="\(page.text("calendar.from"))">\(sign)\(instead)</td>
      """
  }

  private func removal(of holiday: Holiday, _ name: String) -> HTML {
    form(of: holiday, to: "/settings/holidays/removal", "calendar.remove", name)
  }

  /// An inherited day is made otherwise in one press.
  private func opposite(of holiday: Holiday, _ name: String) -> HTML {
    form(of: holiday, to: "/settings/holidays", holiday.isWorking ? "calendar.rest_here" : "calendar.work_here", name) {
      """
      <input type="hidden" name="name" value="\(holiday.name)"><input type="hidden" name="working" value="\(String(!holiday.isWorking))">
      """
    }
  }

  private func form(
    of holiday: Holiday, to path: String, _ key: String, _ name: String, fields: () -> HTML = { .none }
  ) -> HTML {
    """
    <form method="post" action="\(path)">\(page.token)\(place)\
    <input type="hidden" name="day" value="\(holiday.day.description)">\(fields())\
    <button class="button" data-size="s" data-kind="bare" aria-label="\(page.text(key)): \(name)">\(page.text(key))</button></form>
    """
  }

  /// Whose days a form is about.
  private var place: HTML? {
    model.department.map { department in
      """
      <input type="hidden" name="department_id" value="\(department.id.description)">
      """
    }
  }

  /// A department that has them all from above is not asked.
  private var usual: HTML? {
    guard model.department == nil || !RussianCalendar.holidays(of: model.year, besides: model.days).isEmpty
    else { return nil }
    return """
      <form class="form" method="post" action="/settings/holidays/usual">\(page.token)\(place)<input type="hidden" name="year" value="\(model.year)"><p><button class="button">\(.icon(.calendar))\(page.text("calendar.usual", ["year": String(model.year)]))</button></p><p class="form-help">\(page.text("calendar.usual.about"))</p></form>
      """
  }

  private var addition: HTML {
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
      <form class="form" method="post" action="/settings/holidays">\(page.token)\(place)
      \(errors.notice(showing: ["day", "name", "working"]))
      <div class="form-pair">\(rows)</div>
      <p class="form-foot"><button class="button" data-kind="main">\(page.text("calendar.add"))</button></p>
      </form></details>
      """
  }
}
