import Kernel
import Web

/// `/invites`: links by which people join.
enum InviteOperations {
  private static let schema = Schema(
    "Invite",
    [
      "id": Schema.of(.integer), "note": Schema.of(.text), "job": Schema.words(Job.allCases.map(\.rawValue)),
      "department_id": Schema.nullable(.integer), "language": Schema.nullable(.text),
      "created_by": Schema.nullable(.integer), "created_at": Schema.of(.instant), "expires_at": Schema.of(.instant),
    ])
  private static let made = Schema(
    "NewInvite",
    [
      "id": Schema.of(.integer), "expires_at": Schema.of(.instant), "path": Schema.of(.text),
    ])

  static let all: [Operation] = [
    Operation(
      "listInvites", .get, "/invites", "Invitations that may still be used, the newest first",
      query: [Listing.limit, Listing.after], answer: schema.list
    ) { call in
      let invites = try await call.crm.read(as: call.actor) { try $0.invites.open() }
      return try Listing.json(short: invites, call.query) { json($0, call) }
    },
    Operation("countInvites", .get, "/invites/count", "How many invitations may still be used", answer: .count) {
      call in
      ["count": JSON(try await call.crm.read(as: call.actor) { try $0.invites.open() }.count)]
    },
    Operation(
      "createInvite", .post, "/invites",
      "Invites somebody. `path` is where the link leads on this server; it works once and is told once",
      body: .json(InviteForm.fields), status: .created, answer: made
    ) { call in
      let draft = try InviteForm.draft(call.input)
      let expires = call.crm.clock.now.adding(seconds: Int64(draft.days) * 86_400)
      let (id, secret) = try await call.crm.write(as: call.actor) { try $0.invites.make(draft) }
      return ["id": JSON(id), "expires_at": call.text(expires), "path": .string(Invite.path(of: secret))]
    },
    Operation(
      "endInvite", .delete, "/invites/{id}", "Takes an invitation back", status: .noContent, answer: nil
    ) { call in
      let id: ID<Invite> = try call.id(of: Invite.self, kind: "invite")
      try await call.crm.write(as: call.actor) { try $0.invites.end(id) }
      return .null
    },
  ]

  private static func json(_ invite: Invite, _ call: APICall) -> JSON {
    [
      "id": JSON(invite.id), "note": .string(invite.note), "job": .string(invite.job.rawValue),
      "department_id": JSON(invite.departmentID), "language": JSON(invite.language),
      "created_by": JSON(invite.createdBy), "created_at": call.text(invite.createdAt),
      "expires_at": call.text(invite.expiresAt),
    ]
  }
}
