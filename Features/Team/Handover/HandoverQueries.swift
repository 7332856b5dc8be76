import Kernel
import Store
import Web

/// A record that somebody has while its usual owner is away.
package struct Loan: Sendable {
  let item: Int64
  /// Who has it usually, and who stands in.
  package let source, heir: ID<Person>
  /// The last day of the absence.
  package let last: Day
}

extension Handovers {
  /// Those in the actor's reach and his own, the newest first.
  package func list(after cursor: Cursor? = nil, limit: Int = 50) throws -> Slice<Handover> {
    let before = try cursor?.number() ?? Int64.max
    let found = try work.all(
      "SELECT * FROM handover WHERE id < \(before) AND (\(reach)) ORDER BY id DESC LIMIT \(limit + 1)"
    ) { try Handover(row: $0) }
    return Slice(found, limit: limit) { Cursor([JSON($0.id)]) }
  }

  package func count() throws -> Int { try work.value("SELECT count(*) FROM handover WHERE \(reach)") ?? 0 }

  /// - Throws: `NotFound` for what the actor neither did nor leads; `Forbidden` where he does not lead all of it.
  package func find(_ id: ID<Handover>, to action: Action = .see) throws -> Handover {
    let found = try work.first("SELECT * FROM handover WHERE id = \(id) AND (\(reach))") { try Handover(row: $0) }
    guard let found else { throw NotFound(Handover.kind) }
    guard try action == .see || mayUndo(found, of: sources(of: id)) else { throw Forbidden() }
    return found
  }

  /// Whose work it was.
  func sources(of id: ID<Handover>) throws -> [ID<Person>] {
    try work.values("SELECT person_id FROM handover_source WHERE handover_id = \(id) ORDER BY person_id")
  }

  /// How much came to whom.
  func shares(of id: ID<Handover>) throws -> [HandoverShare] { try account(of: read(id)).shares }

  /// Whether somebody has the record only while its usual owner is away.
  package func loan(of holding: String, _ number: Int64) throws -> Loan? {
    // handover_item_number
    try work.first(
      """
      SELECT item.id, item.source_id, item.heir_id, absence.last_day
      FROM handover_item AS item JOIN absence ON absence.handover_id = item.handover_id AND absence.state = 'away'
      WHERE item.holding = \(holding) AND item.number = \(number) AND item.source_id IS NOT NULL
      ORDER BY item.id DESC LIMIT 1
      """
    ) { row in
      Loan(item: try row["id"], source: try row["source_id"], heir: try row["heir_id"], last: try row["last_day"])
    }
  }

  /// Whether the actor may hand over the person's work.
  package func mayLead(_ person: ID<Person>) -> Bool {
    work.actor.access.covers(.change, Handover.kind, people: [person], in: work.installation)
  }

  func requireLead(of people: [ID<Person>]) throws {
    try work.actor.access.require(.change, Handover.kind)
    guard !people.isEmpty else { throw Refusal("required", field: "person_ids") }
    for person in people {
      guard work.installation.people[person] != nil else { throw Refusal("unknown_person", field: "person_ids") }
      guard mayLead(person) else { throw Forbidden("not_your_person") }
    }
  }

  /// Those who take over, each once.
  /// - Throws: a `Refusal` on `heirs` for nobody, for somebody who sells nothing, is away, or gives himself.
  func checked(_ heirs: [ID<Person>], for sources: [ID<Person>]) throws -> Heirs {
    for heir in heirs {
      guard !sources.contains(heir) else { throw Refusal("heir_leaves", field: "heirs") }
      guard let found = work.installation.people[heir], found.active, found.job.sells
      else { throw Refusal("unknown_person", field: "heirs") }
      guard work.installation.absences[heir] == nil
      else { throw Refusal("heir_away", field: "heirs", ["name": found.name]) }
    }
    guard let checked = Heirs(Set(heirs).sorted()) else { throw Refusal("heirs_needed", field: "heirs") }
    return checked
  }

  func read(_ id: ID<Handover>) throws -> Handover {
    let found = try work.first("SELECT * FROM handover WHERE id = \(id)") { try Handover(row: $0) }
    guard let found else { throw NotFound(Handover.kind) }
    return found
  }

  private var reach: SQL {
    let people = work.actor.access.people(for: .change, Handover.kind)
    if case .everybody = people { return "1 = 1" }
    let mine: SQL = work.actor.id.map { "handover.person_id = \($0)" } ?? "1 = 0"
    return """
      \(mine) OR EXISTS (
        SELECT 1 FROM handover_source AS source
        WHERE source.handover_id = handover.id AND \(people.condition(on: "source.person_id")))
      """
  }
}

extension Installation {
  /// Those of a department, and of all below it, who are there to work clients; its head where nobody else is.
  package func workers(in department: ID<Department>) -> [ID<Person>] {
    let departments = Set(subtree(of: [department]))
    let people = sellers.filter { person in
      person.job.sells && absences[person.id] == nil && (person.departmentID.map { departments.contains($0) } ?? false)
    }
    let workers = people.filter { $0.job == .manager || $0.job == .consultant }
    return (workers.isEmpty ? people : workers).map(\.id)
  }
}
