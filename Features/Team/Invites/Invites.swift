import Kernel
import Store
import Web

extension Work {
  /// Invitations by link.
  package var invites: Invites { Invites(work: self) }
}

/// What can be done with invitations: those who administer people make and end them, whoever has the
/// link uses it.
package struct Invites {
  let work: Work

  /// Makes an invitation; returns the secret of its link, which is kept nowhere.
  package func make(_ draft: InviteDraft) throws -> (id: ID<Invite>, secret: String) {
    try work.actor.access.require(.administer, "person")
    var draft = draft
    draft.note = draft.note.split(whereSeparator: \.isWhitespace).joined(separator: " ")
    try work.team.requireDepartment(draft.departmentID, field: "department_id")
    let secret = Secret.make()
    let id: ID<Invite> = try work.insert(
      """
      INSERT INTO invite (hash, note, job, department_id, language, created_by, created_at, expires_at)
      VALUES (\(Secret.hash(secret)), \(draft.note), \(draft.job), \(draft.departmentID), \(draft.language),
        \(work.actor.id), \(work.now), \(work.now.adding(seconds: Int64(draft.days) * 86_400)))
      RETURNING id
      """)
    try work.record(PersonInvited(invite: id, draft: draft))
    return (id, secret)
  }

  /// Those that may still be used, the newest first.
  package func open() throws -> [Invite] {
    try work.actor.access.require(.administer, "person")
    return try work.all(
      """
      SELECT * FROM invite
      WHERE used_at IS NULL AND ended_at IS NULL AND expires_at > \(work.now) ORDER BY id DESC
      """
    ) { try Invite(row: $0) }
  }

  /// Takes an invitation back.
  package func end(_ id: ID<Invite>) throws {
    guard let invite = try open().first(where: { $0.id == id }) else { throw NotFound("invite") }
    try work.execute("UPDATE invite SET ended_at = \(work.now) WHERE id = \(id)")
    try work.record(InviteEnded(invite: invite))
  }

  /// The invitation behind a link; throws `NotFound` where it was used, ended, or expired.
  package func find(secret: String) throws -> Invite {
    let found = try work.first(
      """
      SELECT * FROM invite WHERE hash = \(Secret.hash(secret))
        AND used_at IS NULL AND ended_at IS NULL AND expires_at > \(work.now)
      """
    ) { try Invite(row: $0) }
    guard let found else { throw NotFound("invite") }
    return found
  }

  /// Adds him who has the link; of two who come at once the second finds it used.
  package func accept(
    secret: String, name: String, email: String, language: String, password: Password
  ) throws -> ID<Person> {
    let invite = try find(secret: secret)
    let draft = PersonDraft(
      name: name, email: email, job: invite.job, departmentID: invite.departmentID,
      language: invite.language ?? language)
    let id = try work.team.add(draft, password: password)
    let used = try work.execute(
      "UPDATE invite SET used_at = \(work.now), person_id = \(id) WHERE id = \(invite.id) AND used_at IS NULL")
    guard used == 1 else { throw NotFound("invite") }
    try work.record(InviteAccepted(invite: invite, person: id, name: draft.name))
    return id
  }
}
