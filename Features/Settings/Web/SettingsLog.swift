import HTML
import Kernel
import Store
import Timeline
import Web

/// The log of what was set up: who changed what, when, newest first.
enum SettingsLog {
  private static let length = 60

  static let route = Route.get("/settings/log") { call in
    let before = HistoryPart.before(call)
    let events = try await call.crm.read(as: call.actor) { work in
      try work.settings.require(nil)
      return try SettingsLog.events(work, before: before)
    }
    return .html(markup(Page(call), events, isFirst: before == nil))
  }

  /// What was set up before event `before`: the condition is that of the index `event_setting`.
  static func events(_ work: Work, before: Int64?, limit: Int = length) throws -> Slice<LoggedEvent> {
    let events = try work.all(
      """
      SELECT \(LoggedEvent.columns) FROM event
      WHERE subject_kind IN ('person', 'department', 'right', 'setting', 'pipeline', 'source', 'reason')
        AND id < \(before ?? Int64.max)
      ORDER BY id DESC LIMIT \(limit + 1)
      """
    ) { try LoggedEvent(row: $0) }
    return Slice(events, limit: limit) { Cursor([.integer($0.id)]) }
  }

  private static func markup(_ page: Page, _ events: Slice<LoggedEvent>, isFirst: Bool) -> HTML {
    let frame = SettingsFrame(title: page.text("log.title"), path: "/settings/log")
    let more: HTML? = events.next?.keys.first?.integer.map { before in
      """
      <a class="more" href="/settings/log?before=\(before)">\(page.text("log.more"))</a>
      """
    }
    let empty: HTML = """
      <div class="empty"><h3>\(page.text("log.empty"))</h3></div>
      """
    return frame.page(
      page,
      """
      <p class="second">\(page.text("log.about"))</p>
      <section class="panel log" aria-label="\(page.text("log.title"))">
      \(events.items.isEmpty ? empty : HistoryView.rows(of: events.items, page: page))
      \(more)
      </section>
      """)
  }
}
