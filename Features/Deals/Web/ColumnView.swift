import HTML
import Kernel
import Web

/// A column of the board: its head with count and sum of the filtered set, its cards.
struct ColumnView {
  let column: BoardModel.Column
  let board: BoardModel
  let page: Page
  /// The form at its top, where it was sent with something wrong.
  var quickAdd: QuickAdd?

  private var stage: Stage { column.stage }

  var markup: HTML {
    let cards = column.cards.map { CardView(card: $0, page: page).markup }
    let form =
      board.canAdd && column.isReachable
      ? (quickAdd ?? QuickAdd(stage: stage)).markup(page, board.pipeline) : HTML.none
    return """
      <section class="column" data-stage="\(stage.id.number)" data-position="\(stage.position)" data-reach="\(column.isReachable ? "yes" : "no")" aria-label="\(stage.name)">
      \(head)
      \(form)
      <div class="column-cards scroll" data-cards>
      <p class="column-empty">\(taper)\(page.text("deals.column_empty"))</p>
      \(cards)\(more)</div>
      </section>

      """
  }

  var head: HTML {
    let reader = page.reader
    let norm = stage.maxDays.map { reader.count("deals.norm", $0) }
    let hint = [reader("deals.probability", ["percent": String(stage.probability)]), norm]
      .compactMap(\.self).joined(separator: ", ")
    let share = reader("deals.share", ["percent": String(column.share)])
    return """
      <header class="column-head">
      <h2 title="\(hint)">\(taper)<span class="clip">\(stage.name)</span> <span class="column-count">\(reader.grouped(Int64(column.total.count)))</span></h2>
      <progress class="share" max="100" value="\(column.share)" aria-label="\(share)" title="\(share)"></progress>
      <span class="column-sum">\(sums)</span>
      </header>
      """
  }

  /// The phone's way to the column.
  func pill(isCurrent: Bool) -> HTML {
    """
    <button type="button" data-to="\(stage.id.number)"\(attribute: "aria-current", isCurrent ? "true" : nil)>\(taper)\(stage.name) <span>\(page.reader.grouped(Int64(column.total.count)))</span></button>
    """
  }

  private var sums: String {
    column.total.sums.isEmpty
      ? page.reader.money(Money(minor: 0, page.reader.currency))
      : column.total.sums.map(page.reader.money).joined(separator: " + ")
  }

  private var taper: HTML {
    let place = board.pipeline.columns.firstIndex { $0.id == stage.id } ?? 0
    return Taper(position: place, of: board.pipeline.columns.count).markup(hue: stage.hue)
  }

  /// The way to the rest of the column.
  var more: HTML {
    guard let next = column.next else { return .none }
    let query = board.filter.query
    let shown = column.cards.count
    let label = page.text(
      "deals.more",
      [
        "rest": page.reader.grouped(Int64(max(0, column.total.count - shown))),
        "count": page.reader.grouped(Int64(column.total.count)),
      ])
    return """
      <a class="column-more" href="/pipelines/\(board.pipeline.id.number)/board?\(query)&amp;long=\(stage.id.number)" data-next="/pipelines/\(board.pipeline.id.number)/stages/\(stage.id.number)/cards?\(query)&amp;after=\(next.text)">\(label)</a>

      """
  }
}
