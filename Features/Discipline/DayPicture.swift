import Deals
import Kernel
import Store

/// What somebody left over when a working day ended.
package struct DayPicture: Sendable, Hashable {
  package let day: Day
  package let person: ID<Person>
  package let takenAt: Instant
  package let standing: Standing
  /// The deals behind the three numbers.
  package let deals: [Shortfall: [ID<Deal>]]

  init(
    day: Day, takenAt: Instant, standing: Standing, deals: [Shortfall: [ID<Deal>]]
  ) {
    (self.day, self.takenAt, self.standing, self.deals) = (day, takenAt, standing, deals)
    person = standing.person
  }

  init(row: Row) throws {
    day = try row["day"]
    person = try row["person_id"]
    takenAt = try row["taken_at"]
    standing = Standing(
      person: person,
      counts: [
        .untouched: try row["untouched"], .unplanned: try row["unplanned"], .overdue: try row["overdue"],
        .refused: try row["refused"], .stalled: try row["stalled"],
      ], open: try row["open_deals"], clients: try row["clients"])
    let kept = try JSON(parsing: row["deals"] as String)
    deals = Dictionary(
      uniqueKeysWithValues: Shortfall.zeros.map { shortfall in
        (shortfall, (kept[shortfall.rawValue]?.array ?? []).compactMap { $0.integer.map { ID<Deal>($0) } })
      })
  }

  var columns: [Value] {
    let numbers = JSON.object(
      Shortfall.zeros.map { shortfall in
        .init(shortfall.rawValue, .array((deals[shortfall] ?? []).map { JSON($0) }))
      })
    return [day.stored, person.stored, takenAt.stored]
      + Shortfall.allCases.map { standing[$0].stored }
      + [standing.open.stored, standing.clients.stored, numbers.text.stored]
  }

  static let names: [StaticString] = [
    "day", "person_id", "taken_at", "untouched", "unplanned", "overdue", "refused", "stalled", "open_deals", "clients",
    "deals",
  ]
}

/// How many of a person's last working days ended clean.
package struct CleanDays: Sendable, Hashable {
  /// What was left over, by day.
  package let left: [Day: Int]

  package var all: Int { left.count }
  package var clean: Int { left.values.count { $0 == 0 } }

  /// Clean days in a row up to the newest.
  package var streak: Int { left.sorted { $0.key > $1.key }.prefix { $0.value == 0 }.count }
}

extension Discipline {
  /// How those in the actor's reach stand now, with the deals behind each number.
  package func current() throws -> [DayPicture] {
    try work.actor.access.require(.see, Self.kind)
    return try pictures(of: reach, on: work.today, at: work.now)
  }

  func pictures(of people: People, on day: Day, at moment: Instant) throws -> [DayPicture] {
    var deals: [ID<Person>: [Shortfall: [ID<Deal>]]] = [:]
    for shortfall in Shortfall.zeros {
      for (person, numbers) in try numbers(shortfall, of: people, at: moment) {
        deals[person, default: [:]][shortfall] = numbers
      }
    }
    return try standings(of: people, at: moment).filter(belongs).map { standing in
      let own = deals[standing.person] ?? [:]
      var standing = standing
      for shortfall in Shortfall.zeros { standing.counts[shortfall] = own[shortfall]?.count ?? 0 }
      return DayPicture(day: day, takenAt: work.now, standing: standing, deals: own)
    }
  }

  /// How a day ended for those in the actor's reach, by name.
  package func pictures(of day: Day) throws -> [DayPicture] {
    try work.actor.access.require(.see, Self.kind)
    let found = try work.all(
      "SELECT * FROM day_picture WHERE day = \(day) AND \(reach.condition(on: "person_id"))"
    ) { try DayPicture(row: $0) }
    return byName(found, of: \.person)
  }

  /// The days that have ended, the newest first.
  package func closedDays(limit: Int, before day: Day? = nil) throws -> [Day] {
    try work.actor.access.require(.see, Self.kind)
    let last = day ?? work.today.adding(days: 1)
    return try work.values(
      """
      SELECT DISTINCT day FROM branch_step WHERE step = 'closed' AND day < \(last) ORDER BY day DESC LIMIT \(limit)
      """)
  }

  /// The person's own last working days of which there is a picture, the newest first.
  func keptDays(of person: ID<Person>, limit: Int) throws -> [Day] {
    // day_picture_person
    try work.values("SELECT day FROM day_picture WHERE person_id = \(person) ORDER BY day DESC LIMIT \(limit)")
  }

  /// What all in the actor's reach left over on that day.
  func left(on day: Day) throws -> Int {
    try work.value(
      """
      SELECT CAST(sum(untouched + unplanned + overdue) AS BIGINT) FROM day_picture
      WHERE day = \(day) AND \(reach.condition(on: "person_id"))
      """) ?? 0
  }

  /// What each of the people in the actor's reach left over on those days.
  package func history(of days: [Day], people: [ID<Person>]) throws -> [ID<Person>: CleanDays] {
    try work.actor.access.require(.see, Self.kind)
    guard let first = days.min(), let last = days.max(), !people.isEmpty else { return [:] }
    var left: [ID<Person>: [Day: Int]] = [:]
    try work.query(
      """
      SELECT person_id, day, untouched + unplanned + overdue
      FROM person JOIN day_picture ON day_picture.person_id = person.id
      WHERE day >= \(first) AND day <= \(last) AND person.id IN \(list: people)
        AND \(reach.condition(on: "person.id"))
      """
    ) { row in left[try row[0], default: [:]][try row[1]] = try row[2] as Int }
    return left.mapValues { CleanDays(left: $0) }
  }
}
