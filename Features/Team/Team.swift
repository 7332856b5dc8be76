import Kernel
import Store
import Web

extension Work {
  /// The company's people and departments.
  package var team: Team { Team(work: self) }
}

/// What can be done with people. Only those with the right to administer them may; oneself changes
/// a little of oneself.
package struct Team {
  let work: Work

  /// The person, with the version to change him by.
  package func person(_ id: ID<Person>) throws -> Versioned<Person> {
    try work.actor.access.require(.see, "person")
    return try find(id)
  }

  /// The person who signs in with that e-mail.
  package func person(email: String) throws -> Versioned<Person> {
    try work.actor.access.require(.see, "person")
    let normalised = EmailAddress.normalised(email)
    let id: ID<Person>? = try work.value("SELECT id FROM person WHERE email = \(normalised)")
    guard let id else { throw Refusal("unknown_person", field: "email") }
    return try find(id)
  }

  /// Adds somebody. Without a password he can only be acted for by a token, until he gets one.
  @discardableResult
  package func add(_ draft: PersonDraft, password: Password? = nil) throws -> ID<Person> {
    try work.actor.access.require(.administer, "person")
    let draft = try draft.checked()
    try requireFree(draft.email, for: nil)
    try requireDepartment(draft.departmentID, field: "department_id")
    let id: ID<Person> = try insert(draft, password: password)
    try work.record(PersonAdded(id: id, draft: draft))
    return id
  }

  /// Changes what `edit` touches.
  /// - Parameters:
  ///   - version: of the reading that the change was made on; nil where nobody read.
  /// - Throws: `Conflict` for a stale version; a `Refusal` for what is wrong with the fields and for
  ///   taking away the last one who may administer.
  package func change(
    _ id: ID<Person>, expecting version: Int64? = nil, _ edit: (inout PersonDraft) -> Void
  ) throws {
    let person = try self.person(id)
    try work.actor.access.require(.administer, "person")
    try person.expect(version)
    try save(person.record, edit)
  }

  /// What everybody may change of himself.
  package func changeOneself(
    expecting version: Int64? = nil, _ edit: (inout OwnDraft) -> Void
  ) throws {
    let person = try oneself()
    try person.expect(version)
    try save(person.record) { draft in
      var own = OwnDraft(name: draft.name, phone: draft.phone, language: draft.language)
      edit(&own)
      (draft.name, draft.phone, draft.language) = (own.name, own.phone, own.language)
    }
  }

  /// Gives somebody a password; whoever is signed in as him has to sign in anew.
  package func setPassword(_ password: Password, of id: ID<Person>) throws {
    let person = try self.person(id)
    try work.actor.access.require(.administer, "person")
    try save(password, of: person.record)
    try work.endSessions(of: id)
  }

  /// Replaces one's own password after the old one was checked: `old` is what it was checked
  /// against. All sessions but `kept` end.
  package func replacePassword(
    _ old: Password, by new: Password, keeping kept: ID<Session>?
  ) throws {
    let person = try oneself()
    guard try password(of: person.id) == old else { throw Conflict("stale") }
    try save(new, of: person.record)
    try work.endSessions(of: person.id, except: kept)
  }

  /// The stored password of somebody, nil while he has none.
  package func password(of id: ID<Person>) throws -> Password? {
    guard id == work.actor.id || work.actor.access.may(.administer, "person") else {
      throw Forbidden()
    }
    return try work.value("SELECT password FROM person WHERE id = \(id)", as: Password?.self)
      .flatMap { $0 }
  }
}

/// What everybody may change of himself.
package struct OwnDraft: Sendable {
  package var name: String
  package var phone: String?
  package var language: String?
}

extension Team {
  func find(_ id: ID<Person>) throws -> Versioned<Person> {
    let found = try work.first("SELECT * FROM person WHERE id = \(id)") { row in
      Versioned(try Person(row: row), version: try row["version"])
    }
    guard let found else { throw NotFound("person") }
    return found
  }

  private func oneself() throws -> Versioned<Person> {
    guard let id = work.actor.id else { throw Forbidden() }
    return try find(id)
  }

  private func save(_ person: Person, _ edit: (inout PersonDraft) -> Void) throws {
    let old = PersonDraft(person)
    var draft = old
    edit(&draft)
    draft = try draft.checked()
    if draft.email != old.email { try requireFree(draft.email, for: person.id) }
    if draft.departmentID != old.departmentID {
      try requireDepartment(draft.departmentID, field: "department_id")
    }
    try requireSuccessor(of: person, job: draft.job, active: person.active)
    guard draft != old else { return }
    try work.execute(
      """
      UPDATE person
      SET name = \(draft.name), email = \(draft.email), job = \(draft.job),
        department_id = \(draft.departmentID), phone = \(draft.phone),
        extension = \(draft.extensionNumber), language = \(draft.language), version = version + 1
      WHERE id = \(person.id)
      """)
    try work.record(PersonChanged(id: person.id, old: old, new: draft))
  }

  private func save(_ password: Password, of person: Person) throws {
    try work.execute(
      "UPDATE person SET password = \(password), version = version + 1 WHERE id = \(person.id)")
    try work.record(PasswordChanged(id: person.id, name: person.name))
  }

  func insert(_ draft: PersonDraft, password: Password?) throws -> ID<Person> {
    try work.insert(
      """
      INSERT INTO person (name, email, job, department_id, phone, extension, language, active,
        password, created_at, version)
      VALUES (\(draft.name), \(draft.email), \(draft.job), \(draft.departmentID), \(draft.phone),
        \(draft.extensionNumber), \(draft.language), \(true), \(password), \(work.now), 1)
      RETURNING id
      """)
  }

  private func requireFree(_ email: String, for id: ID<Person>?) throws {
    let other: ID<Person>? = try work.value("SELECT id FROM person WHERE email = \(email)")
    guard other == nil || other == id else { throw Refusal("email_in_use", field: "email") }
  }

  func requireDepartment(_ id: ID<Department>?, field: String) throws {
    guard let id else { return }
    let found: Int? = try work.value("SELECT 1 FROM department WHERE id = \(id)")
    guard found != nil else { throw Refusal("unknown_department", field: field) }
  }

  /// Somebody has to stay who can let others in: the last owner, or the last administrator of a
  /// company without an owner.
  func requireSuccessor(of person: Person, job: Job, active: Bool) throws {
    guard person.active, Succession.keepers.contains(person.job) else { return }
    let others = try work.all(
      """
      SELECT job FROM person
      WHERE active AND id <> \(person.id) AND job IN \(list: Succession.keepers)
      """
    ) { try $0["job"] as Job }
    try Succession.check(from: person.job, to: active ? job : nil, others: others)
  }
}

/// Who keeps the keys.
enum Succession {
  static let keepers: [Job] = [.owner, .admin]

  /// Throws where `job` was the last of its kind and its holder gives it up: `new` is what he does
  /// next, nil is nothing. `others` are the jobs of the other keepers.
  static func check(from job: Job, to new: Job?, others: [Job]) throws {
    guard new != job else { return }
    let left = others + (new.map { keepers.contains($0) ? [$0] : [] } ?? [])
    let isSafe = job == .owner ? left.contains(.owner) : !left.isEmpty
    guard isSafe else {
      throw Refusal("last_\(job.rawValue)", field: new == nil ? "active" : "job")
    }
  }
}
