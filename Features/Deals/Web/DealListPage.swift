import HTML
import Kernel
import Web

/// The list of deals as a page (R30).
struct DealListPage {
  static let table = "deals"
  static let usual = DealOrder.createdDown

  let model: DealListModel
  let page: Page
  var typed: Input?
  var errors: FormErrors = .none
  /// Whether rows alone are asked for that follow others.
  var isGoingOn = false

  private var reader: Reader { page.reader }
  private var filter: DealFilter { model.filter }

  static func path(_ filter: DealFilter, _ order: DealOrder = usual, at place: String = "/deals") -> String {
    let sort = order == usual ? "" : "&sort=\(order.rawValue)"
    return "\(place)?\(filter.query)\(sort)"
  }

  var markup: HTML {
    var layout = Layout(title: reader("deals.title"))
    layout.section = "/board"
    layout.styles = [
      "css/list.css", "css/side.css", "deals/board.css", "deals/deal.css", "deals/guide.css", "deals/track.css",
      "deals/views.css",
    ]
    layout.libraries = ["vendor/htmx.min.js"]
    layout.scripts = ["js/list.js", "deals/presets.js", "js/side.js", "deals/deal.js"]
    layout.bar = bar
    let (order, filterBar) = (model.order, filter)
    return layout.page(
      page,
      """
      <div class="deals" data-sides="a.row-title">
      \(DealFilterBar(
        filter: filterBar, scopes: model.scopes, sources: model.sources,
        stages: model.pipeline?.columns ?? [], order: order, path: "/deals",
        carried: filter.pipelineID.map { [("pipeline_id", $0.description)] } ?? [],
        address: { Self.path($0, order.suits($0) ? order : Self.usual) }, strip: strip, typed: typed, errors: errors, page: page
      ).markup)
      \(table.markup(shownRows, empty: isBare ? empty : .none, below: acts))
      </div>
      """)
  }

  private var strip: ViewStrip {
    let path = Self.path(filter, model.order)
    return ViewStrip(
      presets: DealPresets(filter: filter, board: nil, page: page).strip, views: model.views,
      state: ViewState(page: .deals, at: path), path: path, pipelines: model.pipelines,
      page: page)
  }

  /// The rows after a cursor.
  var following: HTML { table.following(shownRows) }

  /// A divided list shows no rows before its groups.
  private var shownRows: [ListedDeal] {
    filter.grouping == nil || model.groups != nil || isGoingOn ? model.rows : []
  }

  private var table: TableView<ListedDeal> {
    var table = Self.view(model.choice, model.own, filter, page, marks: model.canChange)
    let order = model.order
    table.order = order.rawValue
    table.address = { [filter] in Self.path(filter, DealOrder(rawValue: $0) ?? Self.usual) }
    table.next = model.next.map { next in
      let opened = model.open.map { "&open=\($0)" } ?? ""
      let path = "\(Self.path(filter, order))\(opened)&after=\(next.text)"
      return (path, path)
    }
    // Where rows of an open group go on, its head is there.
    if let grouping = filter.grouping, !isGoingOn {
      guard let groups = model.groups else {
        let path = "\(Self.path(filter, order))\(model.open.map { "&open=\($0)" } ?? "")&sum=all"
        table.next = (path, path)
        return footed(table)
      }
      let parts = DealParts(grouping: grouping, filter: filter, order: order, open: model.open, reader: reader)
      table.parts = groups.map(parts.part)
    }
    return isBare ? table : footed(table)
  }

  /// Whether there is nothing to show.
  private var isBare: Bool { filter.grouping == nil ? model.rows.isEmpty : model.groups?.isEmpty ?? false }

  private func footed(_ table: TableView<ListedDeal>) -> TableView<ListedDeal> {
    var table = table
    if case .later = model.total { table.isFootLater = true }
    table.foot = DealListFoot(total: model.total, filter: filter, order: model.order, reader: reader)
      .cells(of: table.shown.map(\.key))
    return table
  }

  /// The table without its rows' place in an order, for rows that are fetched again.
  static func view(
    _ choice: TableChoice, _ own: [DealField], _ filter: DealFilter, _ page: Page, marks: Bool
  ) -> TableView<ListedDeal> {
    var table = TableView<ListedDeal>(
      table, of: Deal.kind, label: page.text("deals.title"),
      columns: DealColumns(filter: filter, page: page, own: own).all, choice: choice, page: page,
      number: { $0.deal.id.number })
    table.refresh = "/deals/rows"
    guard marks else { return table }
    table.mark = { row in
      ("\(row.deal.id).\(row.deal.version)", page.text("deals.mark", ["title": row.deal.title]))
    }
    return table
  }

  private var bar: HTML {
    let links = model.pipelines.map { pipeline -> HTML in
      """
      <a href="\(Self.path(filter.with { ($0.pipelineID, $0.stageIDs) = (pipeline.id, []) }))"\(attribute: "aria-current", pipeline.id == filter.pipelineID ? "true" : nil)>\(pipeline.name)</a>
      """
    }
    let every: HTML = """
      <a href="\(Self.path(filter.with { ($0.pipelineID, $0.stageIDs) = (nil, []) }))"\(attribute: "aria-current", filter.pipelineID == nil ? "true" : nil)>\(reader("deals.all_pipelines"))</a>
      """
    let onBoard = model.pipeline ?? model.pipelines.first { $0.kind == .sales } ?? model.pipelines.first
    return """
      <details class="menu bar-title" data-menu>
      <summary><h1>\(model.pipeline?.name ?? reader("deals.all_pipelines"))</h1>\(.icon(.down))</summary>
      <nav class="menu-list" aria-label="\(reader("deals.pipelines"))">\(links)<hr>\(every)</nav>
      </details>
      \(ViewSwitch(board: onBoard?.boardPath(filter), agenda: onBoard?.boardPath(filter, .agenda), list: nil, reader: reader).markup)
      <span class="push"></span>
      <button type="button" class="button only-phone" data-kind="bare" data-icon popovertarget="filters" aria-label="\(reader("deals.filters"))" title="\(reader("deals.filters"))">\(.icon(.filter))</button>
      \(table.menu)
      \(add(on: onBoard))
      """
  }

  private func add(on pipeline: Pipeline?) -> HTML? {
    guard page.access(.add, Deal.kind), let pipeline, let stage = pipeline.first else { return nil }
    return """
      <a class="button" data-kind="main" href="\(pipeline.boardPath(filter))&amp;add=\(stage.id.number)" title="\(reader("deals.new"))">\(.icon(.plus))<span class="only-wide">\(reader("deals.new"))</span></a>
      """
  }

  private var empty: HTML {
    if filter.isNarrowed || filter.course != .current || filter.scope != model.scopes.last {
      let all = DealFilter(scope: model.scopes.last ?? .mine, course: .all)
      return """
        <div class="empty">\(Taper(filled: 1).markup)<h2>\(reader("deals.empty.filtered"))</h2><p>\(reader("deals.empty.filtered.about"))</p><a class="button" href="\(Self.path(all))">\(reader("deals.empty.filtered.show"))</a></div>
        """
    }
    return """
      <div class="empty">\(Taper(filled: 1).markup)<h2>\(reader("deals.empty"))</h2><p>\(reader("deals.empty.about"))</p></div>
      """
  }

  /// All that the list holds, where it holds more than the page.
  private var every: HTML {
    guard model.next != nil, filter.grouping == nil else { return filterField }
    let count =
      if case .known(let total) = model.total { reader.grouped(Int64(total.count)) } else { reader("table.all_found") }
    return EveryRow(query: filter.query, count: count, reader: reader).markup
  }

  private var filterField: HTML {
    """
    <input type="hidden" name="filter" value="\(filter.query)">
    """
  }

  private var acts: HTML {
    guard model.canChange else { return .none }
    let isArchive = filter.course == .archived
    return DealActs(
      targets: model.targets, isArchive: isArchive, isClosed: filter.isClosed, among: every, page: page
    ).markup
  }
}

/// The two ways to look at deals, with the filter kept.
struct ViewSwitch {
  /// Nil is where one is.
  let board: String?
  let agenda: String?
  let list: String?
  let reader: Reader

  var markup: HTML {
    """
    <nav class="choice" aria-label="\(reader("deals.view"))">\(link(board, .deals, "deals.view.board"))\(link(agenda, .tasks, "deals.view.agenda"))\(link(list, .list, "deals.view.list"))</nav>
    """
  }

  private func link(_ path: String?, _ icon: Icon, _ key: String) -> HTML {
    """
    <a href="\(path ?? "#page")"\(attribute: "aria-current", path == nil ? "page" : nil) title="\(reader(key))">\(.icon(icon))<span class="only-wide">\(reader(key))</span></a>
    """
  }
}
