import Clients
import Deals
import Kernel
import Store

/// How somebody's work stands: what his open deals lack, and how much he carries (R76).
package struct Standing: Sendable, Hashable {
  package let person: ID<Person>
  package internal(set) var counts: [Shortfall: Int]
  /// Open deals that he owns, those under check included.
  package internal(set) var open: Int
  package internal(set) var clients: Int

  package subscript(_ shortfall: Shortfall) -> Int { counts[shortfall] ?? 0 }

  /// What he would leave over if the day ended now.
  package var left: Int { Shortfall.zeros.reduce(0) { $0 + self[$1] } }
  package var isClean: Bool { left == 0 }
}

/// The day's discipline: what people's deals lack now and lacked at the end of each day.
package struct Discipline {
  let work: Work
  package static let kind = "discipline"

  /// Whose standing the actor may look at.
  var reach: People { work.actor.access.people(for: .see, Self.kind) }

  /// The actor's own standing.
  package func mine() throws -> Standing {
    guard let me = work.actor.id else { throw Forbidden() }
    try work.actor.access.require(.see, Self.kind)
    return try standings(of: .one(me)).first ?? Standing(person: me, counts: [:], open: 0, clients: 0)
  }

  /// Everybody in the actor's reach who sells, by name.
  package func board() throws -> [Standing] {
    try work.actor.access.require(.see, Self.kind)
    return try standings(of: reach).filter { belongs($0) }
  }

  /// Managers and consultants always, others as long as they own something open.
  func belongs(_ standing: Standing) -> Bool {
    guard let person = work.installation.people[standing.person] else { return false }
    return [.manager, .consultant].contains(person.job) || standing.open > 0
  }

  /// One look-up in a narrow index for each person and shortfall, in one query: it costs what is
  /// lacking, not what there is.
  func standings(of people: People, at moment: Instant? = nil) throws -> [Standing] {
    let measure = try work.measure(at: moment)
    // Past the actor's reach: who answers for people counts all that they own.
    let counts = Shortfall.allCases.map { shortfall -> SQL in
      """
      (SELECT count(*) FROM \(Deal.table) AS deal
        WHERE deal.owner_id = person.id AND \(measure.condition(shortfall)))
      """
    }
    let load = try load(of: people)
    let found = try work.all(
      """
      SELECT person.id, \(.joined(counts, by: ", ")), coalesce(person_load.clients, 0)
      FROM person LEFT JOIN person_load ON person_load.person_id = person.id
      WHERE person.active AND \(people.condition(on: "person.id"))
      """
    ) { row in
      let id: ID<Person> = try row[0]
      var standing = Standing(person: id, counts: [:], open: load[id] ?? 0, clients: 0)
      for (place, shortfall) in Shortfall.allCases.enumerated() { standing.counts[shortfall] = try row[place + 1] }
      standing.open += standing[.refused]
      standing.clients = try row[Shortfall.allCases.count + 1]
      return standing
    }
    return byName(found, of: \.person)
  }

  /// What there is of people, in the order of their names.
  func byName<Item>(_ items: [Item], of person: (Item) -> ID<Person>) -> [Item] {
    let found = Dictionary(items.map { (person($0), $0) }, uniquingKeysWith: { $1 })
    return work.installation.peopleByName.compactMap { found[$0.id] }
  }

  /// Open deals by their owners, from the totals that are kept: those under check are not among them.
  private func load(of people: People) throws -> [ID<Person>: Int] {
    let rows = try work.all(
      """
      SELECT person_id, CAST(sum(deals) AS BIGINT) FROM deal_share
      WHERE owned = \(true) AND \(people.condition(on: "person_id")) GROUP BY person_id
      """
    ) { (try $0[0] as ID<Person>, try $0[1] as Int) }
    return Dictionary(rows, uniquingKeysWith: { $1 })
  }

  /// Days over which the time to the first answer is averaged.
  static let reactionDays: Int64 = 7

  /// Seconds of working time to the people's first answers, on average over the last days (R47); without those who
  /// answered nothing.
  package func reactions(of people: [ID<Person>]) throws -> [ID<Person>: Int64] {
    guard !people.isEmpty else { return [:] }
    let since = work.now.adding(seconds: -Self.reactionDays * 86_400)
    // Past the actor's reach: who answers for people sees how quick they are. deal_reaction_person
    let found = try work.all(
      """
      SELECT person.id, (SELECT CAST(sum(deal.reaction_seconds) AS BIGINT) / count(*) FROM \(Deal.table) AS deal
        WHERE deal.reaction_person_id = person.id AND deal.touched_at >= \(since)
          AND deal.reaction_seconds IS NOT NULL)
      FROM person WHERE person.id IN \(list: people)
      """
    ) { (try $0[0] as ID<Person>, try $0[1] as Int64?) }
    return Dictionary(uniqueKeysWithValues: found.compactMap { id, seconds in seconds.map { (id, $0) } })
  }

  /// Counts everybody's clients anew: half a million of them are gone through in an index, and the few in the archive
  /// in another.
  func countClients() throws {
    // Past the actor's reach: the product itself counts.
    try work.execute(
      """
      INSERT INTO person_load (person_id, clients, counted_at)
      SELECT held.owner_id, held.clients - coalesce(away.clients, 0), \(work.now)
      FROM (
        SELECT owner_id, count(*) AS clients FROM \(Company.table) WHERE owner_id IS NOT NULL GROUP BY owner_id
      ) AS held LEFT JOIN (
        SELECT +owner_id AS owner_id, count(*) AS clients FROM \(Company.table)
        WHERE archived_at IS NOT NULL GROUP BY +owner_id
      ) AS away ON away.owner_id = held.owner_id WHERE TRUE
      ON CONFLICT (person_id) DO UPDATE SET clients = excluded.clients, counted_at = excluded.counted_at
      """)
    try work.execute("DELETE FROM person_load WHERE counted_at < \(work.now)")
  }
}

extension Work {
  package var discipline: Discipline { Discipline(work: self) }
}
