import Clients
import HTML
import Kernel
import Web

/// What a list of deals offers as columns, and a card as its fields.
struct DealColumns {
  let filter: DealFilter
  let page: Page
  /// The company's own fields.
  let own: [DealField]

  private var reader: Reader { page.reader }

  private static let builtIn = [
    "title", "company", "stage", "next", "amount", "owner", "entered", "created", "expected", "closed", "manager",
    "consultant", "source", "origin", "pipeline", "phone", "last", "number",
  ]
  /// Those of them that a card may show beside what stands on it anyway.
  private static let ofCard = [
    "expected", "phone", "source", "owner", "manager", "consultant", "entered", "created", "last", "number",
  ]

  /// Those of a list: who may change a deal changes what stands in its cells there.
  var all: [Column<ListedDeal>] {
    (Self.builtIn.compactMap(builtIn) + own.map(column)).map { column in
      guard DealCell(column: column.key, own: own) != nil else { return column }
      return column.with { $0.editor = { $0.card.mayChange ? "/deals/\($0.deal.id)/cells/\(column.key)" : nil } }
    }
  }
  var ofCard: [Column<ListedDeal>] { Self.ofCard.compactMap(builtIn) + own.map(column) }

  /// One of them; nil for what is no longer offered.
  func column(_ key: String) -> Column<ListedDeal>? { builtIn(key) ?? own.first { $0.input == key }.map(column) }

  private func column(_ field: DealField) -> Column<ListedDeal> {
    let column = Column<ListedDeal>(field.input, field.name) { row in
      field.shown(row.deal.fields[field.key], reader).map { "\($0)" } ?? .none
    }
    return unusual(field.kind == .number || field.kind == .money ? number(column) : column)
  }

  private func builtIn(_ key: String) -> Column<ListedDeal>? {
    switch key {
    case "title":
      sorted(.title, key, "fields.title") { row in
        """
        <a class="link row-title" href="/deals/\(row.deal.id.number)">\(row.deal.title)</a>
        """
      }
    case "company":
      plain(key, "fields.company_id") { row in
        """
        <a class="link" href="/companies/\(row.deal.companyID.number)">\(row.card.companyName)</a>
        """
      }
    case "stage": plain(key, "fields.stage_id") { DealTrack(row: $0, page: page).markup }
    case "next":
      plain(key, "deals.next_step") { row in
        row.deal.state == .open ? DueChip(row.deal.next, reader, opens: "/deals/\(row.deal.id)").markup : .none
      }
    case "amount":
      number(
        sorted(.amount, key, "fields.amount") { row in
          let money = row.deal.money.map(reader.money)
          return "<b class=\"row-amount\">\(money ?? "")</b>"
        })
    case "owner": plain(key, "fields.owner_id") { person($0.deal.ownerID) }
    case "entered": number(sorted(.entered, key, "deals.in_stage") { days($0) })
    case "created":
      number(sorted(.created, key, "fields.created_at") { day($0.deal.createdAt.day(in: reader.zone)) })
    case "expected": number(sorted(.expected, key, "fields.expected_close_on") { expected($0) })
    default: unusual(key)
    }
  }

  /// What is shown to who asks for it.
  private func unusual(_ key: String) -> Column<ListedDeal>? {
    let column: Column<ListedDeal>? =
      switch key {
      case "closed":
        number(sorted(.closed, key, "fields.closed_at") { day($0.deal.closedAt?.day(in: reader.zone)) })
      case "manager": plain(key, "fields.manager_id") { person($0.deal.managerID) }
      case "consultant": plain(key, "fields.consultant_id") { person($0.deal.consultantID) }
      case "source": plain(key, "fields.source_id") { "\($0.card.source?.name ?? "")" }
      case "origin": plain(key, "fields.origin") { "\(reader("deals.origin.\($0.deal.origin.rawValue)"))" }
      case "pipeline": plain(key, "fields.pipeline_id") { "\($0.pipeline.name)" }
      case "phone":
        plain(key, "fields.phone") { row in
          row.card.phone.map { phone in
            """
            <a class="link nowrap" href="tel:\(phone.e164)">\(phone.international)</a>
            """
          } ?? .none
        }
      case "last":
        number(plain(key, "deals.last_done") { day($0.deal.lastActivityAt?.day(in: reader.zone)) })
      case "number":
        number(sorted(.number, key, "deals.number_column") { "\(reader.grouped($0.deal.id.number))" })
      default: nil
      }
    return column.map(unusual)
  }

  private func plain(
    _ key: String, _ title: String, cell: @escaping @Sendable (ListedDeal) -> HTML
  ) -> Column<ListedDeal> {
    Column(key, reader(title), cell: cell)
  }

  private func sorted(
    _ order: DealOrder, _ key: String, _ title: String, cell: @escaping @Sendable (ListedDeal) -> HTML
  ) -> Column<ListedDeal> {
    var column = Column(key, reader(title), cell: cell)
    if order.suits(filter) { column.orders = (order.rawValue, "-\(order.rawValue)") }
    return column
  }

  private func number(_ column: Column<ListedDeal>) -> Column<ListedDeal> { column.with { $0.isNumber = true } }

  private func unusual(_ column: Column<ListedDeal>) -> Column<ListedDeal> { column.with { $0.isUsual = false } }

  private func person(_ id: ID<Person>?) -> HTML {
    PersonChip(id.flatMap { page.installation.people[$0] }, reader: reader).markup
  }

  private func day(_ day: Day?) -> HTML { day.map { "\(reader.day($0))" } ?? .none }

  private func days(_ row: ListedDeal) -> HTML {
    guard row.deal.closedAt == nil else { return .none }
    let short = reader.count("time.days_short", row.card.days)
    guard row.card.isOver, let norm = row.card.stage.maxDays else { return "\(short)" }
    let hint = reader.count("deals.days_over", norm, ["days": reader.count("time.days", row.card.days)])
    return """
      <span class="card-days" data-over title="\(hint)">\(.icon(.clock))\(short)</span>
      """
  }

  private func expected(_ row: ListedDeal) -> HTML {
    guard let expected = row.deal.expectedCloseOn else { return .none }
    guard row.deal.closedAt == nil, expected < reader.today else { return day(expected) }
    return """
      <span class="row-late" title="\(reader("deals.expected_past"))">\(reader.day(expected))</span>
      """
  }
}

/// The stage of a row: the funnel lying on its side, where a press on what lies ahead moves the
/// deal there.
struct DealTrack {
  let row: ListedDeal
  let page: Page

  private var deal: Deal { row.deal }
  private var reader: Reader { page.reader }
  private var why: String? { row.card.standstill(reader) }

  var markup: HTML {
    guard deal.closedAt == nil else {
      let tone = deal.state == .won ? "good" : "line"
      return """
        <span class="chip" data-tone="\(tone)"\(attribute: "data-why", why)>\(.icon(deal.state == .won ? .won : .flag))<span>\(row.card.stage.name)</span></span>
        """
    }
    if deal.state == .refused {
      return """
        <span class="chip" data-tone="refusal" title="\(reader("deals.refused.fixed"))"\(attribute: "data-why", why)>\(.icon(.shield))<span>\(reader("deals.refused"))</span></span>
        """
    }
    let steps = row.pipeline.columns.map { step($0) }
    let won: HTML? = row.card.ahead.first { $0.kind == .won }.map { stage in
      """
      <button data-state="won" name="stage_id" value="\(stage.id.number)" tabindex="-1" aria-label="\(reader("deals.go_to", ["stage": stage.name]))" title="\(reader("deals.go_to", ["stage": stage.name]))">\(.icon(.won))</button>
      """
    }
    // Winning asks what was paid, so the key may lead there too.
    let next = (row.card.ahead.first { $0.kind != .won } ?? row.card.ahead.first { $0.kind == .won })?.id.description
    return """
      <form class="track" method="post" action="/deals/\(deal.id.number)/moves" data-row-form\(attribute: "data-next-stage", next)\(attribute: "data-why", next == nil ? why : nil)>\(page.token)<input type="hidden" name="version" value="\(deal.version)"><span class="track-bar">\(steps)\(won)</span><span class="track-name clip">\(row.card.stage.name)</span></form>
      """
  }

  private func step(_ stage: Stage) -> HTML {
    if stage.position < row.card.stage.position { return "<i data-state=\"done\"></i>" }
    if stage.id == deal.stageID { return "<i data-state=\"now\"></i>" }
    guard row.card.ahead.contains(where: { $0.id == stage.id }) else {
      return """
        <i title="\(stage.name)"></i>
        """
    }
    let label = reader("deals.go_to", ["stage": stage.name])
    return """
      <button name="stage_id" value="\(stage.id.number)" tabindex="-1" aria-label="\(label)" title="\(label)"></button>
      """
  }
}
