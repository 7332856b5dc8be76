import HTML
import Kernel
import Web

/// Open deals that were put into the archive, with who did it and why: on the board the last few, here all.
struct PutAwayPage {
  let slice: Slice<PutAwayDeal>
  let page: Page

  static let path = "/discipline/archive"
  /// So many stand on the board itself.
  static let few = 5

  static let route = Route.get(path) { call in
    let query = call.query([Listing.after])
    let after = try query[Listing.after].map { text in
      guard let cursor = Cursor(text) else { throw Unreadable("bad_cursor", field: "after") }
      return cursor
    }
    let slice = try await call.crm.read(as: call.actor) { try $0.discipline.putAway(after: after) }
    return .html(PutAwayPage(slice: slice, page: Page(call)).markup)
  }

  static let schema = Schema(
    "PutAwayDeal",
    [
      "deal_id": Schema.of(.integer), "owner_id": Schema.of(.integer), "archived_at": Schema.nullable(.instant),
      "archived_by": Schema.nullable(.integer), "archived_reason": Schema.nullable(.text),
    ])

  static let operation = Operation(
    "listPutAwayDeals", .get, "/discipline/archive",
    "Deals of those in reach that were put away while they were open, with who did it and why; the newest first",
    query: [Listing.limit, Listing.after], answer: schema.list
  ) { call in
    let (limit, after) = try Listing.page(call.query)
    let slice = try await call.crm.read(as: call.actor) { try $0.discipline.putAway(after: after, limit: limit) }
    return Listing.json(slice) { item in
      [
        "deal_id": JSON(item.deal.id), "owner_id": JSON(item.deal.ownerID),
        "archived_at": call.text(item.deal.archivedAt), "archived_by": JSON(item.deal.archiverID),
        "archived_reason": JSON(item.deal.archivedReason),
      ]
    }
  }

  static let counting = Operation(
    "countPutAwayDeals", .get, "/discipline/archive/count", "How many such deals there are", answer: .count
  ) { call in
    try await call.crm.read(as: call.actor) { ["count": JSON(try $0.discipline.putAwayCount())] }
  }

  private var reader: Reader { page.reader }

  private var markup: HTML {
    var layout = Layout(title: reader("put_away.title"))
    layout.section = "/discipline"
    layout.styles = ["css/list.css", "discipline/lacking.css"]
    layout.bar = """
      <nav class="bar-trail" aria-label="\(reader("layout.trail"))"><a class="button" data-kind="bare" data-icon href="/discipline" aria-label="\(reader("discipline.title"))">\(.icon(.left))</a><h1>\(reader("put_away.title"))</h1></nav>
      <span class="push"></span>
      """
    let more: HTML? = slice.next.map { next in
      """
      <a class="more" href="\(Self.path)?after=\(next.text)">\(reader("lacking.more"))</a>
      """
    }
    let list: HTML =
      slice.items.isEmpty
      ? """
      <section class="panel"><div class="empty">\(.icon(.check))<h2>\(reader("put_away.none"))</h2><p>\(reader("put_away.none.about"))</p></div></section>
      """
      : """
      <section class="panel">\(table)\(more)</section>
      """
    return layout.page(
      page,
      """
      <div class="lacking"><p class="second">\(reader("put_away.about"))</p>\(list)</div>
      """)
  }

  /// The last of them, on the board; nothing where there are none.
  var panel: HTML? {
    guard !slice.items.isEmpty else { return nil }
    return """
      <section class="panel" aria-label="\(reader("put_away.title"))"><header><h2>\(reader("put_away.lately", ["days": "\(Discipline.putAwayDays)"]))</h2><span class="push"></span><a class="link" href="\(Self.path)">\(reader("put_away.all"))</a></header>\(table)</section>
      """
  }

  private var table: HTML {
    """
    <table class="table" data-stack><thead><tr><th>\(reader("lacking.deal"))</th><th>\(reader("lacking.owner"))</th><th>\(reader("put_away.who"))</th><th>\(reader("put_away.why"))</th></tr></thead><tbody>
    \(slice.items.map(row))</tbody></table>
    """
  }

  private func row(_ item: PutAwayDeal) -> HTML {
    let deal = item.deal
    let people = page.installation.people
    let who = deal.archiverID.flatMap { people[$0]?.name } ?? "—"
    let at = deal.archivedAt.map(reader.moment) ?? ""
    return """
      <tr><td><a class="row-title" href="/deals/\(deal.id.number)">\(deal.title)</a> <small class="lacking-client">\(item.companyName)</small></td>\
      <td data-label="\(reader("lacking.owner"))">\(people[deal.ownerID]?.name ?? "")</td>\
      <td data-label="\(reader("put_away.who"))"><div>\(who)<br><span class="second">\(at)</span></div></td>\
      <td data-label="\(reader("put_away.why"))">\(deal.archivedReason ?? "—")</td></tr>

      """
  }
}
