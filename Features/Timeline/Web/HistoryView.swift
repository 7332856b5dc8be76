import HTML
import Kernel
import Web

/// A record's history as its page shows it: days, and what happened on each.
package struct HistoryView {
  let history: History
  let page: Page
  /// The record's page: `/deals/42`.
  let path: String

  package init(_ history: History, page: Page, path: String) {
    self.history = history
    self.page = page
    self.path = path
  }

  /// The whole section, which keeps itself up to date.
  package var section: HTML {
    let live = "\(history.subject.kind)-\(history.subject.number)"
    return """
      <section class="history" data-live="\(live)" data-src="\(path)/timeline" aria-label="\(page.text("timeline.title"))">
      <header class="history-head"><h2>\(page.text("timeline.title"))</h2></header>
      <div class="timeline" data-timeline>
      \(rows)
      </div>
      </section>
      """
  }

  /// Days and events, and the link to what came before them.
  package var rows: HTML { "\(HistoryView.rows(of: history.events, page: page))\(more)" }

  /// Days and what happened on each.
  package static func rows(of events: [LoggedEvent], page: Page) -> HTML {
    let zone = page.reader.zone
    var day: Day?
    var rows: [HTML] = []
    for event in events {
      let own = event.at.day(in: zone)
      if own != day { rows.append(heading(own, page)) }
      day = own
      rows.append(EventView(event: event, page: page).markup)
    }
    return rows.joined()
  }

  private static func heading(_ day: Day, _ page: Page) -> HTML {
    let words = page.reader.dayHeading(day)
    return """
      <div class="day" data-day="\(day.description)">\(words.prefix(1).uppercased() + words.dropFirst())</div>

      """
  }

  private var more: HTML {
    guard history.rest > 0, let last = history.events.last else { return .none }
    return """
      <a class="timeline-more" href="\(path)?before=\(last.id)" data-next="\(path)/timeline?before=\(last.id)">\(page.reader.count("timeline.more", history.rest))</a>
      """
  }
}

/// One thing that happened: its sign, a sentence, the time. A comment stands in a box under the
/// face of who wrote it.
struct EventView {
  let event: LoggedEvent
  let page: Page

  var markup: HTML {
    let look = page.eventKinds[event.kind]?.look ?? "system"
    return """
      <article class="event" data-kind="\(look)"><span class="event-sign">\(sign(look))</span><div>\(body)</div></article>

      """
  }

  private var wording: EventWording {
    EventWording(reader: page.reader, installation: page.installation)
  }

  private var author: Person? { event.actorID.flatMap { page.installation.people[$0] } }

  private func sign(_ look: String) -> HTML {
    if look == "note", let author { return Avatar(author, reader: page.reader).markup }
    return .icon(page.eventKinds[event.kind]?.icon ?? .note)
  }

  private var body: HTML {
    guard event.kind == CommentAdded.kind, let text = event.facts["text"]?.string else {
      let aside: HTML? = wording.aside(event).map { "<span class=\"quiet\">\($0)</span>" }
      return """
        <div class="event-head"><span>\(wording.markup(event))</span>\(aside)\(time)</div>
        """
    }
    return """
      <div class="event-head"><b>\(wording.actor(event))</b><span class="second">\(page.text("timeline.comment"))</span>\(time)</div><div class="event-box">\(HTML.lines(text))</div>
      """
  }

  private var time: HTML {
    let zone = page.reader.zone
    return """
      <time datetime="\(event.at.text(in: zone))">\(page.reader.time(event.at))</time>
      """
  }
}
