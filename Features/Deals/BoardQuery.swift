import Clients
import Kernel
import Store

/// A deal as a card shows it.
package struct BoardCard: Sendable {
  package let deal: Deal
  package let companyName: String
  /// Why the client refuses, where he does.
  var reasonName: String?

  static let columns: SQL = """
    deal.*, company.name AS company_name,
    (SELECT reason.name FROM reason WHERE reason.id = deal.reason_id) AS reason_name
    """

  init(deal: Deal, companyName: String) {
    self.deal = deal
    self.companyName = companyName
  }

  init(row: Row) throws {
    deal = try Deal(row: row)
    companyName = try row["company_name"]
    reasonName = try row["reason_name"]
  }
}

/// The board's queries. Open deals lie in an index by stage and entry, those of one person in an
/// index of his own; each column is read by key. The names of clients go past the actor's reach: who
/// sees a deal is told whose it is.
package struct Board {
  let work: Work
  let filter: DealFilter

  /// What most screens show of a column, twice over; the rest is brought while one scrolls.
  package static let columnLength = 12
  /// Refusals are checked within a day or two: more than these stand in the list.
  package static let refusedLength = 100
  /// So many deals with a word are looked up once rather than asked one after the other: for cards, of
  /// which the first are enough, and for sums, where every open deal is asked.
  private static let few = 7_000, summed = 100_000

  /// A part of a column, the newest in the stage first.
  package func cards(
    in stage: ID<Stage>, after cursor: Cursor? = nil, limit: Int = columnLength
  ) throws -> Slice<BoardCard> {
    let isRare = try isRare
    let lane = lane(isRare)
    var conditions: [SQL] =
      try [lane.isOpen, "deal.state = 'open'", "\(lane.stage) = \(stage)"] + narrowing(isRare)
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

  /// Those whose refusal is being checked, the most urgent first, from the index deal_refused.
  package func refused(in pipeline: ID<Pipeline>, limit: Int = refusedLength) throws -> Slice<BoardCard> {
    let conditions: [SQL] =
      try [
        "deal.state = 'refused'", "deal.closed_at IS NULL", "deal.pipeline_id = \(pipeline)",
        Deal.taken(by: people),
      ] + narrowing(false)
    let cards = try work.all(
      """
      SELECT \(BoardCard.columns) FROM \(work.visible(Deal.self)) AS deal
      JOIN \(Company.table) AS company ON company.id = deal.company_id
      WHERE \(.all(conditions))
      ORDER BY deal.check_due_at, deal.id LIMIT \(limit + 1)
      """
    ) { try BoardCard(row: $0) }
    return Slice(cards, limit: limit) { Cursor([.integer($0.deal.id.number)]) }
  }

  /// Those of the deals that the board shows, of one pipeline.
  package func cards(among ids: [ID<Deal>], in pipeline: ID<Pipeline>) throws -> [BoardCard] {
    guard !ids.isEmpty else { return [] }
    let conditions: [SQL] =
      try [
        "deal.closed_at IS NULL", "deal.pipeline_id = \(pipeline)", "deal.id IN \(list: ids)", Deal.taken(by: people),
      ]
      + narrowing(false)
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
    try work.query(try total(stages)) { row in
      let stage: ID<Stage> = try row["stage_id"]
      totals[stage, default: StageTotal()].add(
        count: try row["deals"], amount: try row["amount"], currency: try row["currency"])
    }
    return totals
  }

  /// Kept by stage and crew, as long as nothing but an owner narrows the board.
  private func total(_ stages: [ID<Stage>]) throws -> SQL {
    let known = DealFilter(scope: filter.scope, course: filter.course, owner: filter.ownerID)
    guard filter == known, filter.course == .current || filter.course == .all else { return try counted(stages) }
    let kept = DealTotals.rows(
      in: stages, owner: filter.ownerID, taking: [people, work.actor.access.people(for: .see, Deal.kind)])
    return """
      SELECT stage_id, currency, CAST(sum(deals) AS BIGINT) AS deals, CAST(sum(amount) AS BIGINT) AS amount
      FROM \(kept) GROUP BY stage_id, currency
      """
  }

  private func counted(_ stages: [ID<Stage>]) throws -> SQL {
    let isRare = try isRare
    let stage: SQL = isRare ? "+deal.stage_id" : "deal.stage_id"
    let conditions: [SQL] =
      try [
        "deal.closed_at IS NULL", "deal.state = 'open'", "\(stage) IN \(list: stages)", Deal.taken(by: people),
      ] + narrowing(isRare, few: Self.summed)
    return """
      SELECT deal.stage_id, deal.currency, count(*) AS deals, CAST(coalesce(sum(deal.amount), 0) AS BIGINT) AS amount
      FROM \(work.visible(Deal.self)) AS deal
      WHERE \(.all(conditions))
      GROUP BY deal.stage_id, deal.currency
      """
  }

  var people: People { filter.people(of: work.actor) }

  /// Where a column's deals are read in their order.
  private struct Lane {
    let deals, isOpen, stage, entered, id: SQL
  }

  /// Whether what is asked of the agenda alone leaves few deals: its index then brings them, where otherwise
  /// the columns are walked.
  private var isRare: Bool {
    get throws {
      // The deals of one person are few in any case.
      if case .one = people { return false }
      guard let probe = filter.agendaTerm(work)?.probe else { return false }
      let met: Int? = try work.value(
        "SELECT count(*) FROM (SELECT 1 AS met FROM \(probe) LIMIT 2001) AS bounded")
      return (met ?? 0) <= 2_000
    }
  }

  private func lane(_ isRare: Bool) -> Lane {
    if case .one(let person) = people {
      return Lane(
        deals: "deal_participant AS own JOIN \(work.visible(Deal.self)) AS deal ON deal.id = own.deal_id",
        isOpen: "own.open AND own.person_id = \(person)", stage: "own.stage_id", entered: "own.stage_entered_at",
        id: "own.deal_id")
    }
    return Lane(
      deals: "\(work.visible(Deal.self)) AS deal",
      isOpen: "deal.closed_at IS NULL AND \(Deal.taken(by: people))",
      stage: isRare ? "+deal.stage_id" : "deal.stage_id",
      entered: isRare ? "+deal.stage_entered_at" : "deal.stage_entered_at", id: "deal.id")
  }

  func narrowing(_ isRare: Bool, few: Int = Board.few) throws -> [SQL] {
    var conditions: [SQL] = []
    // Owner and source have indexes by stage of their own.
    if let owner = filter.ownerID { conditions.append("deal.owner_id = \(owner)") }
    if let source = filter.sourceID { conditions.append("deal.source_id = \(source)") }
    var rest = filter
    (rest.ownerID, rest.sourceID) = (nil, nil)
    guard isRare, let term = filter.agendaTerm(work) else {
      return try conditions + rest.conditions(for: work, few: few)
    }
    conditions += filter.standing
    rest.agenda = nil
    return try conditions + [term.driving] + rest.conditions(for: work, few: few)
  }
}

extension Work {
  package func board(_ filter: DealFilter) -> Board { Board(work: self, filter: filter) }
}
