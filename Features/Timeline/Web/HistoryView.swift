import Files
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
    """
    <section class="history" data-live="\(history.circle.liveNames)" data-src="\(history.part.address("\(path)/timeline"))" aria-label="\(page.text("timeline.title"))">
    <header class="history-head"><h2>\(page.text("timeline.title"))</h2><span class="push"></span><nav class="history-topics" aria-label="\(page.text("timeline.topics"))">\(topics)</nav></header>
    <div class="timeline" data-timeline>
    \(history.events.isEmpty ? nothing : rows)
    </div>
    </section>
    """
  }

  /// What the history can be narrowed to; a press brings just that in the section's place.
  private var topics: HTML {
    ([nil] + EventTopic.allCases).map { topic -> HTML in
      let part = history.part.with(topic)
      return """
        <a id="topic-\(topic?.rawValue ?? "all")" href="\(part.address(path))" hx-get="\(part.address("\(path)/timeline"))" hx-target="closest .history" hx-swap="outerHTML"\(attribute: "aria-current", history.part.topic == topic ? "true" : nil)>\(page.text("timeline.topic.\(topic?.rawValue ?? "all")"))</a>
        """
    }.joined()
  }

  private var nothing: HTML? {
    guard history.part.topic != nil else { return nil }
    return """
      <p class="history-empty quiet">\(page.text("timeline.nothing"))</p>
      """
  }

  /// Days and events, and the link to what came before them.
  package var rows: HTML {
    let days = HistoryView.days(of: history.events, page: page) { event in
      let other = history.others[event.subject]
      return EventView(event: event, about: other, page: page, files: files(of: event), path: other?.path ?? path)
    }
    return "\(days)\(more)"
  }

  /// Days and what happened on each, for a list that is no record's history.
  package static func rows(of events: [LoggedEvent], page: Page) -> HTML {
    days(of: events, page: page) { EventView(event: $0, about: nil, page: page, files: [], path: "") }
  }

  private static func days(of events: [LoggedEvent], page: Page, _ view: (LoggedEvent) -> EventView) -> HTML {
    let zone = page.reader.zone
    var day: Day?
    var rows: [HTML] = []
    for event in events {
      let own = event.at.day(in: zone)
      if own != day { rows.append(heading(own, page)) }
      day = own
      rows.append(view(event).markup)
    }
    return rows.joined()
  }

  private func files(of event: LoggedEvent) -> [StoredFile] {
    if event.kind == FileAdded.kind {
      return event.facts["file_id"]?.integer.flatMap { history.files[$0] }.map { [$0] } ?? []
    }
    return event.facts["comment_id"]?.integer.flatMap { history.attachments[$0] } ?? []
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
      <a class="timeline-more" href="\(history.part.address(path, before: last.id))" data-next="\(history.part.address("\(path)/timeline", before: last.id))">\(page.reader.count("timeline.more", history.rest))</a>
      """
  }
}

/// One thing that happened: its sign, a sentence, the time. A comment stands in a box under the
/// face of who wrote it.
struct EventView {
  let event: LoggedEvent
  /// The record that it is about, where that is not the one whose page this is.
  let about: History.Other?
  let page: Page
  let files: [StoredFile]
  /// The record's page: `/deals/42`.
  let path: String

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
        <div class="event-head"><span>\(wording.markup(event))</span>\(aside)\(record)\(time)</div>\(chips)
        """
    }
    return """
      <div class="event-head"><b>\(wording.actor(event))</b><span class="second">\(page.text("timeline.comment"))</span>\(record)\(time)</div><div class="event-box">\(words(text))\(chips)</div>
      """
  }

  private var record: HTML? {
    about.map { other in
      """
      <a class="link event-about" href="\(other.path)">\(other.name)</a>
      """
    }
  }

  private var chips: HTML? {
    guard !files.isEmpty else { return nil }
    let chips = files.map { FileChip($0, path: path, reader: page.reader).markup }
    return """
      <div class="file-chips">\(chips)</div>
      """
  }

  private func words(_ text: String) -> HTML {
    Mentions.pieces(text).map { piece -> HTML in
      switch piece {
      case .words(let words): return HTML.lines(words)
      case .person(let id):
        guard let name = page.installation.people[id]?.name else { return "@[\(id.number)]" }
        return """
          <span class="mention"\(attribute: "data-me", if: id == page.actor?.id)>@\(name)</span>
          """
      }
    }.joined()
  }

  private var time: HTML {
    let zone = page.reader.zone
    return """
      <time datetime="\(event.at.text(in: zone))">\(page.reader.time(event.at))</time>
      """
  }
}
