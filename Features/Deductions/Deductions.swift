import Advertising
import Kernel
import Refusals
import Store
import Timeline
import Web

/// What can be done with deductions: by the head and the person himself, never by the same hand on both
/// sides. Nothing is deleted.
package struct Deductions {
  let work: Work

  /// Proposes one for a refusal that the client did not confirm, as much as his inquiry cost then.
  func propose(for refusal: RefusalReturned) throws {
    let cpl = try work.advertising.cpl(of: refusal.deal)
    let person = refusal.refusal.authorID
    let id: ID<Deduction> = try work.insert(
      """
      INSERT INTO deduction (person_id, refusal_id, amount, currency, derivation, state, proposed_at, version)
      VALUES (\(person), \(refusal.refusal.id), \(cpl.amount.minor), \(cpl.amount.currency), \(cpl.json.text),
        \(Deduction.State.proposed), \(work.now), 1) RETURNING id
      """)
    let deduction = try stored(id)
    try work.record(DeductionChanged(.proposed, deduction, told: [person] + heads(of: person)))
  }

  /// The actor's own and those he is over; throws `NotFound`.
  package func find(_ id: ID<Deduction>) throws -> Deduction {
    let found = try work.first(
      "SELECT deduction.* FROM \(work.visible(Deduction.self)) AS deduction WHERE deduction.id = \(id)"
    ) { try Deduction(row: $0) }
    guard let found else { throw NotFound(Deduction.kind) }
    return found
  }

  /// The newest first.
  package func list(of person: ID<Person>? = nil, after: Cursor? = nil, limit: Int) throws -> Slice<Deduction> {
    var conditions = narrowed(person)
    if let number = try after?.number() { conditions.append("deduction.id < \(number)") }
    let rows = try work.all(
      """
      SELECT deduction.* FROM \(work.visible(Deduction.self)) AS deduction
      WHERE \(.all(conditions)) ORDER BY deduction.id DESC LIMIT \(limit + 1)
      """
    ) { try Deduction(row: $0) }
    return Slice(rows, limit: limit) { Cursor([JSON($0.id)]) }
  }

  package func count(of person: ID<Person>? = nil) throws -> Int {
    try work.value(
      """
      SELECT count(*) FROM \(work.visible(Deduction.self)) AS deduction WHERE \(.all(narrowed(person)))
      """) ?? 0
  }

  @discardableResult
  package func approve(_ id: ID<Deduction>) throws -> Deduction {
    try change(try over(id), .approved) { try $0.approved(by: work.actor.id, at: work.now) }
  }

  /// The person's own word.
  @discardableResult
  package func appeal(_ id: ID<Deduction>, _ words: String) throws -> Deduction {
    let deduction = try find(id)
    guard deduction.personID == work.actor.id else { throw Forbidden("not_your_deduction") }
    return try change(deduction, .appealed) { try $0.appealed(words, at: work.now) }
  }

  @discardableResult
  package func decide(_ id: ID<Deduction>, _ outcome: Deduction.State, note: String?) throws -> Deduction {
    try change(try over(id), outcome) { try $0.decided(outcome, note, by: work.actor.id, at: work.now) }
  }

  /// Whether the actor decides on it.
  package func mayDecide(_ deduction: Deduction) -> Bool {
    deduction.personID != work.actor.id
      && work.actor.access.covers(.change, Deduction.kind, people: [deduction.personID], in: work.installation)
  }

  private func over(_ id: ID<Deduction>) throws -> Deduction {
    let deduction = try find(id)
    guard mayDecide(deduction) else { throw Forbidden("not_your_deduction") }
    return deduction
  }

  private func change(
    _ deduction: Deduction, _ step: Deduction.State, _ rule: (Deduction) throws -> Deduction
  ) throws -> Deduction {
    let next = try rule(deduction)
    let changed = try work.execute(
      """
      UPDATE deduction SET state = \(next.state), approver_id = \(next.approverID), approved_at = \(next.approvedAt),
        appeal = \(next.appeal), appealed_at = \(next.appealedAt), decider_id = \(next.deciderID),
        decided_at = \(next.decidedAt), note = \(next.note), version = version + 1
      WHERE id = \(next.id) AND version = \(deduction.version)
      """)
    guard changed == 1 else { throw Conflict("stale") }
    let told = step == .appealed ? heads(of: next.personID) : [next.personID]
    try work.record(DeductionChanged(step, next, told: told))
    return try stored(next.id)
  }

  /// Who is over the person: those who lead him, and the owners.
  private func heads(of person: ID<Person>) -> [ID<Person>] {
    let owners = work.installation.people.values.filter { $0.active && $0.job == .owner }.map(\.id)
    return Set(work.installation.leads(of: person) + owners).subtracting([person]).sorted()
  }

  private func narrowed(_ person: ID<Person>?) -> [SQL] {
    person.map { ["deduction.person_id = \($0)"] } ?? ["1 = 1"]
  }

  /// Past the actor's reach: one that was made or found within it just now.
  private func stored(_ id: ID<Deduction>) throws -> Deduction {
    let found = try work.first("SELECT * FROM \(Deduction.table) WHERE id = \(id)") { try Deduction(row: $0) }
    guard let found else { throw NotFound(Deduction.kind) }
    return found
  }
}

extension Work {
  package var deductions: Deductions { Deductions(work: self) }
}

/// A deduction was proposed, approved, appealed or decided on.
package struct DeductionChanged: Event {
  package static let kind = "deduction_changed"
  let step: Deduction.State
  let deduction: Deduction
  let told: [ID<Person>]
  package var subject: Subject { Subject(Deduction.kind, deduction.id.number) }
  package var audience: [ID<Person>]? { [deduction.personID] }
  package var facts: JSON {
    [
      "person": Fact.person(deduction.personID), "amount": Fact.money(deduction.amount),
      "step": Fact.word("deductions.state.\(step.rawValue)"),
    ]
  }
  package var notices: [Notice] {
    told.map { Notice("deduction_changed", to: $0, path: "/deductions#deduction-\(deduction.id)") }
  }

  init(_ step: Deduction.State, _ deduction: Deduction, told: [ID<Person>]) {
    (self.step, self.deduction, self.told) = (step, deduction, told)
  }
}
