import HTML
import Kernel
import Web

/// How somebody likes the cards of his boards: which fields they show, or that they are short (R31).
struct CardLook: Sendable {
  /// As the choice is kept.
  static let table = "cards"
  static let most = 3
  /// What cards show to who chose nothing.
  private static let usual = ["expected"]

  let choice: TableChoice
  /// The company's own fields.
  let own: [DealField]

  static func read(_ work: Work) throws -> CardLook {
    CardLook(choice: try TableChoice(table, in: work), own: try work.dealFields.live())
  }

  /// Title and amount alone.
  var isCompact: Bool { choice.isDense }
  var chosen: [String] { Array((choice.columns ?? Self.usual).prefix(Self.most)) }

  /// The form in which he chooses.
  func menu(_ page: Page) -> HTML {
    let reader = page.reader
    let offered = DealColumns(filter: DealFilter(), page: page, own: own).ofCard
    let taken = chosen.compactMap { key in offered.first { $0.key == key } }
    let rest = offered.filter { column in !taken.contains { $0.key == column.key } }
    let items =
      taken.map { ChoiceMenu.Item($0.key, $0.title, isTaken: true) }
      + rest.map { ChoiceMenu.Item($0.key, $0.title, isTaken: false) }
    return ChoiceMenu(
      Self.table, .tune, label: reader("cards.choose"),
      heading: reader("cards.fields", ["count": String(Self.most)]), dense: reader("cards.compact"), items: items,
      isDense: isCompact, most: Self.most, page: page
    ).markup
  }
}

/// The chosen fields of a card, one under the other; what is empty takes no room.
struct CardFacts {
  let card: CardModel
  let look: CardLook
  let page: Page

  var markup: HTML {
    // The expected date stands among the marks of the card, as it does for who chose nothing.
    let keys = look.chosen.filter { $0 != "expected" }
    guard !keys.isEmpty else { return .none }
    let columns = DealColumns(filter: DealFilter(), page: page, own: look.own)
    let row = ListedDeal(card: card, pipeline: card.pipeline)
    let facts = keys.compactMap { key -> HTML? in
      guard let column = columns.column(key) else { return nil }
      let value = column.cell(row)
      guard !value.isEmpty else { return nil }
      return """
        <div><dt>\(column.title)</dt><dd>\(value)</dd></div>
        """
    }
    guard !facts.isEmpty else { return .none }
    return """
      <dl class="card-facts">\(facts)</dl>

      """
  }
}
