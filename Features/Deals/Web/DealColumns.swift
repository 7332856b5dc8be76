import Clients
import HTML
import Kernel
import Web

/// The columns that a list of deals offers.
struct DealColumns {
  let filter: DealFilter
  let page: Page

  private var reader: Reader { page.reader }

  var all: [Column<ListedDeal>] {
    [
      sorted(.title, "title", "fields.title") { row in
        """
        <a class="link row-title" href="/deals/\(row.deal.id.number)">\(row.deal.title)</a>
        """
      },
      plain("company", "fields.company_id") { row in
        """
        <a class="link" href="/companies/\(row.deal.companyID.number)">\(row.card.companyName)</a>
        """
      },
      plain("stage", "fields.stage_id") { DealTrack(row: $0, page: page).markup },
      plain("next", "deals.next_step") { row in
        row.deal.state == .open ? DueChip(row.deal.next, reader).markup : .none
      },
      number(
        sorted(.amount, "amount", "fields.amount") { row in
          let money = row.deal.money.map(reader.money)
          return "<b class=\"row-amount\">\(money ?? "")</b>"
        }),
      plain("owner", "fields.owner_id") { person($0.deal.ownerID) },
      number(sorted(.entered, "entered", "deals.in_stage") { days($0) }),
      number(sorted(.created, "created", "fields.created_at") { day($0.deal.createdAt.day(in: reader.zone)) }),
      number(sorted(.expected, "expected", "fields.expected_close_on") { expected($0) }),
      unusual(number(sorted(.closed, "closed", "fields.closed_at") { day($0.deal.closedAt?.day(in: reader.zone)) })),
      unusual(plain("manager", "fields.manager_id") { person($0.deal.managerID) }),
      unusual(plain("consultant", "fields.consultant_id") { person($0.deal.consultantID) }),
      unusual(
        plain("source", "fields.source_id") { row in
          "\(row.card.source?.name ?? "")"
        }),
      unusual(
        plain("origin", "fields.origin") { row in
          "\(reader("deals.origin.\(row.deal.origin.rawValue)"))"
        }),
      unusual(
        plain("pipeline", "fields.pipeline_id") { row in
          "\(row.pipeline.name)"
        }),
      unusual(
        number(
          sorted(.number, "number", "deals.number_column") { row in
            "\(reader.grouped(row.deal.id.number))"
          })),
    ]
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
