import HTML
import Kernel
import Web

/// «Календарь»: a day, a week, a month or a list, one's own time and that of colleagues (R80).
struct CalendarPage {
  let model: CalendarModel
  let page: Page
  /// Said with the part that answers a form.
  var toast: HTML = .none

  private var reader: Reader { page.reader }
  private var address: CalendarAddress { model.address }

  var markup: HTML {
    var layout = Layout(title: reader("calendars.title"))
    layout.section = "/calendar"
    layout.styles = ["entry", "hours", "calendar", "clock"].map { "calendars/\($0).css" }
    layout.scripts = ["calendars/calendar.js"]
    layout.toast = toast
    layout.bar = """
      <h1>\(reader("calendars.title"))</h1><span class="push"></span>\(add)
      """
    return layout.page(page, region)
  }

  /// The calendar itself, which keeps itself up to date.
  var region: HTML {
    let live = model.people.map { "calendar-\($0.id)" }.joined(separator: " ")
    let cut: HTML? =
      model.schedule.isCut ? "<p class=\"notice\" data-tone=\"warn\">\(reader("calendars.cut"))</p>" : nil
    return """
      <section class="calendar" id="calendar" data-calendar="\(address.query)" data-view="\(address.view.rawValue)" data-live="\(live)" data-src="\(address.path)" aria-label="\(title)">
      \(tools)\(cut)\(body)
      </section>
      """
  }

  private var body: HTML {
    switch address.view {
    case .day, .week: HoursView(model: model, page: page).markup
    case .month: MonthView(model: model, page: page).markup
    case .list: DaysList(model: model, page: page).markup
    }
  }

  private var add: HTML {
    """
    <a class="button" data-kind="main" data-key="KeyC" data-entry-link href="/calendar/new?date=\(newDay)" title="\(reader("calendars.new")) (C)">\(.icon(.plus))<span class="only-wide">\(reader("calendars.new"))</span> <kbd class="key">C</kbd></a>
    """
  }

  /// Where one looks, but not at the past.
  private var newDay: String {
    let days = address.days
    return (days.contains(reader.today) ? reader.today : max(days[0], reader.today)).description
  }

  private var tools: HTML {
    """
    <header class="calendar-tools">
    <span class="calendar-turn">\
    <a class="button" data-icon data-key="ArrowLeft" href="\(address.earlier.path)" aria-label="\(reader("calendars.earlier"))" title="\(reader("calendars.earlier"))">\(.icon(.left))</a>\
    <a class="button" href="\(address.with { $0.day = reader.today }.path)">\(reader("time.today"))</a>\
    <a class="button" data-icon data-key="ArrowRight" href="\(address.later.path)" aria-label="\(reader("calendars.later"))" title="\(reader("calendars.later"))">\(.icon(.right))</a></span>
    <h2>\(title)</h2>
    <span class="push"></span>
    \(PeopleMenu(model: model, page: page).markup)
    <nav class="choice" aria-label="\(reader("calendars.view"))">\(views)</nav>
    <a class="button" data-icon data-kind="bare" href="/calendar/feed" aria-label="\(reader("calendars.feed"))" title="\(reader("calendars.feed"))">\(.icon(.download))</a>
    </header>
    """
  }

  private var views: [HTML] {
    let keys: [CalendarAddress.View: String] = [.day: "KeyD", .week: "KeyW", .month: "KeyM", .list: "KeyL"]
    return CalendarAddress.View.allCases.map { view in
      """
      <a href="\(address.with { $0.view = view }.path)"\(attribute: "aria-current", view == address.view ? "page" : nil)\(attribute: "data-key", keys[view])>\(reader("calendars.view.\(view.rawValue)"))</a>
      """
    }
  }

  /// `23–29 ноября`.
  private var title: String {
    let days = address.days
    switch address.view {
    case .day: return DayWords(days[0], reader).long
    case .month:
      let (year, month, _) = address.day.parts
      return "\(reader("calendars.month.\(month)")) \(year)"
    case .week, .list: return DayWords.range(days[0], days[days.count - 1], reader)
    }
  }
}

/// Days as headings say them.
struct DayWords {
  let day: Day
  let reader: Reader

  init(_ day: Day, _ reader: Reader) { (self.day, self.reader) = (day, reader) }

  /// `пн`.
  var weekday: String { reader("time.weekday.\(day.weekday)") }

  /// `Понедельник, 23 ноября`.
  var long: String { "\(reader("calendars.weekday.\(day.weekday)")), \(reader.day(day))" }

  static func range(_ first: Day, _ last: Day, _ reader: Reader) -> String {
    let (one, other) = (first.parts, last.parts)
    guard (one.year, one.month) == (other.year, other.month) else {
      return "\(reader.day(first)) – \(reader.day(last))"
    }
    let month = reader("time.month.\(other.month)")
    let year = other.year == reader.today.parts.year ? "" : " \(other.year)"
    let days = "\(one.day)–\(other.day)"
    return reader.language == "en" ? "\(month) \(days)\(year.isEmpty ? "" : ",")\(year)" : "\(days) \(month)\(year)"
  }
}

/// Whose time is shown: one's own, the department's, or whom one marks.
struct PeopleMenu {
  let model: CalendarModel
  let page: Page

  var markup: HTML? {
    let (reader, address) = (page.reader, model.address)
    guard model.colleagues.count > 1, let me = page.actor?.id else { return nil }
    let shown = Set(model.people.map(\.id))
    let boxes = model.colleagues.map { person -> HTML in
      """
      <label class="calendar-person"><input type="checkbox" name="people" value="\(person.id.number)"\(attribute: "checked", if: shown.contains(person.id))>\(Avatar(person, size: "s", reader: reader).markup)<span class="clip">\(person.name)</span></label>
      """
    }
    let faces = model.people.prefix(3).map { Avatar($0, reader: reader).markup }
    let words =
      model.people.count > 1
      ? reader.count("calendars.people", model.people.count)
      : shown == [me] ? reader("calendars.mine") : model.people[0].name
    let mates = model.department.filter { $0 != me }
    let department: HTML? =
      mates.isEmpty
      ? nil
      : """
      <a href="\(address.with { $0.people = model.department }.path)">\(.icon(.team))\(reader("calendars.department"))</a>
      """
    return """
      <details class="menu calendar-people" data-menu data-side="end"><summary class="button"><span class="pair" aria-hidden="true">\(Array(faces))</span><span class="clip">\(words)</span>\(.icon(.down))</summary>
      <div class="menu-list"><a href="\(address.with { $0.people = [] }.path)">\(.icon(.person))\(reader("calendars.mine"))</a>\(department)<hr>
      <form method="get" action="/calendar"><input type="hidden" name="view" value="\(address.view.rawValue)"><input type="hidden" name="date" value="\(address.day.description)"><div class="calendar-choose scroll" role="group" aria-label="\(reader("calendars.whose"))">\(boxes)</div><button class="button" data-kind="main">\(reader("calendars.show"))</button></form></div></details>
      """
  }
}
