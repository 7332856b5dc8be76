import HTTPTypes
import Kernel
import Web

/// The looks through the clients for programs.
enum ClientCheckAPI {
  private static let schema = Schema(
    "ClientCheck",
    [
      "id": Schema.of(.integer), "user_id": Schema.nullable(.integer), "started_at": Schema.of(.instant),
      "finished_at": Schema.nullable(.instant), "clients": Schema.of(.integer),
    ])

  static let operations: [Operation] = [
    Operation(
      "listClientChecks", .get, "/client-checks", "The last looks through all clients, the newest first",
      query: [Listing.limit, Listing.after], answer: schema.list
    ) { call in
      try await call.crm.read(as: call.actor) { work in
        try Listing.json(short: try work.clientChecks.list(limit: most), call.query) { json($0, call) }
      }
    },
    Operation(
      "countClientChecks", .get, "/client-checks/count", "How many looks the list has", answer: .count
    ) { call in
      try await call.crm.read(as: call.actor) { ["count": JSON(try $0.clientChecks.list(limit: most).count)] }
    },
    Operation(
      "beginClientCheck", .post, "/client-checks", "Looks through all clients now; one under way is the answer",
      status: .created, answer: schema
    ) { call in
      try await call.crm.write(as: call.actor) { work in
        let id = try work.clientChecks.ask()
        guard let check = try work.clientChecks.list(limit: most).first(where: { $0.id == id })
        else { throw NotFound("client_check") }
        return json(check, call)
      }
    },
  ]

  private static let most = 100

  private static func json(_ check: ClientCheck, _ call: APICall) -> JSON {
    [
      "id": JSON(check.id), "user_id": JSON(check.personID), "started_at": call.text(check.startedAt),
      "finished_at": call.text(check.finishedAt), "clients": JSON(check.clients),
    ]
  }
}
