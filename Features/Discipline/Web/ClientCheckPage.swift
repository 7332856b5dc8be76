import HTML
import Kernel
import Web

/// What the looks through the clients found and did.
struct ClientCheckPage {
  struct Model: Sendable {
    let checks: [ClientCheck]
    let counts: [ClientFinding.Kind: Int]
    let kind: ClientFinding.Kind
    let slice: Slice<ClientFinding>
    let mayAsk: Bool
    let isOwn: Bool

    static func read(_ work: Work, _ kind: ClientFinding.Kind?, after: Cursor?) throws -> Model {
      let checks = try work.clientChecks.list()
      let counts = try checks.first.map { try work.clientChecks.counts(of: $0.id) } ?? [:]
      let shown = kind ?? ClientFinding.Kind.allCases.first { counts[$0] ?? 0 > 0 } ?? .idle
      return Model(
        checks: checks, counts: counts, kind: shown, slice: try work.clientChecks.findings(shown, after: after),
        mayAsk: work.actor.access.may(.administer, "setting"),
        isOwn: work.actor.access.reach(.see, Discipline.kind) <= .own)
    }
  }

  let model: Model
  let page: Page

  private var reader: Reader { page.reader }

  var markup: HTML {
    var layout = Layout(title: reader("client_look.title"))
    layout.section = model.isOwn ? "/today" : "/discipline"
    layout.styles = ["discipline/lacking.css"]
    let ask: HTML? =
      model.mayAsk
      ? """
      <form method="post" action="/discipline/clients">\(page.token)<button class="button">\(.icon(.search))\(reader("client_look.ask"))</button></form>
      """ : nil
    layout.bar = """
      <nav class="bar-trail" aria-label="\(reader("layout.trail"))"><a class="button" data-kind="bare" data-icon href="\(model.isOwn ? "/today" : "/discipline")" aria-label="\(reader(model.isOwn ? "today.title" : "discipline.title"))">\(.icon(.left))</a><h1>\(reader("client_look.title"))</h1></nav>
      <span class="push"></span>\(ask)
      """
    return layout.page(
      page,
      """
      <div class="lacking"><p class="second">\(status)</p>
      <nav class="choice look-kinds" aria-label="\(reader("client_look.title"))">\(tabs)</nav>
      <section class="panel">\(model.slice.items.isEmpty ? empty : list)</section></div>
      """)
  }

  private var status: String {
    guard let last = model.checks.first else { return reader("client_look.never") }
    let count = reader.count("client_look.clients", last.clients)
    guard let end = last.finishedAt else { return reader("client_look.running", ["count": count]) }
    let spent = max(1, end.seconds(since: last.startedAt))
    return reader(
      "client_look.ended", ["at": reader.moment(end), "count": count, "time": reader.duration(seconds: spent)])
  }

  private var tabs: [HTML] {
    ClientFinding.Kind.allCases.map { kind in
      let count: HTML? = (model.counts[kind]).map { "<small>\(reader.grouped(Int64($0)))</small>" }
      return """
        <a href="/discipline/clients?kind=\(kind.rawValue)"\(attribute: "aria-current", kind == model.kind ? "page" : nil)>\(reader("client_look.\(kind.rawValue)"))\(count)</a>
        """
    }
  }

  private var empty: HTML {
    // Before the first look nothing is known, of nobody.
    guard model.checks.contains(where: { $0.finishedAt != nil }) else {
      return """
        <div class="empty">\(.icon(.clock))<h2>\(reader("client_look.none"))</h2><p>\(reader("client_look.none.about"))</p></div>
        """
    }
    return """
      <div class="empty">\(.icon(.check))<h2>\(reader("client_look.empty"))</h2><p>\(reader("client_look.\(model.kind.rawValue).about"))</p></div>
      """
  }

  private var list: HTML {
    let rows = model.slice.items.map { finding -> HTML in
      let person = finding.personID.flatMap { page.installation.people[$0]?.name } ?? "—"
      let deal: HTML? = finding.dealID.map { id in
        """
        <a class="link" href="/deals/\(id.number)">\(reader("client_look.deal", ["number": "\(id)"]))</a>
        """
      }
      return """
        <tr><td><a class="row-title" href="/companies/\(finding.companyID.number)">\(finding.companyName)</a></td><td data-label="\(reader("client_look.what"))">\(reader("client_look.\(finding.kind.rawValue).did")) \(deal)</td><td data-label="\(reader("lacking.owner"))">\(person)</td><td data-label="\(reader("client_look.at"))">\(reader.moment(finding.at))</td></tr>

        """
    }
    let more = model.slice.next.map { next -> HTML in
      """
      <a class="more" href="/discipline/clients?kind=\(model.kind.rawValue)&amp;after=\(next.text)">\(reader("lacking.more"))</a>
      """
    }
    return """
      <table class="table" data-stack><thead><tr><th>\(reader("client_look.client"))</th><th>\(reader("client_look.what"))</th><th>\(reader("lacking.owner"))</th><th>\(reader("client_look.at"))</th></tr></thead><tbody>
      \(rows)</tbody></table>\(more)
      """
  }
}

/// The addresses of the looks through the clients.
enum ClientCheckRoutes {
  private static let kind = Field<ClientFinding.Kind>.choice("kind", ClientFinding.Kind.allCases)

  static let all: [Route] = [
    .get("/discipline/clients") { call in
      let query = call.query([kind, Listing.after])
      if let wrong = query.violations.first { throw Unreadable(wrong.code, field: wrong.field) }
      let after = try query[Listing.after].map { text in
        guard let cursor = Cursor(text) else { throw Unreadable("bad_cursor", field: "after") }
        return cursor
      }
      let model = try await call.crm.read(as: call.actor) { work in
        try ClientCheckPage.Model.read(work, query[kind], after: after)
      }
      return .html(ClientCheckPage(model: model, page: Page(call)).markup)
    },
    .post("/discipline/clients") { call in
      try await call.crm.write(as: call.actor) { _ = try $0.clientChecks.ask() }
      return .redirect(to: "/discipline/clients")
    },
  ]
}
