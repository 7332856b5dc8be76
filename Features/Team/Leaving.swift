import Kernel
import Store
import Web

/// How much somebody holds of one kind of records.
package struct Held: Sendable, Hashable {
  /// The holding's name: `deals`.
  package let key: String
  package let count: Int
}

extension Team {
  /// What somebody holds, without what he holds none of.
  package func held(by id: ID<Person>, of holdings: [Holding]) throws -> [Held] {
    try work.actor.access.require(.administer, "person")
    return try holdings.map { Held(key: $0.key, count: try $0.count(work, id)) }.filter { $0.count > 0 }
  }

  /// Ends somebody's work here: all that he holds goes to the heirs, much of it by a job, the departments
  /// that he led are left without a head, his sessions and tokens end, his records stay.
  /// - Throws: a `Refusal` on `heirs` where something would be left without an owner.
  package func leave(
    _ id: ID<Person>, expecting version: Int64? = nil, handing holdings: [Holding], to heirs: [ID<Person>] = []
  ) throws {
    let person = try self.person(id)
    try work.actor.access.require(.administer, "person")
    try person.expect(version)
    guard person.active else { throw Refusal("person_left", field: "active") }
    try requireSuccessor(of: person.record, job: person.job, active: false)
    try handOver(person.record, holdings, to: heirs)
    for department in try departments(ledBy: id) { try changeDepartment(department) { $0.headID = nil } }
    try set(active: false, person.record)
    try work.endSessions(of: id)
    for token in try work.tokens(of: id) { try work.endToken(token.id, of: id) }
    try work.record(PersonLeft(id: id, name: person.name))
  }

  /// Lets somebody in again who had left; what he held stays with the heirs.
  package func comeBack(_ id: ID<Person>, expecting version: Int64? = nil) throws {
    let person = try self.person(id)
    try work.actor.access.require(.administer, "person")
    try person.expect(version)
    guard !person.active else { return }
    try set(active: true, person.record)
    try work.record(PersonReturned(id: id, name: person.name))
  }

  private func handOver(_ person: Person, _ holdings: [Holding], to heirs: [ID<Person>]) throws {
    guard try !held(by: person.id, of: holdings).isEmpty else { return }
    let heirs = try work.handovers.checked(heirs, for: [person.id])
    _ = try work.handovers.begin(.leaving, from: [person.id], to: heirs, holdings)
  }

  private func departments(ledBy id: ID<Person>) throws -> [ID<Department>] {
    try work.values("SELECT id FROM department WHERE head_id = \(id) ORDER BY id")
  }

  private func set(active: Bool, _ person: Person) throws {
    try work.execute("UPDATE person SET active = \(active), version = version + 1 WHERE id = \(person.id)")
  }
}
