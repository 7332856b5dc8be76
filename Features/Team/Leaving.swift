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

  /// Ends somebody's work here in one transaction: all that he holds goes to the heirs, the departments
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
    try handOver(person.record, holdings, to: try checked(heirs, of: id))
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

  private func handOver(_ person: Person, _ holdings: [Holding], to heirs: Heirs?) throws {
    let held = try self.held(by: person.id, of: holdings)
    guard !held.isEmpty else { return }
    guard let heirs else { throw Refusal("heirs_needed", field: "heirs") }
    var shares: [ID<Person>: [String: Int]] = [:]
    for holding in holdings where held.contains(where: { $0.key == holding.key }) {
      for (heir, count) in try holding.give(work, person.id, heirs) { shares[heir, default: [:]][holding.key] = count }
    }
    for heir in heirs.people {
      guard let share = shares[heir] else { continue }
      let path = holdings.first { share[$0.key] != nil }?.path
      try work.record(WorkHandedOver(from: person, heir: heir, share: share, path: path))
    }
  }

  private func checked(_ heirs: [ID<Person>], of leaver: ID<Person>) throws -> Heirs? {
    for heir in heirs {
      guard heir != leaver else { throw Refusal("heir_leaves", field: "heirs") }
      guard let found = work.installation.people[heir], found.active, found.job.sells else {
        throw Refusal("unknown_person", field: "heirs")
      }
    }
    return Heirs(Set(heirs).sorted())
  }

  private func departments(ledBy id: ID<Person>) throws -> [ID<Department>] {
    try work.values("SELECT id FROM department WHERE head_id = \(id) ORDER BY id")
  }

  private func set(active: Bool, _ person: Person) throws {
    try work.execute("UPDATE person SET active = \(active), version = version + 1 WHERE id = \(person.id)")
  }
}

/// Somebody who left handed his work to a colleague: one event an heir, with how much of each kind came
/// to him, so that he can be told once instead of for each deal.
package struct WorkHandedOver: Event {
  package static let kind = "work_handed_over"
  let from: Person
  let heir: ID<Person>
  /// Counts by the holding's name: `deals`, `clients`.
  let share: [String: Int]
  /// Where the heir finds what came to him.
  let path: String?

  /// One bell for all of it.
  package var notices: [Notice] {
    guard let path else { return [] }
    let notice = Notice.handedOver(share["deals"] ?? 0, from: from.name, to: heir, path: path)
    return (share["deals"] ?? 0) > 0 ? [notice] : []
  }
  package var subject: Subject { Subject("person", heir.number) }
  package var audience: [ID<Person>]? { [heir] }
  package var facts: JSON {
    .object(
      [
        .init("from_id", JSON(from.id)), .init("name", .string(from.name)), .init("to_id", JSON(heir)),
        .init("to", ["person": JSON(heir)]), .init("deals", JSON(share["deals"] ?? 0)),
        .init("clients", JSON(share["clients"] ?? 0)),
      ])
  }
}
