import Store

/// Somebody is away from one day to another, both counted, and others stand in for him meanwhile (R124).
package struct Absence: Sendable, Hashable {
  package enum State: String, CaseIterable, Storable {
    case planned, away, over, cancelled
  }

  package static let kind = "absence"

  package let id: ID<Absence>
  package let personID: ID<Person>
  package let first, last: Day
  /// Those who stand in.
  package let heirs: [ID<Person>]
  package let state: State
  /// The number of the handover that took his work to them; nil before he is away.
  package let handover: Int64?
  package let version: Int64

  package init(row: Row) throws {
    (id, personID) = (try row["id"], try row["person_id"])
    (first, last) = (try row["first_day"], try row["last_day"])
    heirs = [ID<Person>](listed: try row["heirs"])
    (state, handover, version) = (try row["state"], try row["handover_id"], try row["version"])
  }
}

extension [ID<Person>] {
  /// From `3,7`, as the database keeps a few people.
  package init(listed text: String) { self = text.split(separator: ",").compactMap { ID<Person>($0) } }

  /// `3,7`
  package var listed: String { map(\.description).joined(separator: ",") }
}

/// Those who take over from somebody: at least one.
package struct Heirs: Sendable {
  package let people: [ID<Person>]

  /// Nil where nobody takes over.
  package init?(_ people: [ID<Person>]) {
    guard !people.isEmpty else { return nil }
    self.people = people
  }

  /// Who takes what belongs to the client of that number: all of it the same person, and clients evenly.
  package func heir(ofClient number: Int64) -> ID<Person> {
    people[Int(number.magnitude % UInt64(people.count))]
  }
}

extension Installation {
  /// Who does the person's work with that client while he is away; nil where he is here, or nobody stands in.
  package func standIn(for person: ID<Person>, client number: Int64) -> ID<Person>? {
    var (next, passed) = (person, Set([person]))
    while let absence = absences[next] {
      let present = absence.heirs.filter { people[$0]?.active == true }
      guard let heir = Heirs(present)?.heir(ofClient: number), passed.insert(heir).inserted else { return nil }
      next = heir
    }
    return next == person ? nil : next
  }
}
