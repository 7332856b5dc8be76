import Kernel
import Store

/// A link by which one person joins the company, once and until it expires.
package struct Invite: Sendable, Hashable {
  package let id: ID<Invite>
  /// Whom it is for, as the inviter noted it.
  package let note: String
  package let job: Job
  package let departmentID: ID<Department>?
  package let language: String?
  package let createdBy: ID<Person>?
  package let createdAt: Instant
  package let expiresAt: Instant

  init(row: Row) throws {
    id = try row["id"]
    note = try row["note"]
    job = try row["job"]
    departmentID = try row["department_id"]
    language = try row["language"]
    createdBy = try row["created_by"]
    createdAt = try row["created_at"]
    expiresAt = try row["expires_at"]
  }

  /// For how many days a link may hold.
  package static let days = 1...30
  package static let usualDays = 7

  /// Where the link leads.
  package static func path(of secret: String) -> String { "/join/\(secret)" }
}

/// What an administrator decides about somebody who will join.
package struct InviteDraft: Sendable {
  package var note: String
  package var job: Job
  package var departmentID: ID<Department>?
  package var language: String?
  package var days: Int

  package init(
    note: String = "", job: Job, departmentID: ID<Department>? = nil, language: String? = nil,
    days: Int = Invite.usualDays
  ) {
    self.note = note
    self.job = job
    self.departmentID = departmentID
    self.language = language
    self.days = days
  }
}

/// Somebody was invited; the secret of the link is told to nobody but the inviter.
package struct PersonInvited: Event {
  package static let kind = "person_invited"
  let invite: ID<Invite>
  let draft: InviteDraft

  package var subject: Subject { Subject("setting", 1) }
  package var audience: [ID<Person>]? { nil }
  package var facts: JSON {
    [
      "invite_id": JSON(invite), "note": .string(draft.note), "job": ["word": .string("jobs.\(draft.job.rawValue)")],
      "department_id": JSON(draft.departmentID),
    ]
  }
}

/// An invitation was taken back before anybody used it.
package struct InviteEnded: Event {
  package static let kind = "invite_ended"
  let invite: Invite

  package var subject: Subject { Subject("setting", 1) }
  package var audience: [ID<Person>]? { nil }
  package var facts: JSON {
    [
      "invite_id": JSON(invite.id), "note": .string(invite.note),
      "job": ["word": .string("jobs.\(invite.job.rawValue)")],
    ]
  }
}

/// Somebody joined by his link.
package struct InviteAccepted: Event {
  package static let kind = "invite_accepted"
  let invite: Invite
  let person: ID<Person>
  let name: String

  package var subject: Subject { Subject("person", person.number) }
  package var audience: [ID<Person>]? { nil }
  package var facts: JSON {
    [
      "invite_id": JSON(invite.id), "name": .string(name),
      "inviter": invite.createdBy.map { ["person": JSON($0)] } ?? .null,
    ]
  }
}
