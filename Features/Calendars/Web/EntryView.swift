import Activities
import HTML
import Kernel
import Web

/// One entry of the calendar: what, when and whose; a colleague's that one may not read says only that he
/// is busy.
struct EntryView {
  let entry: CalendarEntry
  let model: CalendarModel
  let page: Page

  private var reader: Reader { page.reader }

  /// In a column of hours, at its time and in its lane.
  func block(_ place: Lanes.Place) -> HTML {
    let (begin, end) = (entry.begin ?? 0, entry.end ?? 0)
    let length = end - begin
    return """
      <article class="entry" \(marks) data-h="\(begin / 60)" data-m="\(begin % 60)" data-lh="\(length / 60)" data-lm="\(length % 60)" data-lane="\(min(place.lane, Self.mostLanes - 1))" data-lanes="\(min(place.lanes, Self.mostLanes))"\(attribute: "data-short", if: length < 40)>\(content(time: span))\(handle)</article>

      """
  }

  /// In a line: of a whole day, of a month's cell, of a list.
  var line: HTML {
    """
    <article class="entry" data-line \(marks)>\(content(time: entry.begin.map(ClockTime.text)))</article>

    """
  }

  private static let mostLanes = 24

  private var marks: HTML {
    let face = model.isShared ? String(entry.ownerID.number % 6 + 1) : nil
    guard let activity = entry.activity else { return "data-busy-time\(attribute: "data-face", face)" }
    return """
      data-entry="\(activity.id.number)" data-version="\(activity.version)" data-owner="\(entry.ownerID.number)" data-state="\(state(activity))"\(attribute: "data-face", face)\(attribute: "data-fixed", if: !entry.canMove)
      """
  }

  private func state(_ activity: Activity) -> String {
    activity.state == .done ? "done" : activity.dueAt < reader.now ? "late" : "open"
  }

  private func content(time: String?) -> HTML {
    let clock: HTML? = time.map { "<time>\($0)</time>" }
    // A day has a column for each.
    let isTold = model.isShared && model.address.view != .day
    let owner = isTold ? page.installation.people[entry.ownerID] : nil
    let face: HTML? = owner.map { Avatar($0, size: "s", reader: reader).markup }
    guard let activity = entry.activity else {
      return """
        <p class="entry-what" title="\(owner?.name ?? "")">\(clock)<span class="entry-title">\(.icon(.lock))\(reader("calendars.busy"))</span>\(face)</p>
        """
    }
    let client = activity.companyID.flatMap { model.schedule.clients[$0] }
    let kind = reader("activities.kind.\(activity.kind.rawValue)")
    let whole = [time, kind, activity.title, client, owner?.name].compactMap(\.self).joined(separator: " · ")
    let done: HTML? = activity.state == .done ? .icon(.check) : .icon(activity.kind.icon)
    return """
      <a class="entry-what" href="/calendar/activities/\(activity.id.number)" data-entry-link title="\(whole)">\(clock)<span class="entry-title">\(done)\(activity.title)</span>\(client.map { "<small>\($0)</small>" as HTML })\(face)</a>
      """
  }

  /// `14:00–14:30`.
  private var span: String? {
    entry.begin.map { begin in
      "\(ClockTime.text(begin))–\(ClockTime.text(min(begin + entry.length, 24 * 60)))"
    }
  }

  private var handle: HTML? { entry.canMove ? "<i class=\"entry-end\" data-resize></i>" : nil }
}
