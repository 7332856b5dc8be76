import Activities
import HTML
import Kernel
import Web

/// Beside the list: how far the day is, what is planned by the clock, how the last days ended.
struct DayPanels {
  let today: Today
  let page: Page

  private var reader: Reader { page.reader }

  var markup: HTML { "\(day)\(schedule)\(clean)" }

  // MARK: - The day

  private var share: Int { today.planned == 0 ? 0 : today.done.count * 100 / today.planned }

  /// Percent of the working day that are over.
  private var elapsed: Int? {
    today.hours.map { hours in
      let whole = max(1, hours.end.seconds(since: hours.begin))
      return Int(max(0, min(whole, reader.now.seconds(since: hours.begin))) * 100 / whole)
    }
  }

  private var day: HTML {
    let left: String =
      today.hours.map { hours in
        reader.now < hours.end
          ? reader("today.left", ["time": span(hours.end.seconds(since: max(reader.now, hours.begin)))])
          : reader("today.over")
      } ?? reader("today.off")
    let planned = reader.count("today.of", today.planned)
    return """
      <section class="panel day-panel"><header><h2>\(reader("today.day"))</h2><span class="push"></span><span class="second">\(left)</span></header>
      <div class="day-body"><p class="day-figure"><b>\(today.done.count)</b> \(planned) \(pace)</p>
      <svg class="day-bar" viewBox="0 0 100 10" preserveAspectRatio="none" role="img" aria-label="\(reader("today.progress", ["done": "\(share)", "time": "\(elapsed ?? 0)"]))"><rect class="day-all" x="0" y="2" width="100" height="6"/><rect class="day-done" x="0" y="2" width="\(share)" height="6"/>\(needle)</svg>
      \(scale)</div></section>
      """
  }

  private var needle: HTML? {
    elapsed.map { at in
      """
      <rect class="day-now" x="\(min(99, at))" y="0" width="0.8" height="10"/>
      """
    }
  }

  private var scale: HTML? {
    today.hours.map { hours in
      """
      <p class="day-scale"><span>\(reader.time(hours.begin))</span><span>\(reader("today.clock", ["time": reader.time(reader.now)]))</span><span>\(reader.time(hours.end))</span></p>
      """
    }
  }

  private var pace: HTML? {
    guard let elapsed, today.planned > 0 else { return nil }
    let isGood = share + 10 >= elapsed
    return """
      <span class="chip" data-tone="\(isGood ? "good" : "warn")">\(.icon(isGood ? .check : .clock))<span>\(reader(isGood ? "today.level" : "today.behind"))</span></span>
      """
  }

  /// `2 ч 45 мин`.
  private func span(_ seconds: Int64) -> String {
    let (hours, minutes) = (Int(seconds / 3600), Int(seconds / 60 % 60))
    let parts = [
      hours > 0 ? reader.count("time.hours", hours) : nil,
      minutes > 0 || hours == 0 ? reader.count("time.minutes", minutes) : nil,
    ]
    return parts.compactMap(\.self).joined(separator: " ")
  }

  // MARK: - By the clock

  private struct Entry {
    let at: Instant
    let title: String
    let isPast: Bool
  }

  private var schedule: HTML? {
    let open = today.items.compactMap(\.activity).filter {
      !$0.due.isAllDay && $0.dueAt.day(in: reader.zone) == reader.today
    }
    let done = today.done.filter { !$0.due.isAllDay && $0.dueAt.day(in: reader.zone) == reader.today }
    let entries =
      (done.map { Entry(at: $0.dueAt, title: words($0), isPast: true) }
      + open.map { Entry(at: $0.dueAt, title: words($0), isPast: false) }).sorted { $0.at < $1.at }
    guard !entries.isEmpty else { return nil }
    let before = entries.prefix { $0.at <= reader.now }
    let after = entries.dropFirst(before.count)
    return """
      <section class="panel"><header><h2>\(reader("today.schedule"))</h2></header>
      <ol class="agenda">\(before.suffix(6).map(line))<li class="agenda-now" aria-label="\(reader("today.clock", ["time": reader.time(reader.now)]))"></li>\(after.prefix(10).map(line))</ol></section>
      """
  }

  private func words(_ activity: Activity) -> String {
    "\(reader("activities.kind.\(activity.kind.rawValue)")): \(activity.title)"
  }

  private func line(_ entry: Entry) -> HTML {
    """
    <li\(attribute: "data-past", if: entry.isPast)><time>\(reader.time(entry.at))</time><span>\(entry.title)</span></li>
    """
  }

  // MARK: - The last days

  private var clean: HTML? {
    guard today.clean.all > 0 else { return nil }
    let streak: HTML? =
      today.clean.streak > 1 ? "<p class=\"second\">\(reader.count("heat.streak", today.clean.streak))</p>" : nil
    let days = today.clean.left.sorted { $0.key < $1.key }.map { day, left -> HTML in
      """
      <i data-level="\(HeatMap.level(left))" title="\(reader.dayHeading(day)): \(left)"></i>
      """
    }
    return """
      <section class="panel"><header><h2>\(reader("heat.clean"))</h2><span class="push"></span><b>\(reader("heat.of", ["clean": "\(today.clean.clean)", "all": "\(today.clean.all)"]))</b></header>
      <div class="clean-days"><p class="clean-strip" aria-hidden="true">\(days)</p>\(streak)</div></section>
      """
  }
}
