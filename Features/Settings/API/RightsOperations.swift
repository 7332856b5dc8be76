import HTTPTypes
import Kernel
import Web

/// `/rights`: what each job may do, and whose.
enum RightsOperations {
  private static let job = Field<Job>.choice("job", Job.allCases).required
  private static let kind = Field<String>.line("kind", max: 40).required
  private static let action = Field<Action>.choice("action", Action.allCases).required
  private static let reach = Field<Reach>.choice("reach", Reach.allCases).required

  private static let schema = Schema(
    "JobRight",
    [
      "job": Schema.words(Job.allCases.map(\.rawValue)), "kind": Schema.of(.text),
      "action": Schema.words(Action.allCases.map(\.rawValue)), "reach": Schema.words(Reach.allCases.map(\.rawValue)),
    ])

  static let all: [Operation] = [
    Operation(
      "listRights", .get, "/rights", "What each job may do, and how far it reaches",
      query: [Listing.limit, Listing.after], answer: schema.list
    ) { call in
      try Listing.json(short: try await rights(call), call.query, json)
    },
    Operation("countRights", .get, "/rights/count", "How many rights there are", answer: .count) { call in
      ["count": JSON(try await rights(call).count)]
    },
    Operation(
      "setRight", .put, "/rights", "Says how far a job reaches with an action; the owner's rights stay as they are",
      body: .json([job, kind, action, reach]), answer: schema
    ) { call in
      let right = Right(
        try call.input.required(job), try call.input.required(action), try call.input.required(kind),
        try call.input.required(reach))
      let kinds = RightKind.all(of: call.call.site.features)
      try await call.crm.write(as: call.actor) { work in
        try work.settings.setReach(right.reach, of: right.job, right.action, right.kind, in: kinds)
      }
      return json(right)
    },
  ]

  private static func rights(_ call: APICall) async throws -> [Right] {
    let kinds = RightKind.all(of: call.call.site.features)
    let cells = try await call.crm.read(as: call.actor) { work in
      try work.settings.require(nil)
      return try RightCells(work, kinds)
    }
    return kinds.flatMap { kind in
      Job.allCases.flatMap { job in
        kind.actions.map { action in
          Right(job, action, kind.kind, cells[RightCell(kind: kind.kind, job: job, action: action)])
        }
      }
    }
  }

  private static func json(_ right: Right) -> JSON {
    [
      "job": .string(right.job.rawValue), "kind": .string(right.kind), "action": .string(right.action.rawValue),
      "reach": .string(right.reach.rawValue),
    ]
  }
}
