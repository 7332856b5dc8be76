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
    let driver = try driver
    let lane = lane(driver)
    // What is not closed is open or under check. PostgreSQL, which takes «open» and «not closed» for two rare things that
    // have nothing to do with each other, would bring and sort a whole column for its first cards.
    let isOpen: SQL = driver == .agenda ? "deal.state = 'open'" : "deal.closed_at IS NULL AND deal.state <> 'refused'"
    var conditions: [SQL] = try [lane.isOpen, isOpen, "\(lane.stage) = \(stage)"] + narrowing(driver)
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
      ] + narrowing(nil)
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
      + narrowing(nil)
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
    var known = DealFilter(scope: filter.scope, course: filter.course)
    known.ownerIDs = filter.ownerIDs
    guard filter == known, filter.course == .current || filter.course == .all else { return try counted(stages) }
    let kept = DealTotals.rows(
      in: stages, owners: filter.ownerIDs, taking: [people, work.actor.access.people(for: .see, Deal.kind)])
    return """
      SELECT stage_id, currency, CAST(sum(deals) AS BIGINT) AS deals, CAST(sum(amount) AS BIGINT) AS amount
      FROM \(kept) GROUP BY stage_id, currency
      """
  }

  private func counted(_ stages: [ID<Stage>]) throws -> SQL {
    // What is added up is met whole: any of the values may drive.
    let several: Driver? = filter.ownerIDs.count > 1 ? .owners : filter.sourceIDs.count > 1 ? .sources : nil
    let driver = try driver ?? several
    let stage: SQL = driver == .agenda ? "+deal.stage_id" : "deal.stage_id"
    let conditions: [SQL] =
      try [
        "deal.closed_at IS NULL", "deal.state = 'open'", "\(stage) IN \(list: stages)", Deal.taken(by: people),
      ] + narrowing(driver, few: Self.summed)
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

  /// What is asked for and leaves few deals, which are brought and sorted; otherwise the columns are walked.
  enum Driver {
    case agenda
    /// One of several, for which no index has the column's order.
    case owners, sources
  }

  var driver: Driver? {
    get throws {
      // The deals of one person are few in any case.
      if case .one = people { return nil }
      if let probe = filter.agendaTerm(work)?.probe, try isFew(probe) { return .agenda }
      // An owner takes part: deal_participant_open holds no closed deals, as deal_owner_created does.
      if filter.ownerIDs.count > 1, try isFew(Deal.participation(of: filter.ownerIDs, isOpen: true)) { return .owners }
      guard filter.sourceIDs.count > 1 else { return nil }
      // deal_source. Past the actor's reach: it only chooses an index, what is shown comes through the scope.
      let came: SQL = "deal.closed_at IS NULL AND deal.source_id IN \(list: filter.sourceIDs)"
      if try isFew("\(Deal.table) AS deal WHERE \(came)") { return .sources }
      return nil
    }
  }

  private func isFew(_ probe: SQL) throws -> Bool {
    try work.count("SELECT 1 AS met FROM \(probe)", upTo: 2_001) <= 2_000
  }

  private func lane(_ driver: Driver?) -> Lane {
    if case .one(let person) = people {
      return Lane(
        deals: "deal_participant AS own JOIN \(work.visible(Deal.self)) AS deal ON deal.id = own.deal_id",
        isOpen: "own.open AND own.person_id = \(person)", stage: "own.stage_id", entered: "own.stage_entered_at",
        id: "own.deal_id")
    }
    return Lane(
      deals: "\(work.visible(Deal.self)) AS deal",
      isOpen: "deal.closed_at IS NULL AND \(Deal.taken(by: people))",
      stage: driver == .agenda ? "+deal.stage_id" : "deal.stage_id",
      entered: driver == nil ? "deal.stage_entered_at" : "+deal.stage_entered_at", id: "deal.id")
  }

  func narrowing(_ driver: Driver?, few: Int = Board.few) throws -> [SQL] {
    // One owner or one source has an index by stage of his own.
    var conditions =
      one("deal.owner_id", of: filter.ownerIDs, drives: driver == .owners)
      + one("deal.source_id", of: filter.sourceIDs, drives: driver == .sources)
    var rest = filter
    (rest.ownerIDs, rest.sourceIDs) = ([], [])
    guard driver == .agenda, let term = filter.agendaTerm(work) else {
      return try conditions + rest.conditions(for: work, few: few)
    }
    conditions += filter.standing
    rest.agenda = nil
    return try conditions + [term.driving] + rest.conditions(for: work, few: few)
  }

  private func one<Record>(_ column: SQL, of ids: [ID<Record>], drives: Bool) -> [SQL] {
    switch ids.count {
    case 0: []
    case 1: ["\(column) = \(ids[0])"]
    default: [drives ? "\(column) IN \(list: ids)" : "+\(column) IN \(list: ids)"]
    }
  }
}

extension Work {
  package func board(_ filter: DealFilter) -> Board { Board(work: self, filter: filter) }
}
