import Clients
import HTML
import Kernel
import Web

/// What was put into the archive, with who did it and why, deals or clients: on the board the last few, on a page of
/// its own all.
struct PutAwayList {
  /// So many stand on the board itself.
  static let few = 5
  static let deals = "/discipline/archive"
  static let clients = "/discipline/archive/clients"

  private struct Item {
    let path, title: String
    var client: String?
    let ownerID, archiverID: ID<Person>?
    let at: Instant?
    let reason: String?
  }

  private let items: [Item]
  private let next: Cursor?
  private let page: Page
  /// Of its texts, and where it lies.
  private let words, path: String

  init(deals: Slice<PutAwayDeal>, page: Page) {
    items = deals.items.map { item in
      Item(
        path: "/deals/\(item.deal.id)", title: item.deal.title, client: item.companyName, ownerID: item.deal.ownerID,
        archiverID: item.deal.archiverID, at: item.deal.archivedAt, reason: item.deal.archivedReason)
    }
    (next, self.page, words, path) = (deals.next, page, "put_away.deals", Self.deals)
  }

  init(clients: Slice<Company>, page: Page) {
    items = clients.items.map { client in
      Item(
        path: "/companies/\(client.id)", title: client.name, ownerID: client.ownerID,
        archiverID: client.archive?.personID, at: client.archive?.at, reason: client.archive?.reason)
    }
    (next, self.page, words, path) = (clients.next, page, "put_away.clients", Self.clients)
  }

  private var reader: Reader { page.reader }
  private var isOfDeals: Bool { path == Self.deals }

  var markup: HTML {
    let more = next.map { BoardSheet.more("\(path)?after=\($0.text)", reader) }
    let list: HTML =
      items.isEmpty
      ? BoardSheet.empty(.check, "\(words).none", reader) : "<section class=\"panel\">\(table)\(more)</section>"
    return BoardSheet(title: reader("\(words).title"), page: page).markup(
      "\(others)<p class=\"second\">\(reader("\(words).about"))</p>\(list)")
  }

  /// Deals or clients.
  private var others: HTML {
    let ways = [(Self.deals, "deals.title"), (Self.clients, "clients.title")].map { path, label -> HTML in
      """
      <a href="\(path)"\(attribute: "aria-current", path == self.path ? "page" : nil)>\(reader(label))</a>
      """
    }
    return """
      <nav class="choice look-kinds" aria-label="\(reader("put_away.what"))">\(ways)</nav>
      """
  }

  /// The last of them, on the board; nothing where there are none.
  var panel: HTML? {
    guard !items.isEmpty else { return nil }
    return """
      <section class="panel" aria-label="\(reader("\(words).title"))"><header><h2>\(reader("\(words).lately", ["days": "\(Discipline.putAwayDays)"]))</h2><span class="push"></span><a class="link" href="\(path)">\(reader("put_away.all"))</a></header>\(table)</section>
      """
  }

  private var table: HTML {
    """
    <table class="table" data-stack><thead><tr><th>\(reader(isOfDeals ? "lacking.deal" : "clients.client"))</th><th>\(reader("lacking.owner"))</th><th>\(reader("put_away.who"))</th><th>\(reader("put_away.why"))</th></tr></thead><tbody>
    \(items.map(row))</tbody></table>
    """
  }

  private func row(_ item: Item) -> HTML {
    func name(_ id: ID<Person>?) -> String? { id.flatMap { page.installation.people[$0]?.name } }
    let client: HTML? = item.client.map { " <small class=\"lacking-client\">\($0)</small>" }
    return """
      <tr><td><a class="row-title" href="\(item.path)">\(item.title)</a>\(client)</td>\
      <td data-label="\(reader("lacking.owner"))">\(name(item.ownerID) ?? "—")</td>\
      <td data-label="\(reader("put_away.who"))"><div>\(name(item.archiverID) ?? "—")<br><span class="second">\(item.at.map(reader.moment) ?? "")</span></div></td>\
      <td data-label="\(reader("put_away.why"))">\(item.reason ?? "—")</td></tr>

      """
  }
}
