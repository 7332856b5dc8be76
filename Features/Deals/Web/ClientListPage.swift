import Clients
import HTML
import Kernel
import Web

/// The list of clients as a page.
struct ClientListPage {
  static let table = "companies"
  static let usual = ClientListOrder.name
  static let pageLength = 50
  /// So many are counted; of a longer list it is said that there are more.
  static let counted = 1_000

  let filter: ClientListFilter
  let order: ClientListOrder
  let rows: [ListedClient]
  let next: Cursor?
  let count: Int
  /// What all of them brought, where all are counted.
  let brought: Int64
  let choice: TableChoice
  let sources: [Source]
  let segments: [Segment]
  let views: KeptViews
  let canChange: Bool
  let page: Page
  var typed: Input?
  var errors: FormErrors = .none

  private var reader: Reader { page.reader }

  static func path(_ filter: ClientListFilter, _ order: ClientListOrder = usual) -> String {
    let sort = order == usual ? [] : [(name: "sort", value: order.rawValue)]
    let query = (filter.parameters + sort).map { "\($0)=\(FormBody.encode($1))" }.joined(separator: "&")
    return query.isEmpty ? "/companies" : "/companies?\(query)"
  }

  var markup: HTML {
    var layout = Layout(title: reader("clients.title"))
    layout.section = "/companies"
    layout.styles = [
      "css/list.css", "css/side.css", "deals/board.css", "deals/deal.css", "deals/views.css", "clients/client.css",
    ]
    layout.libraries = ["vendor/htmx.min.js"]
    layout.scripts = ["js/list.js", "js/side.js"]
    layout.bar = bar
    let view = view
    return layout.page(
      page,
      """
      <div class="deals" data-sides="a.row-title">
      \(ClientFilterBar(filter: filter, order: order, sources: sources, segments: segments, strip: strip, typed: typed, errors: errors, page: page).markup)
      \(view.markup(rows, empty: empty, below: acts))
      </div>
      """)
  }

  private var strip: ViewStrip {
    let path = Self.path(filter, order)
    return ViewStrip(
      presets: .none, views: views, state: ViewState(page: .companies, at: path), path: path, pipelines: [],
      page: page)
  }

  /// The rows after a cursor.
  var following: HTML { view.following(rows) }

  private var view: TableView<ListedClient> {
    var view = Self.view(choice, page, segments: segments, marks: canChange)
    let order = order
    view.order = order.rawValue
    view.address = { [filter] in Self.path(filter, ClientListOrder(rawValue: $0) ?? Self.usual) }
    view.next = next.map { next in
      let path = Self.path(filter, order)
      let whole = "\(path)\(path.contains("?") ? "&" : "?")after=\(next.text)"
      return (whole, whole)
    }
    if !rows.isEmpty {
      let words = count > Self.counted ? "clients.count_more" : "clients.count"
      view.foot = ["name": "\(reader.count(words, min(count, Self.counted)))"]
      if count <= Self.counted {
        view.foot["brought"] = "\(reader.money(Money(minor: brought, page.installation.currency)))"
      }
    }
    return view
  }

  static func view(
    _ choice: TableChoice, _ page: Page, segments: [Segment], marks: Bool
  ) -> TableView<ListedClient> {
    var view = TableView<ListedClient>(
      table, of: Company.kind, label: page.text("clients.title"), columns: columns(page, segments), choice: choice,
      page: page,
      number: { $0.company.id.number })
    view.refresh = "/companies/rows"
    guard marks else { return view }
    view.mark = { row in
      ("\(row.company.id).\(row.company.version)", page.text("deals.mark", ["title": row.company.name]))
    }
    return view
  }

  private static func columns(_ page: Page, _ segments: [Segment]) -> [Column<ListedClient>] {
    let reader = page.reader
    @Sendable func day(_ instant: Instant?) -> HTML {
      instant.map { "\(reader.day($0.day(in: reader.zone)))" } ?? .none
    }
    let name = Column<ListedClient>("name", reader("clients.client")) { row in
      """
      <a class="link row-title" href="/companies/\(row.company.id.number)">\(row.company.name)</a>
      """
    }
    let type = Column<ListedClient>("type", reader("fields.type")) { row in
      "\(reader("clients.type.\(row.company.type.rawValue)"))"
    }
    let names = Dictionary(uniqueKeysWithValues: segments.map { ($0.id, $0.name) })
    let segment = Column<ListedClient>("segment", reader("fields.segment_id")) { row in
      "\(row.company.segmentID.flatMap { names[$0] } ?? "")"
    }
    let phone = Column<ListedClient>("phone", reader("fields.phone")) { row in
      row.phone.map { phone in
        """
        <a class="link nowrap" href="tel:\(phone.e164)">\(phone.international)</a>
        """
      } ?? .none
    }
    let deal = Column<ListedClient>("deal", reader("clients.open_deal")) { row in
      row.deal.map { deal in
        """
        <a class="link" href="/deals/\(deal.id.number)">\(deal.title)</a>\(row.openDeals > 1 ? " +\(row.openDeals - 1)" : "")
        """
      } ?? .none
    }
    let email = Column<ListedClient>("email", reader("fields.emails")) { row in
      row.email.map { address in
        """
        <a class="link" href="mailto:\(address)">\(address)</a>
        """
      } ?? .none
    }
    let address = Column<ListedClient>("address", reader("fields.addresses")) { "\($0.address ?? "")" }
    let open = Column<ListedClient>("open", reader("clients.open_sum")) { row in
      row.openMinor == 0 ? .none : "\(reader.money(Money(minor: row.openMinor, page.installation.currency)))"
    }
    let next = Column<ListedClient>("next", reader("deals.next_step")) { row in
      row.company.next.map { DueChip($0, reader, opens: "/companies/\(row.company.id)").markup } ?? .none
    }
    let brought = Column<ListedClient>("brought", reader("clients.brought")) { row in
      row.company.ltvMinor == 0
        ? .none : "\(reader.money(Money(minor: row.company.ltvMinor, page.installation.currency)))"
    }
    let owner = Column<ListedClient>("owner", reader("fields.owner_id")) { row in
      PersonChip(row.company.ownerID.flatMap { page.installation.people[$0] }, reader: reader).markup
    }
    let created = Column<ListedClient>("created", reader("clients.since_column")) { day($0.company.createdAt) }
    let touched = Column<ListedClient>("touched", reader("clients.touched")) { day($0.company.lastTouchAt) }
    let inn = Column<ListedClient>("inn", reader("fields.inn")) { "\($0.company.inn ?? "")" }
    return [
      name.with { $0.orders = ("name", "-name") }, type, segment.with { $0.isUsual = !segments.isEmpty }, phone, deal,
      next,
      brought.with { ($0.isNumber, $0.orders) = (true, ("ltv", "-ltv")) }, owner,
      created.with { ($0.isNumber, $0.orders) = (true, ("created_at", "-created_at")) },
      touched.with {
        ($0.isNumber, $0.isUsual, $0.orders) = (true, false, ("last_touch_at", "-last_touch_at"))
      },
      inn.with { $0.isUsual = false }, email.with { $0.isUsual = false }, address.with { $0.isUsual = false },
      open.with { ($0.isNumber, $0.isUsual) = (true, false) },
    ]
  }

  private var bar: HTML {
    let add: HTML? =
      page.access(.add, Company.kind)
      ? """
      <a class="button" data-kind="main" href="/companies/new">\(.icon(.plus))<span class="only-wide">\(reader("clients.add"))</span></a>
      """ : nil
    return """
      <h1>\(reader("clients.title"))</h1>
      <span class="push"></span>
      <button type="button" class="button only-phone" data-kind="bare" data-icon popovertarget="filters" aria-label="\(reader("deals.filters"))" title="\(reader("deals.filters"))">\(.icon(.filter))</button>
      \(view.menu)
      \(add)
      """
  }

  private var empty: HTML {
    let (title, about) =
      filter.isNarrowed ? ("clients.no_match", "clients.no_match.about") : ("clients.none", "clients.none.about")
    return """
      <div class="empty">\(Taper(filled: 2).markup)<strong>\(reader(title))</strong><p>\(reader(about))</p></div>
      """
  }

  /// All that the list holds, where it holds more than the page.
  private var every: HTML? {
    guard next != nil else { return nil }
    let count = count > Self.counted ? reader("table.all_found") : reader.grouped(Int64(count))
    return EveryRow(query: filter.query, count: count, reader: reader).markup
  }

  /// What can be done with the marked ones: comes up with the first mark.
  private var acts: HTML {
    guard canChange else { return .none }
    return """
      <form class="list-acts" id="marked" method="post" action="/companies/assignments" data-marked aria-label="\(reader("clients.marked"))">
      \(page.token)\(every)
      <b class="list-count">\(reader("table.marked")) <span data-marked-count></span></b>
      <span class="list-act"><select class="input" name="owner_id" aria-label="\(reader("deals.new_owner"))"><option value="">\(reader("deals.new_owner"))…</option>\(page.installation.sellerChoices.markup())</select><label class="list-with"><input type="checkbox" name="with_deals" value="on" checked>\(reader("clients.with_deals"))</label><button class="button">\(.icon(.person))\(reader("deals.hand_over"))</button></span>\(place)\(service)\(archive)
      <button type="button" class="button push" data-kind="bare" data-unmark>\(reader("table.unmark"))</button>
      </form>
      """
  }

  /// Into a segment, or out of all of them.
  private var place: HTML? {
    let live = segments.filter { $0.isOffered(on: page) }
    guard !live.isEmpty else { return nil }
    let options = Choices(
      [("", "\(reader("fields.segment_id"))…")] + live.map { ($0.id.description, $0.name) }
        + [(SegmentPick.nowhere, reader("segments.none"))])
    return """
      <span class="list-act"><select class="input" name="segment_id" aria-label="\(reader("fields.segment_id"))">\(options.markup())</select><button class="button" formaction="/companies/segments">\(.icon(.check))\(reader("clients.place"))</button></span>
      """
  }

  /// Into the archive with why, or out of it.
  private var archive: HTML? {
    guard page.access(.delete, Company.kind) else { return nil }
    guard !filter.isArchived else {
      return """
        <button class="button" formaction="/companies/restorations">\(.icon(.undo))\(reader("clients.restore"))</button>
        """
    }
    let why = reader("clients.archive.why")
    return """
      <span class="list-act"><input class="input" name="reason" maxlength="300" autocomplete="off" placeholder="\(why)" aria-label="\(why)"><button class="button" formaction="/companies/archive">\(.icon(.archive))\(reader("clients.archive"))</button></span>
      """
  }

  /// To the department that looks after clients who bought.
  private var service: HTML? {
    let departments = page.installation.departmentsByName
    guard !departments.isEmpty else { return nil }
    let options = Choices(
      [("", "\(reader("clients.to_department"))…")] + departments.map { ($0.id.description, $0.name) })
    return """
      <span class="list-act"><select class="input" name="department_id" aria-label="\(reader("clients.to_department"))">\(options.markup())</select><button class="button" formaction="/handovers/service">\(.icon(.swap))\(reader("clients.to_department.do"))</button></span>
      """
  }
}
