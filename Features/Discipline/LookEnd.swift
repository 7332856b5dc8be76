import Kernel
import Store

/// The end of a look through the clients: each person is told once of all that concerns him.
struct LookEnd {
  let work: Work
  let check: ID<ClientCheck>

  func run() throws {
    let ended = try work.execute(
      "UPDATE client_check SET finished_at = \(work.now) WHERE id = \(check) AND finished_at IS NULL")
    guard ended == 1 else { return }
    var told: [ID<Person>: [ClientFinding.Kind: Int]] = [:]
    let people = work.installation.people
    let owners = people.values.filter { $0.active && $0.job == .owner }.map(\.id)
    // client_finding_check
    try work.query(
      """
      SELECT person_id, kind, count(*) FROM client_finding WHERE check_id = \(check) GROUP BY person_id, kind
      """
    ) { row in
      let (person, kind, count) = (try row[0] as ID<Person>?, try row[1] as ClientFinding.Kind, try row[2] as Int)
      let worker = person.flatMap { people[$0]?.active == true ? $0 : nil }
      // R71: of what is overdue the head hears, of the rest he who can do something about it, of what was thrown
      // away both. A client of nobody is the owners' concern.
      let heads = [.overdue, .dropped].contains(kind) ? person.map(work.installation.leads) ?? owners : []
      let workers = kind == .overdue ? [] : worker.map { [$0] } ?? owners
      for hearer in Set(heads + workers) { told[hearer, default: [:]][kind, default: 0] += count }
    }
    for (person, counts) in told.sorted(by: { $0.key < $1.key }) {
      try work.record(ClientsLookedThrough(person: person, counts: counts))
    }
  }
}

/// A look through the clients found something that concerns a person.
package struct ClientsLookedThrough: Event {
  package static let kind = "clients_looked_through"
  let person: ID<Person>
  let counts: [ClientFinding.Kind: Int]
  package var subject: Subject { Subject("day", person.number) }
  package var audience: [ID<Person>]? { [person] }
  package var facts: JSON {
    .object(ClientFinding.Kind.allCases.map { .init($0.rawValue, JSON(counts[$0] ?? 0)) })
  }
  package var notices: [Notice] {
    ClientFinding.Kind.allCases.compactMap { kind in
      counts[kind].map { count in
        Notice(
          "clients_\(kind.rawValue)", to: person, facts: ["count": JSON(count)],
          path: "/discipline/clients?kind=\(kind.rawValue)")
      }
    }
  }
}
