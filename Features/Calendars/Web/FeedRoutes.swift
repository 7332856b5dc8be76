import Foundation
import HTML
import HTTPTypes
import Kernel
import Web

/// The secret address of one's calendar: made, renewed and ended by oneself, fetched by other calendars.
enum FeedRoutes {
  static let all: [Route] = [
    .get("/calendar/feed") { call in .html(try await page(call, secret: nil)) },
    .post("/calendar/feed") { call in
      let secret = try await call.crm.write(as: call.actor) { try $0.calendarFeeds.renew() }
      return .html(try await page(call, secret: secret))
    },
    .post("/calendar/feed/revocation") { call in
      try await call.crm.write(as: call.actor) { try $0.calendarFeeds.revoke() }
      return .redirect(to: "/calendar/feed")
    },
    Route(.get, "/calendar/feed/{secret}", for: .anybody, hidesAddress: true) { call in try await fetch(call) },
  ]

  private static func page(_ call: Call, secret: String?) async throws -> HTML {
    let feed = try await call.crm.read(as: call.actor) { try $0.calendarFeeds.own() }
    let address = secret.map { "\(origin(call))/calendar/feed/\($0).ics" }
    return FeedPage(feed: feed, address: address, page: Page(call)).markup
  }

  /// As the visitor reached us.
  private static func origin(_ call: Call) -> String {
    "\(call.isSecure ? "https" : "http")://\(call.host ?? "localhost")"
  }

  private static func fetch(_ call: Call) async throws -> Reply {
    let name = call.parameters["secret"] ?? ""
    guard name.hasSuffix(".ics") else { throw NotFound("page") }
    let crm = call.crm
    let (person, isNew) = try await crm.read(as: .system("calendar")) { work in
      let person = try work.calendarFeeds.person(by: String(name.dropLast(4)))
      return (person, try work.calendarFeeds.isFetchNew(of: person.id))
    }
    if isNew { try await crm.write(as: .system("calendar")) { try $0.calendarFeeds.noteFetch(of: person.id) } }
    let page = Page(call)
    let reader = call.site.reader(language: person.language, for: person.id)
    let host = call.host.map { String($0.split(separator: ":").first ?? "voronka") } ?? "voronka"
    // Under his own rights, whoever fetches it.
    let text = try await crm.read(as: Actor(person, in: crm.installation)) { work in
      try FeedText.read(work, page, person, reader: reader, origin: origin(call), host: host).text
    }
    let mark = "\"\(Secret.hash(text).prefix(32))\""
    let headers: HTTPFields = [.eTag: mark, .cacheControl: "private, no-cache"]
    let known = call.headers[values: .ifNoneMatch].flatMap { $0.split(separator: ",") }
      .map { $0.trimmingCharacters(in: .whitespaces).replacing("W/", with: "") }
    guard !known.contains(mark), !known.contains("*") else { return Reply(status: .notModified, headers: headers) }
    var reply = Reply.file(Array(text.utf8), name: "voronka.ics", type: "text/calendar; charset=utf-8")
    for header in headers { reply.headers[header.name] = header.value }
    return reply
  }
}

/// «Подписка на календарь»: what the address is for, the address once, and the ways to renew and end it.
struct FeedPage {
  let feed: CalendarFeed?
  /// Just made: it is shown this once.
  let address: String?
  let page: Page

  private var reader: Reader { page.reader }

  var markup: HTML {
    var layout = Layout(title: reader("calendars.feed"))
    layout.section = "/calendar"
    layout.bar = """
      <nav class="bar-trail" aria-label="\(reader("layout.trail"))"><a class="button" data-kind="bare" href="/calendar">\(.icon(.left))\(reader("calendars.title"))</a></nav><span class="push"></span>
      """
    return layout.page(
      page,
      """
      <div class="sheet" data-narrow>\(address.map(secret))
      <section class="panel"><header><h1>\(reader("calendars.feed"))</h1></header>
      <p class="second">\(reader("calendars.feed.about"))</p>
      \(state)
      <form class="form" method="post" action="/calendar/feed">\(page.token)<p class="form-foot"><button class="button"\(attribute: "data-kind", feed == nil ? "main" : nil)>\(reader(feed == nil ? "calendars.feed.make" : "calendars.feed.renew"))</button></p></form>
      \(revocation)</section></div>
      """)
  }

  private func secret(_ address: String) -> HTML {
    """
    <div class="secret" role="status"><p><b>\(reader("calendars.feed.made"))</b> \(reader("calendars.feed.once"))</p>\(SecretLine(address, label: reader("calendars.feed.address"), page: page).markup)</div>
    """
  }

  private var state: HTML? {
    guard let feed else { return nil }
    let fetched = feed.fetchedAt.map { reader.moment($0) } ?? reader("calendars.feed.never")
    return """
      <dl class="facts"><dt>\(reader("calendars.feed.made_at"))</dt><dd>\(reader.moment(feed.createdAt))</dd><dt>\(reader("calendars.feed.fetched_at"))</dt><dd>\(fetched)</dd></dl>
      """
  }

  private var revocation: HTML? {
    guard feed != nil else { return nil }
    return """
      <form class="form" method="post" action="/calendar/feed/revocation">\(page.token)<p class="form-foot"><button class="button" data-kind="bare">\(reader("calendars.feed.end"))</button><span class="second">\(reader("calendars.feed.end.about"))</span></p></form>
      """
  }
}
