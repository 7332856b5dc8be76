import Clients
import Kernel
import Store

/// Which deals a board shows: its whole state, as it stands in the address.
package struct BoardFilter: Sendable, Hashable {
  package enum Scope: String, Sendable, CaseIterable {
    case mine, department, all
  }

  package var scope: Scope
  package var owner: ID<Person>?
  package var source: ID<Source>?
  /// Words in the deal's or client's name, or digits of a phone.
  package var text: String

  package init(scope: Scope = .all, owner: ID<Person>? = nil, source: ID<Source>? = nil, text: String = "") {
    self.scope = scope
    self.owner = owner
    self.source = source
    self.text = text
  }

  /// Whether anything but the scope narrows it.
  package var isNarrowed: Bool { owner != nil || source != nil || !text.isEmpty }
}

/// A deal as a card shows it.
package struct BoardCard: Sendable {
  package let deal: Deal
  package let companyName: String

  static let columns: SQL = "deal.*, company.name AS company_name"

  init(row: Row) throws {
    deal = try Deal(row: row)
    companyName = try row["company_name"]
  }
}

/// The board's queries. Open deals lie in an index by stage and entry, those of one person in an
/// index of his own; each column is read by key. The names of clients go past the actor's reach: who
/// sees a deal is told whose it is.
package struct Board {
  let work: Work
  let filter: BoardFilter

  package static let columnLength = 20

  /// A part of a column, the newest in the stage first.
  package func cards(
    in stage: ID<Stage>, after cursor: Cursor? = nil, limit: Int = columnLength
  ) throws -> Slice<BoardCard> {
    let lane = lane
    var conditions: [SQL] = [lane.isOpen, "\(lane.stage) = \(stage)"] + narrowing
    if let cursor, cursor.keys.count == 2, let entered = cursor.keys[0].integer, let id = cursor.keys[1].integer {
      conditions.append("(\(lane.entered), \(lane.id)) < (\(entered), \(id))")
    }
    let cards = try work.all(
      """
      SELECT \(BoardCard.columns) FROM \(lane.deals)
      JOIN \(Company.table) AS company ON company.id = deal.company_id
      WHERE \(.all(conditions))
      ORDER BY \(lane.entered) DESC, \(lane.id) DESC LIMIT \(limit + 1)
      """
    ) { try BoardCard(row: $0) }
    return Slice(cards, limit: limit) { card in
      Cursor([.integer(card.deal.stageEnteredAt.milliseconds), .integer(card.deal.id.number)])
    }
  }

  /// Those of the deals that the board shows, of one pipeline.
  package func cards(among ids: [ID<Deal>], in pipeline: ID<Pipeline>) throws -> [BoardCard] {
    guard !ids.isEmpty else { return [] }
    let conditions: [SQL] =
      ["deal.closed_at IS NULL", "deal.pipeline_id = \(pipeline)", "deal.id IN \(list: ids)", Deal.taken(by: people)]
      + narrowing
    return try work.all(
      """
      SELECT \(BoardCard.columns) FROM \(work.visible(Deal.self)) AS deal
      JOIN \(Company.table) AS company ON company.id = deal.company_id
      WHERE \(.all(conditions))
      """
    ) { try BoardCard(row: $0) }
  }

  /// Count and sums of every column, for the filtered set.
  package func totals(of pipeline: Pipeline) throws -> [ID<Stage>: StageTotal] {
    let stages = pipeline.columns.map(\.id)
    var totals: [ID<Stage>: StageTotal] = [:]
    try work.query(total(stages)) { row in
      let stage: ID<Stage> = try row["stage_id"]
      totals[stage, default: StageTotal()].add(
        count: try row["deals"], amount: try row["amount"], currency: try row["currency"])
    }
    return totals
  }

  /// Kept by stage and crew; only a source or words make it count.
  private func total(_ stages: [ID<Stage>]) -> SQL {
    guard filter.source == nil, filter.text.isEmpty else { return counted(stages) }
    let seen = work.actor.access.people(for: .see, Deal.kind)
    var conditions: [SQL] = ["stage_id IN \(list: stages)"]
    if let owner = filter.owner { conditions.append("owner_id = \(owner)") }
    for people in Set([people, seen]) where people != .everybody {
      let places: [SQL] = ["owner_id", "manager_id", "consultant_id"]
      conditions.append(.any(places.map { people.condition(on: $0) }))
    }
    return """
      SELECT stage_id, currency, CAST(sum(deals) AS BIGINT) AS deals, CAST(sum(amount) AS BIGINT) AS amount
      FROM deal_total WHERE \(.all(conditions)) GROUP BY stage_id, currency
      """
  }

  private func counted(_ stages: [ID<Stage>]) -> SQL {
    let conditions: [SQL] =
      ["deal.closed_at IS NULL", "deal.stage_id IN \(list: stages)", Deal.taken(by: people)] + narrowing
    return """
      SELECT deal.stage_id, deal.currency, count(*) AS deals, CAST(coalesce(sum(deal.amount), 0) AS BIGINT) AS amount
      FROM \(work.visible(Deal.self)) AS deal
      WHERE \(.all(conditions))
      GROUP BY deal.stage_id, deal.currency
      """
  }

  /// Whose deals the scope asks for.
  private var people: People {
    switch (filter.scope, work.actor.id) {
    case (.mine, let me?): .one(me)
    case (.department, let me?): work.actor.access.colleagues(of: me)
    default: .everybody
    }
  }

  /// Where a column's deals are read in their order.
  private struct Lane {
    let deals, isOpen, stage, entered, id: SQL
  }

  private var lane: Lane {
    if case .one(let person) = people {
      return Lane(
        deals: "deal_participant AS own JOIN \(work.visible(Deal.self)) AS deal ON deal.id = own.deal_id",
        isOpen: "own.open AND own.person_id = \(person)", stage: "own.stage_id", entered: "own.stage_entered_at",
        id: "own.deal_id")
    }
    return Lane(
      deals: "\(work.visible(Deal.self)) AS deal",
      isOpen: "deal.closed_at IS NULL AND \(Deal.taken(by: people))", stage: "deal.stage_id",
      entered: "deal.stage_entered_at", id: "deal.id")
  }

  private var narrowing: [SQL] {
    var conditions: [SQL] = []
    if let owner = filter.owner { conditions.append("deal.owner_id = \(owner)") }
    if let source = filter.source { conditions.append("deal.source_id = \(source)") }
    if !filter.text.isEmpty { conditions.append(matches(filter.text)) }
    return conditions
  }

  private func matches(_ text: String) -> SQL {
    let pattern = "%\(text.folded.escapedForLike)%"
    var ways: [SQL] = [
      "deal.folded LIKE \(pattern) ESCAPE '\\'",
      """
      EXISTS (SELECT 1 FROM \(Company.table) AS named
        WHERE named.id = deal.company_id AND named.folded LIKE \(pattern) ESCAPE '\\')
      """,
    ]
    let digits = PhoneNumber.digits(of: text)
    if digits.count >= 4 {
      ways.append(
        "EXISTS (SELECT 1 FROM phone WHERE phone.company_id = deal.company_id AND phone.e164 LIKE \("%\(digits)%"))")
    }
    if let number = ID<Deal>(text) { ways.append("deal.id = \(number)") }
    return .any(ways)
  }
}

extension Work {
  package func board(_ filter: BoardFilter) -> Board { Board(work: self, filter: filter) }
}

extension String {
  /// With the signs that LIKE would read as wild cards taken literally.
  package var escapedForLike: String {
    replacing("\\", with: "\\\\").replacing("%", with: "\\%").replacing("_", with: "\\_")
  }
}
