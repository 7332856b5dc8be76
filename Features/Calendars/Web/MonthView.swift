import HTML
import Kernel
import Web

/// A month in weeks, the first entries of each day, the rest behind its number.
struct MonthView {
  let model: CalendarModel
  let page: Page

  /// A month of six weeks has less room for each day.
  private var shown: Int { model.address.days.count > 35 ? 3 : 4 }
  private var reader: Reader { page.reader }

  var markup: HTML {
    let days = model.address.days
    let heads = days.prefix(7).map { day -> HTML in
      "<span>\(DayWords(day, reader).weekday)</span>"
    }
    let entries = Dictionary(grouping: model.schedule.entries, by: \.day)
    return """
      <div class="month"><div class="month-heads" aria-hidden="true">\(Array(heads))</div><div class="month-days">\(days.map { cell($0, entries[$0] ?? []) })</div></div>
      """
  }

  private func cell(_ day: Day, _ entries: [CalendarEntry]) -> HTML {
    let words = DayWords(day, reader)
    let path = model.address.with { ($0.view, $0.day) = (.day, day) }.path
    let isOff = page.installation.calendar.hours(on: day) == nil
    // Whole days stand first.
    let ordered = entries.filter { $0.begin == nil } + entries.filter { $0.begin != nil }
    let lines = ordered.prefix(shown).map { EntryView(entry: $0, model: model, page: page).line }
    let rest = entries.count - lines.count
    let more: HTML? =
      rest > 0
      ? """
      <a class="month-more" href="\(path)">\(reader("calendars.more", ["count": String(rest)]))</a>
      """ : nil
    let count: HTML? =
      entries.isEmpty ? nil : "<span class=\"month-count\">\(reader.count("calendars.entries", entries.count))</span>"
    let holiday: HTML? = page.installation.calendar.exceptions[day].map { "<small class=\"clip\">\($0.name)</small>" }
    return """
      <section class="month-day" data-day="\(day.description)" data-all-or-time\(attribute: "data-today", if: day == reader.today)\(attribute: "data-off", if: isOff)\(attribute: "data-other", if: !model.address.isInMonth(day)) aria-label="\(words.long)">\
      <header><a href="\(path)" aria-label="\(words.long)"><b>\(day.parts.day)</b></a>\(holiday)\
      <a class="hours-add" href="/calendar/new?date=\(day.description)" data-entry-link aria-label="\(reader("calendars.new")): \(words.long)" title="\(reader("calendars.new"))">\(.icon(.plus))</a></header>\(count)\(Array(lines))\(more)</section>

      """
  }
}

/// The days to come, one below the other.
struct DaysList {
  let model: CalendarModel
  let page: Page

  private var reader: Reader { page.reader }

  var markup: HTML {
    let entries = Dictionary(grouping: model.schedule.entries, by: \.day)
    let days = model.address.days.compactMap { day -> HTML? in
      guard let found = entries[day] else { return nil }
      return section(day, found.filter { $0.begin == nil } + found.filter { $0.begin != nil })
    }
    guard !days.isEmpty else {
      return """
        <div class="empty">\(Taper(filled: 6).markup)<strong>\(reader("calendars.empty"))</strong><p>\(reader("calendars.empty.about"))</p></div>
        """
    }
    return "<div class=\"days\">\(days)</div>"
  }

  private func section(_ day: Day, _ entries: [CalendarEntry]) -> HTML {
    let words = DayWords(day, reader)
    let path = model.address.with { ($0.view, $0.day) = (.day, day) }.path
    let lines = entries.map { EntryView(entry: $0, model: model, page: page).line }
    return """
      <section class="days-day"\(attribute: "data-today", if: day == reader.today)><h3><a href="\(path)">\(words.long)</a><small class="quiet">\(entries.count)</small></h3><div class="panel">\(lines)</div></section>

      """
  }
}
