import Clients
import HTML
import HTTPTypes
import Kernel
import Web

/// The two faces of a board: by stage, or by what is to be done next («Дела»).
enum BoardFace: String, CaseIterable, Sendable {
  case stages, agenda

  static let field = Field<BoardFace>.choice("face", BoardFace.allCases)

  /// As the address says it, or that of the board that a script sent this from.
  init(_ call: Call) {
    let sent = call.headers[.board]?.split(separator: "?", maxSplits: 1).dropFirst().first.map(String.init) ?? ""
    let isSent = FormBody.parse(sent)["face"]?.string == Self.agenda.rawValue
    self = isSent ? .agenda : call.query([Self.field])[Self.field] ?? .stages
  }

  /// What stands in an address beside the filter.
  var query: String { self == .agenda ? "face=agenda&" : "" }
  var carried: [(name: String, value: String)] { self == .agenda ? [("face", rawValue)] : [] }
}

/// A column of the second face: the deals whose next activity is due then.
struct AgendaColumn: Sendable {
  let horizon: Horizon
  let count: Int
  let cards: [CardModel]
  let next: Cursor?

  /// The columns with their first cards.
  static func read(
    _ board: Board, _ pipeline: Pipeline, _ context: inout CardContext, longer: Horizon? = nil
  ) throws -> [AgendaColumn] {
    let counts = try board.counts(in: pipeline.id)
    let slices = try Horizon.allCases.map { horizon in
      let limit = horizon == longer ? 200 : Board.columnLength
      return (horizon: horizon, slice: try board.cards(due: horizon, in: pipeline.id, limit: limit))
    }
    try context.lookUp(slices.flatMap(\.slice.items))
    return slices.map { horizon, slice in
      AgendaColumn(
        horizon: horizon, count: counts[horizon] ?? 0, cards: slice.items.map(context.agendaCard), next: slice.next)
    }
  }

  /// The columns without cards, for their heads.
  static func heads(_ board: Board, _ pipeline: Pipeline) throws -> [AgendaColumn] {
    let counts = try board.counts(in: pipeline.id)
    return Horizon.allCases.map { AgendaColumn(horizon: $0, count: counts[$0] ?? 0, cards: [], next: nil) }
  }
}

/// The column as it is drawn.
struct AgendaColumnView {
  let column: AgendaColumn
  let pipeline: Pipeline
  let filter: DealFilter
  let page: Page

  static let longer = Field<Horizon>.choice("longer", Horizon.allCases)

  private var name: String { column.horizon.rawValue }
  private var title: String { page.text("deals.agenda.\(name)") }
  /// Beyond every stage, so that a card may be put into any.
  private var position: Int { 1_000 }

  var markup: HTML {
    let cards = column.cards.map { CardView(card: $0, page: page).markup }
    return """
      <section class="column agenda-column" data-stage="\(name)" data-position="\(position)" data-reach="\(column.horizon.isAhead ? "yes" : "no")" aria-label="\(title)">
      \(head)
      <div class="column-cards scroll" data-cards>
      <p class="column-empty">\(sign)\(page.text("deals.column_empty"))</p>
      \(cards)\(more)</div>
      </section>

      """
  }

  var head: HTML {
    """
    <header class="column-head"><h2>\(sign)<span class="clip">\(title)</span> <span class="column-count">\(count)</span></h2></header>
    """
  }

  func pill(isCurrent: Bool) -> HTML {
    """
    <button type="button" data-to="\(name)"\(attribute: "aria-current", isCurrent ? "true" : nil)>\(sign)\(title) <span>\(count)</span></button>
    """
  }

  private var count: String {
    column.count > Board.mostCounted ? "\(Board.mostCounted)+" : page.reader.grouped(Int64(column.count))
  }

  private var sign: HTML {
    let state: DueState =
      switch column.horizon {
      case .late: .late
      case .today: .today
      case .none: .none
      case .tomorrow, .week, .later: .later
      }
    return
      "<span class=\"due agenda-sign\" data-due=\"\(state.rawValue)\" aria-hidden=\"true\">\(DueChip.sign(of: state))</span>"
  }

  /// The way to the rest of the column.
  var more: HTML {
    guard let next = column.next else { return .none }
    let query = "\(BoardFace.agenda.query)\(filter.query)"
    return """
      <a class="column-more" href="/pipelines/\(pipeline.id.number)/board?\(query)&longer=\(name)" data-next="/pipelines/\(pipeline.id.number)/agenda/\(name)/cards?\(query)&after=\(next.text)">\(page.text("deals.more_plain"))</a>

      """
  }
}
