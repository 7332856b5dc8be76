import Kernel
import Web

/// Deeds with many deals at once, for programs.
enum DealBatchAPI {
  /// So many deals go into one command.
  static let most = 200

  private static let id = Field<ID<Deal>>.id("id", of: Deal.self).required
  private static let deals = Field<[Input]>.list(.object("deals", [id, DealForm.version]), max: most).required
    .noted("With the version that was seen, where a newer one is to be refused")

  private static let outcome = Schema(
    "DealOutcome",
    [
      "deal_id": Schema.of(.integer), "done": Schema.of(.flag), "version": Schema.nullable(.integer),
      "code": Schema.nullable(.text), "message": Schema.nullable(.text),
    ])
  private static let answer = Schema(
    "DealBatch",
    [
      "items": Schema.list(of: outcome.reference), "done": Schema.of(.integer),
      "batch_id": Schema.nullable(.integer),
    ], parts: [outcome])

  static let operations: [Operation] = [
    many("moveDeals", "/deals/moves", "Moves many deals on", [DealForm.stageID.required]) { input, _ in
      .move(try input.required(DealForm.stageID))
    },
    many("assignDeals", "/deals/assignments", "Gives many deals to somebody", [DealForm.ownerID.required]) { input, _ in
      .assign(try input.required(DealForm.ownerID))
    },
    many(
      "archiveDeals", "/deals/archive", "Puts many deals away: they leave boards, lists and counts", [DealForm.reason]
    ) { input, _ in
      .archive(because: input[DealForm.reason])
    },
    many("restoreDeals", "/deals/restorations", "Brings many deals back from the archive", []) { _, _ in .restore },
    many(
      "planOnDeals", "/deals/activities", "Plans an activity with each of many deals, for its owner",
      [DealForm.line.required]
    ) { input, work in
      try work.batches.planning(try input.required(DealForm.line))
    },
    Operation(
      "archiveDeal", .post, "/deals/{id}/archive", "Puts the deal away; `restoration` brings it back",
      body: .json([DealForm.version, DealForm.reason]), answer: DealAPI.schema, conflicts: true
    ) { call in
      let (id, version) = (try call.id(of: Deal.self, kind: Deal.kind), call.input[DealForm.version])
      let reason = call.input[DealForm.reason]
      return try await call.crm.write(as: call.actor) { work in
        let before = try work.deals.find(id)
        let after = try work.deals.archive(id, because: reason, expecting: version)
        try work.batches.keep(.archive(because: reason), [(before, after)])
        return try DealAPI.json(after, work, call)
      }
    },
    Operation(
      "restoreDeal", .post, "/deals/{id}/restoration", "Brings the deal back from the archive",
      body: .json([DealForm.version]), answer: DealAPI.schema, conflicts: true
    ) { call in
      let (id, version) = (try call.id(of: Deal.self, kind: Deal.kind), call.input[DealForm.version])
      return try await call.crm.write(as: call.actor) { work in
        let before = try work.deals.find(id)
        let after = try work.deals.restore(id, expecting: version)
        try work.batches.keep(.restore, [(before, after)])
        return try DealAPI.json(after, work, call)
      }
    },
  ]

  private static func many(
    _ name: String, _ path: String, _ summary: String, _ fields: [any AnyField],
    _ act: @escaping @Sendable (Input, Work) throws -> BatchAct
  ) -> Operation {
    Operation(
      name, .post, path, "\(summary); says of each whether it could be done", body: .json([deals] + fields),
      answer: answer
    ) { call in
      let (marked, input) = (try marked(call.input), call.input)
      let done = try await call.crm.write(as: call.actor) { work in
        try work.batches.act(try act(input, work), on: marked)
      }
      return json(done.outcomes, done.batch, call)
    }
  }

  private static func marked(_ input: Input) throws -> [MarkedDeal] {
    try input.required(deals).map { MarkedDeal(try $0.required(id), version: $0[DealForm.version]) }
  }

  private static func json(_ outcomes: [BatchOutcome], _ batch: ID<Batch>?, _ call: APICall) -> JSON {
    let items = outcomes.map { outcome -> JSON in
      let failure = outcome.error.map(Failure.init)
      return [
        "deal_id": JSON(outcome.id), "done": .bool(failure == nil), "version": JSON(outcome.deal?.version),
        "code": JSON(failure?.code), "message": JSON(failure?.message(call.reader)),
      ]
    }
    return [
      "items": .array(items), "done": JSON(outcomes.filter { $0.error == nil }.count), "batch_id": JSON(batch),
    ]
  }
}
