import Files
import HTML
import Kernel
import Timeline
import Web

/// The list of what one was told of.
struct NotificationsPage {
  let slice: Slice<Notification>
  /// Names of the records, by kind and number.
  let names: [Subject: String]
  let isUnreadOnly: Bool
  let unread: Int
  let page: Page

  static func read(_ work: Work, _ page: Page, unread: Bool, after: Cursor?) throws -> NotificationsPage {
    let notifications = work.notifications(page.records)
    let slice = try notifications.list(unread: unread, after: after, limit: 40)
    let names = try Self.names(of: slice.items, page.records, work)
    return NotificationsPage(
      slice: slice, names: names, isUnreadOnly: unread, unread: try notifications.unread(), page: page)
  }

  /// What the records are called that the notifications are about.
  static func names(of items: [Notification], _ records: [String: RecordKind], _ work: Work) throws -> [Subject: String]
  {
    var names: [Subject: String] = [:]
    for (kind, items) in Dictionary(grouping: items, by: \.subject.kind) {
      let found = try records[kind]?.names(of: Set(items.map(\.subject.number)), in: work) ?? [:]
      for (number, name) in found { names[Subject(kind, number)] = name }
    }
    return names
  }

  var markup: HTML {
    let reader = page.reader
    var layout = Layout(title: reader("notifications.title"))
    layout.bar = """
      <h1>\(reader("notifications.title"))</h1>
      <span class="push"></span>
      <a class="button" href="\(NoticeChoiceRoutes.path)" title="\(reader("notice_choices.open"))">\(.icon(.tune))<span class="only-wide">\(reader("notice_choices.open"))</span></a>
      """
    return layout.page(
      page,
      """
      <div class="sheet" data-narrow>\(section)</div>
      """)
  }

  /// The list, which keeps itself up to date.
  var section: HTML {
    let me = page.actor?.id?.number ?? 0
    let address = isUnreadOnly ? "/notifications?unread=1" : "/notifications"
    return """
      <section class="panel notifications" data-live="notification-\(me)" data-src="\(address)" aria-label="\(page.text("notifications.title"))">
      <header>\(tabs)<span class="push"></span>\(readAll)</header>
      <div class="notification-list">\(rows)</div>
      </section>
      """
  }

  /// The notifications and the link to older ones.
  var rows: HTML {
    if slice.items.isEmpty { return empty }
    let query = isUnreadOnly ? "&unread=1" : ""
    let more = slice.next.map { next -> HTML in
      """
      <a class="timeline-more" href="/notifications?after=\(next.text)\(query)" data-next="/notifications?after=\(next.text)\(query)">\(page.text("notifications.more"))</a>
      """
    }
    return "\(slice.items.map(row))\(more)"
  }

  private var empty: HTML {
    """
    <div class="notifications-empty">\(.icon(.bell))<p><b>\(page.text(isUnreadOnly ? "notifications.all_read" : "notifications.none"))</b></p><p class="second">\(page.text("notifications.about"))</p></div>
    """
  }

  private var tabs: HTML {
    let number = unread > Notifications.most ? "\(Notifications.most)+" : String(unread)
    let count: HTML? = unread > 0 ? "<small>\(number)</small>" : nil
    return """
      <nav class="choice" aria-label="\(page.text("notifications.which"))"><a href="/notifications"\(attribute: "aria-current", isUnreadOnly ? nil : "page")>\(page.text("notifications.all"))</a><a href="/notifications?unread=1"\(attribute: "aria-current", isUnreadOnly ? "page" : nil)>\(page.text("notifications.unread"))\(count)</a></nav>
      """
  }

  private var readAll: HTML? {
    guard unread > 0 else { return nil }
    return """
      <form method="post" action="/notifications/reading">\(page.token)<button class="button" data-kind="bare" data-size="s">\(.icon(.check))\(page.text("notifications.read_all"))</button></form>
      """
  }

  private func row(_ item: Notification) -> HTML {
    let actor = item.actorID.flatMap { page.installation.people[$0] }
    let sign: HTML = actor.map { Avatar($0, size: "l", reader: page.reader).markup } ?? .icon(.bell)
    let record = names[item.subject].map { name -> HTML in
      """
      <span class="notification-record">\(name)</span>
      """
    }
    let words = NotificationWording(item, page.reader, page.installation)
    let quote = words.quote.map { text -> HTML in
      """
      <q>\(text)</q>
      """
    }
    let reading: HTML? =
      item.readAt == nil
      ? """
      <form method="post" action="/notifications/\(item.id.number)/reading">\(page.token)<button class="button" data-kind="bare" data-icon data-size="s" aria-label="\(page.text("notifications.read"))" title="\(page.text("notifications.read"))">\(.icon(.check))</button></form>
      """ : nil
    return """
      <article class="notification" id="notification-\(item.id.number)"\(attribute: "data-unread", if: item.readAt == nil)>\
      <a class="notification-link" href="/notifications/\(item.id.number)">\
      <span class="notification-sign">\(sign)</span><span class="notification-text">\
      <span>\(words.sentence)</span>\(quote)\(item.times > 1 ? nil : record)</span>\
      <time datetime="\(item.at.text(in: page.reader.zone))">\(page.reader.moment(item.at))</time></a>\(reading)</article>

      """
  }
}

/// What a notification says, in the reader's words.
struct NotificationWording {
  let sentence: String
  /// What was written where he was named.
  let quote: String?

  init(_ item: Notification, _ reader: Reader, _ installation: Installation) {
    let actor = item.actorID.flatMap { installation.people[$0]?.name } ?? reader("actors.system")
    var places = ["actor": actor]
    let wording = EventWording(reader: reader, installation: installation)
    for field in item.facts.fields ?? [] { places[field.name] = field.value.string ?? wording.words(field.value) }
    let count = item.facts["count"]?.integer.map(Int.init) ?? item.times
    let key = "notices.\(item.kind)"
    sentence =
      count > 1 || item.kind == "handed_over"
      ? reader.count("\(key).many", count, places) : reader(key, places)
    let text = item.kind == "mention" ? item.facts["text"]?.string : nil
    quote = text.map { Self.brief(Mentions.plain($0, installation)) }
  }

  private static func brief(_ text: String) -> String {
    let line = text.split(whereSeparator: \.isNewline).joined(separator: " ")
    return line.count > 180 ? line.prefix(179) + "…" : line
  }
}

extension Notification {
  /// Where it leads.
  func path(_ records: [String: RecordKind]) -> String {
    if let ownPath, ownPath.hasPrefix("/"), !ownPath.hasPrefix("//") { return ownPath }
    if subject.kind == "person" { return "/team/people/\(subject.number)" }
    guard let record = records[subject.kind] else { return "/notifications" }
    return "\(record.path)/\(subject.number)"
  }
}
