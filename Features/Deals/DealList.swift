import Clients
import Kernel
import Store

/// The lists of deals. Which index serves is decided here and not left to the engines, which can't
/// know how rare a combination is: a condition that alone leaves few deals brings them to be sorted;
/// otherwise the order's own index is walked and each deal is asked the conditions until the page
/// is full. Both cost about the same where one meets the other.
package struct DealList {
  let work: Work
  let filter: DealFilter

  /// So many deals are brought and sorted rather than met on a walk.
  private func few(_ term: DealFilter.Term) -> Int { filter.isOpen && term.rows == nil ? 2_000 : 7_000 }

  /// A page of the list, by key.
  package func page(_ order: DealOrder, after cursor: Cursor?, limit: Int) throws -> Slice<Deal> {
    let plan = try plan(for: order)
    let key = plan.isWalk ? order.key.expression : order.key.unindexed
    let behind = try cursor.map { [try order.condition(after: $0, key: key)] } ?? []
    let parts = plan.parts.map { part -> SQL in
      """
      FROM \(work.visible(Deal.self)) AS deal
      WHERE \(.all(part + plan.conditions + behind)) ORDER BY \(order.clause(key: key)) LIMIT \(limit + 1)
      """
    }
    let page: SQL =
      plan.isWalk && parts.count == 1
      ? "SELECT deal.* \(parts[0])"
      // What is sorted are numbers; whole deals are read for the page alone. Of several walks each brings
      // a page, of which the first are left. Past the actor's reach: their numbers were found within it.
      : """
      SELECT deal.* FROM \(Deal.table) AS deal WHERE deal.id IN (\(Self.numbers(parts)))
      ORDER BY \(order.clause(key: order.key.unindexed)) LIMIT \(limit + 1)
      """
    let deals = try work.all(page) { try Deal(row: $0) }
    return Slice(deals, limit: limit, cursor: order.cursor)
  }

  /// The numbers that the parts bring.
  private static func numbers(_ parts: [SQL]) -> SQL {
    guard parts.count > 1 else { return "SELECT deal.id \(parts[0])" }
    let every = parts.map { part -> SQL in "SELECT part.id FROM (SELECT deal.id AS id \(part)) AS part" }
    return .joined(every, by: " UNION ALL ")
  }

  package func count() throws -> Int {
    guard filter.course == .all, !filter.isOpen else { return try counted() }
    // Without the archive: two counts by index cost less than a look at every deal.
    var (every, archived) = (filter, filter)
    (every.withArchive, archived.course) = (true, .archived)
    return try DealList(work: work, filter: every).counted() - DealList(work: work, filter: archived).counted()
  }

  private func counted() throws -> Int {
    try work.value(
      """
      SELECT count(*) FROM \(work.visible(Deal.self)) AS deal
      WHERE \(.all(try plan(for: nil, isWhole: true).conditions))
      """) ?? 0
  }

  /// How many there are; at most one more than `bound`.
  package func count(upTo bound: Int) throws -> Int {
    try work.value(
      """
      SELECT count(*) FROM (SELECT 1 AS met FROM \(work.visible(Deal.self)) AS deal
        WHERE \(.all(try plan(for: nil).conditions)) LIMIT \(bound + 1)) AS bounded
      """) ?? 0
  }

  /// Count and sums of the whole list from the totals that are kept; nil where they do not know.
  package func keptTotal() throws -> StageTotal? {
    try keptStages().map { try kept(in: $0) }
  }

  /// Count and sums of the whole list. Kept totals answer where they know; otherwise the deals are
  /// added up, as far as `bound`.
  package func total(upTo bound: Int?) throws -> (total: StageTotal, isWhole: Bool) {
    if let kept = try keptTotal() { return (kept, true) }
    var (total, found) = (StageTotal(), 0)
    let (deals, conditions) = try added(isBounded: bound != nil)
    try work.query(
      """
      SELECT found.currency, count(*) AS deals, CAST(coalesce(sum(found.amount), 0) AS BIGINT) AS amount
      FROM (SELECT deal.currency, deal.amount FROM \(deals)
        WHERE \(.all(conditions)) LIMIT \(bound.map { $0 + 1 } ?? Int(Int32.max))) AS found
      GROUP BY found.currency
      """
    ) { row in
      let deals: Int = try row["deals"]
      found += deals
      total.add(count: deals, amount: try row["amount"], currency: try row["currency"])
    }
    return (total, bound.map { found <= $0 } ?? true)
  }

  /// What is added up. As far as a bound, a department's deals are brought one after the other, each with
  /// the first of them who takes part: a list of them all, made first, took twenty times as long. CROSS
  /// JOIN holds SQLite to that.
  func added(isBounded: Bool) throws -> (deals: SQL, conditions: [SQL]) {
    let visible: SQL = "\(work.visible(Deal.self)) AS deal"
    let plan = try plan(for: nil, isWhole: !isBounded)
    guard isBounded, plan.isWalk, let people else { return (visible, plan.conditions) }
    let earlier: SQL = """
      SELECT 1 FROM deal_participant AS other
      WHERE other.deal_id = deal_participant.deal_id AND other.person_id < deal_participant.person_id
        AND \(people.condition(on: "other.person_id"))
      """
    let theirs: [SQL] = [
      "deal.id = deal_participant.deal_id", people.condition(on: "deal_participant.person_id"),
      "NOT EXISTS (\(earlier))",
    ]
    let open: [SQL] = filter.isOpen ? ["deal_participant.open"] : []
    let rest = try filter.terms(for: work).map(\.walked)
    return ("deal_participant CROSS JOIN \(visible)", open + theirs + filter.standing + rest)
  }

  // MARK: - Plans

  private struct Plan {
    let conditions: [SQL]
    let isWalk: Bool
    /// What is walked one beside the other, each with a condition of its own: one walk with none, usually.
    var parts: [[SQL]] = [[]]
  }

  /// - Parameter isWhole: whether every deal will be met, and not only as many as a page holds.
  private func plan(for order: DealOrder?, isWhole: Bool = false) throws -> Plan {
    let terms = try filter.terms(for: work) + rights
    let (standing, driver) = (filter.standing, try rarest(of: terms))
    if let order, let pair = terms.firstIndex(where: { $0.pair?.key == order.key }), driver == nil || driver == pair {
      let conditions = terms.enumerated().filter { $0.offset != pair }.map { _, term in
        term.key == order.key ? term.driving : term.walked
      }
      let parts = terms[pair].pair?.conditions.map { [$0] } ?? [[]]
      return Plan(conditions: standing + conditions, isWalk: true, parts: parts)
    }
    let conditions = terms.enumerated().map { place, term in
      let drives = driver.map { place == $0 } ?? (order == nil ? term.rows == nil || isWhole : term.key == order?.key)
      return drives ? term.driving : term.walked
    }
    return Plan(conditions: standing + conditions, isWalk: driver == nil)
  }

  /// The place of the condition that leaves fewest deals, where those are few.
  private func rarest(of terms: [DealFilter.Term]) throws -> Int? {
    var (best, least): (Int?, Int) = (nil, .max)
    for (place, term) in terms.enumerated() {
      let probed = term.probe.map { "SELECT 1 AS met FROM \($0)" as SQL }
      guard let rows = term.rows ?? probed else { continue }
      let bound = min(least, few(term) + 1)
      let met = try work.count(rows, upTo: bound)
      if met < bound { (best, least) = (place, met) }
      if least == 0 { break }
    }
    return best
  }

  /// Whose deals: the scope that was asked for, or what the actor's rights leave of all.
  private var rights: [DealFilter.Term] { people.map { [.taking($0, isOpen: filter.isOpen)] } ?? [] }

  /// Nil where it is everybody's.
  private var people: People? {
    let asked = filter.people(of: work.actor)
    let people = asked == .everybody ? work.actor.access.people(for: .see, Deal.kind) : asked
    return people == .everybody ? nil : people
  }

  // MARK: - Kept totals

  /// The stages to add up, where nothing narrows the list that the kept totals do not know.
  private func keptStages() throws -> [ID<Stage>]? {
    var known = DealFilter(scope: filter.scope, course: .current)
    (known.pipelineID, known.stageIDs, known.ownerIDs) = (filter.pipelineID, filter.stageIDs, filter.ownerIDs)
    known.grouping = filter.grouping
    guard filter == known else { return nil }
    return try work.pipelines.all().filter { filter.pipelineID == nil || $0.id == filter.pipelineID }
      .flatMap(\.stages).map(\.id).filter { filter.stageIDs.isEmpty || filter.stageIDs.contains($0) }
  }

  private func kept(in stages: [ID<Stage>]) throws -> StageTotal {
    let kept = DealTotals.rows(
      in: stages, owners: filter.ownerIDs,
      taking: [filter.people(of: work.actor), work.actor.access.people(for: .see, Deal.kind)])
    var total = StageTotal()
    try work.query(
      """
      SELECT currency, CAST(sum(deals) AS BIGINT) AS deals, CAST(sum(amount) AS BIGINT) AS amount
      FROM \(kept) GROUP BY currency
      """
    ) { row in total.add(count: try row["deals"], amount: try row["amount"], currency: try row["currency"]) }
    return total
  }
}

extension Work {
  /// How many rows a query has, counted up to a bound.
  func count(_ rows: SQL, upTo bound: Int) throws -> Int {
    try value("SELECT count(*) FROM (SELECT * FROM (\(rows)) AS every LIMIT \(bound)) AS bounded") ?? 0
  }

  package func dealList(_ filter: DealFilter) -> DealList { DealList(work: self, filter: filter) }
}
