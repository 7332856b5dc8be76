import HTML
import Kernel
import Web

/// Columns of hours: the seven days of a week, or one day of each person. On a phone a week is the list
/// of its days.
struct HoursView {
  let model: CalendarModel
  let page: Page

  private struct Column {
    let day: Day
    /// Whose, where each has his own.
    let person: Person?
    let entries: [CalendarEntry]
  }

  private var reader: Reader { page.reader }
  private var calendar: WorkingCalendar { page.installation.calendar }
  private var isWeek: Bool { model.address.view == .week }

  private var columns: [Column] {
    let days = model.address.days
    if isWeek { return days.map { Column(day: $0, person: nil, entries: model.entries(on: $0)) } }
    let entries = model.entries(on: days[0])
    return model.people.map { person in
      Column(day: days[0], person: person, entries: entries.filter { $0.ownerID == person.id })
    }
  }

  /// The hours that are worked with one before and after, and whatever lies beyond.
  private func hours(_ columns: [Column]) -> Range<Int> {
    let worked = columns.compactMap { calendar.hours(on: $0.day) }
    let usual = WorkingCalendar.usualWeek[1].map { [$0] } ?? []
    let all = worked.isEmpty ? usual : worked
    let entries = columns.flatMap(\.entries)
    let first = (all.map { $0.begin / 60 - 1 } + entries.compactMap(\.begin).map { $0 / 60 }).min() ?? 8
    let last = (all.map { ($0.end + 59) / 60 + 1 } + entries.compactMap(\.end).map { ($0 + 59) / 60 }).max() ?? 19
    return max(0, first)..<min(24, max(last, first + 1))
  }

  var markup: HTML {
    let columns = columns
    let hours = hours(columns)
    let numbers = hours.dropFirst().map { hour -> HTML in
      "<span data-h=\"\(hour)\">\(ClockTime.text(hour * 60))</span>"
    }
    return """
      <div class="hours-scroll scroll" tabindex="0" role="group" aria-label="\(reader("calendars.hours"))"><div class="hours"\(attribute: "data-people", if: !isWeek && model.isShared) data-first="\(hours.lowerBound)" data-hours="\(hours.count)">
      <div class="hours-gutter" aria-hidden="true"><header></header><p>\(reader("calendars.all_day"))</p><div class="hours-numbers">\(Array(numbers))</div></div>
      \(columns.map { column($0, hours) })</div></div>
      """
  }

  private func column(_ column: Column, _ hours: Range<Int>) -> HTML {
    let timed = column.entries.filter { $0.begin != nil }
    let places = Lanes.places(of: timed.map { (begin: $0.begin ?? 0, end: $0.end ?? 0) })
    let blocks = zip(timed, places).map { EntryView(entry: $0, model: model, page: page).block($1) }
    let whole = column.entries.filter { $0.begin == nil }.map { EntryView(entry: $0, model: model, page: page).line }
    let isToday = column.day == reader.today
    let name = column.person?.name ?? DayWords(column.day, reader).long
    return """
      <section class="hours-day" data-day="\(column.day.description)"\(attribute: "data-person", column.person.map { $0.id.description })\(attribute: "data-today", if: isToday)\(attribute: "data-off", if: calendar.hours(on: column.day) == nil)\(attribute: "data-free", if: column.entries.isEmpty) aria-label="\(name)">
      <header>\(head(column))</header>
      <div class="hours-all" data-all>\(whole)</div>
      <div class="hours-column" data-hours-column>\(work(column.day, hours))\(slots(column, hours))\(blocks)\(isToday ? now(hours) : nil)</div>
      </section>

      """
  }

  private func head(_ column: Column) -> HTML {
    let words = DayWords(column.day, reader)
    let add = self.add(column)
    if let person = column.person {
      return "\(Avatar(person, reader: reader).markup)<b class=\"clip\">\(person.name)</b>\(add)"
    }
    let holiday: HTML? = calendar.exceptions[column.day].map { day in
      "<small class=\"clip\" title=\"\(day.name)\">\(day.name)</small>"
    }
    let path = model.address.with { ($0.view, $0.day) = (.day, column.day) }.path
    return """
      <a href="\(path)" aria-label="\(words.long)"><span>\(words.weekday)</span> <b>\(column.day.parts.day)</b></a>\(holiday)\(add)
      """
  }

  private func add(_ column: Column) -> HTML {
    let words = "\(reader("calendars.new")): \(column.person?.name ?? DayWords(column.day, reader).long)"
    return """
      <a class="hours-add" href="\(new(column))" data-entry-link aria-label="\(words)" title="\(words)">\(.icon(.plus))</a>
      """
  }

  private func new(_ column: Column) -> String {
    let owner = column.person.map { "&owner_id=\($0.id)" } ?? ""
    return "/calendar/new?date=\(column.day)\(owner)"
  }

  /// What is worked of the day lies brighter.
  private func work(_ day: Day, _ hours: Range<Int>) -> HTML? {
    guard let worked = calendar.hours(on: day) else { return nil }
    let length = worked.end - worked.begin
    return """
      <i class="hours-work" data-h="\(worked.begin / 60)" data-m="\(worked.begin % 60)" data-lh="\(length / 60)" data-lm="\(length % 60)"></i>
      """
  }

  /// An empty place is a link to what may be planned there; keys find the one in the head.
  private func slots(_ column: Column, _ hours: Range<Int>) -> [HTML] {
    let path = new(column)
    return hours.map { hour in
      """
      <a class="hours-slot" tabindex="-1" data-entry-link data-slot data-h="\(hour)" href="\(path)&time=\(ClockTime.text(hour * 60))" aria-label="\(reader("calendars.new_at", ["time": ClockTime.text(hour * 60)]))"></a>
      """
    }
  }

  private func now(_ hours: Range<Int>) -> HTML? {
    let clock = reader.now.clock(in: reader.zone)
    guard hours.contains(clock.hour) else { return nil }
    return """
      <i class="hours-now" data-now data-h="\(clock.hour)" data-m="\(clock.minute)"></i>
      """
  }
}
