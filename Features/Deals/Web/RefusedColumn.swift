import HTML
import Kernel
import Web

/// «На проверке» at the board's right edge: the deals whose refusal somebody else checks.
struct RefusedColumn: Sendable {
  let cards: [CardModel]
  /// Whether there are more than it shows.
  let isCut: Bool

  init(_ slice: Slice<BoardCard>, _ context: inout CardContext) throws {
    try context.lookUp(slice.items)
    cards = slice.items.map(context.card)
    isCut = slice.next != nil
  }
}

/// The column, hidden by its style while it holds no card.
struct RefusedColumnView {
  let column: RefusedColumn
  let page: Page

  var markup: HTML {
    let cards = column.cards.map { CardView(card: $0, page: page).markup }
    return """
      <section class="column review" data-stage="refused" data-position="0" data-reach="yes" aria-label="\(page.text("deals.refused"))">
      \(head)
      <div class="column-cards scroll" data-cards>
      \(cards)</div>
      </section>

      """
  }

  private var head: HTML {
    """
    <header class="column-head"><h2>\(.icon(.shield))<span class="clip">\(page.text("deals.refused"))</span> <span class="column-count">\(count)</span></h2><p class="review-note">\(page.text("deals.refused.note"))</p></header>
    """
  }

  /// The phone's way to the column.
  var pill: HTML {
    """
    <button type="button" data-to="refused"\(attribute: "hidden", if: column.cards.isEmpty)>\(.icon(.shield))\(page.text("deals.refused")) <span>\(count)</span></button>
    """
  }

  /// What a script puts in place after a change.
  var changes: HTML {
    """
    <template data-head="refused">\(head)</template>
    <template data-pill="refused">\(pill)</template>

    """
  }

  private var count: String { column.isCut ? "\(column.cards.count)+" : String(column.cards.count) }
}
