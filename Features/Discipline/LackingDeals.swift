import Clients
import Deals
import Kernel
import Store

/// A deal that is not in order, as a list shows it.
package struct LackingDeal: Sendable {
  package let deal: Deal
  package let companyName: String
  /// What it lacks.
  package let shortfalls: [Shortfall]
  let key: Int64
}

extension Discipline {
  /// The deals behind a number of the board, the worst first.
  /// - Parameters:
  ///   - person: whose; nil is everybody's within the actor's reach.
  ///   - shortfall: nil is any of the three that have to be nought.
  /// - Throws: `NotFound` for somebody out of the actor's reach.
  package func deals(
    of person: ID<Person>?, _ shortfall: Shortfall?, after cursor: Cursor? = nil, limit: Int = 50
  ) throws -> Slice<LackingDeal> {
    try work.actor.access.require(.see, Self.kind)
    let measure = try work.measure()
    let key = measure.key(shortfall)
    var conditions = [shortfall.map(measure.condition) ?? measure.anyZero, try whose(person)]
    if let cursor {
      guard cursor.keys.count == 2, let at = cursor.keys[0].integer, let id = cursor.keys[1].integer
      else { throw Unreadable("bad_cursor", field: "after") }
      conditions.append("(\(key), deal.id) > (\(at), \(id))")
    }
    let found = try lacking(.all(conditions), key: key, measure, limit: limit + 1)
    return Slice(found, limit: limit) { Cursor([.integer($0.key), JSON($0.deal.id)]) }
  }

  private func lacking(_ condition: SQL, key: SQL, _ measure: Measure, limit: Int) throws -> [LackingDeal] {
    let marks = Shortfall.allCases.map { "CASE WHEN \(measure.condition($0)) THEN 1 ELSE 0 END" as SQL }
    // The names of clients go past the actor's reach: who sees a deal is told whose it is.
    return try work.all(
      """
      SELECT deal.*, company.name AS company_name, \(key) AS sort_key,
        \(.joined(zip(marks, Self.marks).map { "\($0) AS \(name: $1)" }, by: ", "))
      FROM \(work.visible(Deal.self)) AS deal JOIN \(Company.table) AS company ON company.id = deal.company_id
      WHERE \(condition) ORDER BY \(key), deal.id LIMIT \(limit)
      """
    ) { row in
      LackingDeal(
        deal: try Deal(row: row), companyName: try row["company_name"],
        shortfalls: try zip(Shortfall.allCases, Self.marks).filter { try row["\($0.1)"] as Int == 1 }.map(\.0),
        key: try row["sort_key"])
    }
  }

  /// The deals that the person left over on a day that ended, as they are now; the worst of today first.
  func deals(left shortfall: Shortfall, on day: Day, by person: ID<Person>) throws -> [LackingDeal] {
    try work.actor.access.require(.see, Self.kind)
    guard covers(person) else { throw NotFound("person") }
    let kept = try picture(of: day, person: person)?.deals[shortfall] ?? []
    let found = try kept.parts(of: 500).flatMap { part in
      try lacking("deal.id IN \(list: part)", key: "deal.stage_entered_at", try work.measure(), limit: part.count)
    }
    return found.sorted { ($0.key, $0.deal.id) < ($1.key, $1.deal.id) }
  }

  /// The deals of such a list as somebody who means all of them marks them, the worst first.
  package func marked(of person: ID<Person>?, _ shortfall: Shortfall?, limit: Int) throws -> [MarkedDeal] {
    try deals(of: person, shortfall, limit: limit).items.map { MarkedDeal($0.deal.id) }
  }

  /// What those of the deals are called that the actor sees.
  func titles(of ids: [ID<Deal>]) throws -> [Int64: String] {
    let found = try work.all("SELECT id, title FROM \(work.visible(Deal.self)) AS deal WHERE id IN \(list: ids)") {
      (try $0["id"] as Int64, try $0["title"] as String)
    }
    return Dictionary(uniqueKeysWithValues: found)
  }

  /// Whose deals a list is of: the person's, where the actor may look at him.
  private func whose(_ person: ID<Person>?) throws -> SQL {
    guard let person else { return reach.condition(on: "deal.owner_id") }
    guard covers(person) else { throw NotFound("person") }
    return "deal.owner_id = \(person)"
  }

  func covers(_ person: ID<Person>) -> Bool {
    work.actor.access.covers(.see, Self.kind, people: [person], in: work.installation)
  }

  /// The numbers of what is left over, by owner, at a moment.
  func numbers(_ shortfall: Shortfall, of people: People, at moment: Instant) throws -> [ID<Person>: [ID<Deal>]] {
    let measure = try work.measure(at: moment)
    var numbers: [ID<Person>: [ID<Deal>]] = [:]
    // Past the actor's reach: who answers for people counts all that they own.
    try work.query(
      """
      SELECT deal.owner_id, deal.id FROM \(Deal.table) AS deal
      WHERE \(measure.condition(shortfall)) AND deal.created_at <= \(moment)
        AND \(people.condition(on: "deal.owner_id"))
      ORDER BY deal.owner_id, deal.id
      """
    ) { row in numbers[try row[0], default: []].append(try row[1]) }
    return numbers
  }

  private static let marks: [StaticString] = [
    "is_untouched", "is_unplanned", "is_overdue", "is_refused", "is_stalled",
  ]
}
