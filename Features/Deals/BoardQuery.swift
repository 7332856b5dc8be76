import Clients
import Kernel
import Store

/// A deal as a card shows it.
package struct BoardCard: Sendable {
  package let deal: Deal
  package let companyName: String

  static let columns: SQL = "deal.*, company.name AS company_name"

  init(deal: Deal, companyName: String) {
    self.deal = deal
    self.companyName = companyName
  }

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
  let filter: DealFilter

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

  /// Kept by stage and crew, as long as nothing but an owner narrows the board.
  private func total(_ stages: [ID<Stage>]) -> SQL {
    let known = DealFilter(scope: filter.scope, course: filter.course, owner: filter.ownerID)
    guard filter == known, filter.course == .current || filter.course == .all else { return counted(stages) }
    let kept = DealTotals.rows(
      in: stages, owner: filter.ownerID, taking: [people, work.actor.access.people(for: .see, Deal.kind)])
    return """
      SELECT stage_id, currency, CAST(sum(deals) AS BIGINT) AS deals, CAST(sum(amount) AS BIGINT) AS amount
      FROM \(kept) GROUP BY stage_id, currency
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

  private var people: People { filter.people(of: work.actor) }

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
    // Owner and source have indexes by stage of their own.
    if let owner = filter.ownerID { conditions.append("deal.owner_id = \(owner)") }
    if let source = filter.sourceID { conditions.append("deal.source_id = \(source)") }
    var rest = filter
    (rest.ownerID, rest.sourceID) = (nil, nil)
    return conditions + rest.conditions(for: work)
  }
}

extension DealFilter {
  /// Names past the actor's reach: who sees a deal is told whose it is.
  var matches: SQL {
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
  package func board(_ filter: DealFilter) -> Board { Board(work: self, filter: filter) }
}

extension String {
  /// With the signs that LIKE would read as wild cards taken literally.
  package var escapedForLike: String {
    replacing("\\", with: "\\\\").replacing("%", with: "\\%").replacing("_", with: "\\_")
  }
}
