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
    "DealBatch", ["items": Schema.list(of: outcome.reference), "done": Schema.of(.integer)], parts: [outcome])

  static let operations: [Operation] = [
    Operation(
      "moveDeals", .post, "/deals/moves", "Moves many deals on; says of each whether it could be done",
      body: .json([deals, DealForm.stageID.required]), answer: answer
    ) { call in
      let (marked, stage) = (try marked(call.input), try call.input.required(DealForm.stageID))
      let outcomes = try await call.crm.write(as: call.actor) { try $0.deals.move(marked, to: stage) }
      return json(outcomes, call)
    },
    Operation(
      "assignDeals", .post, "/deals/assignments", "Gives many deals to somebody; says of each whether it could be done",
      body: .json([deals, DealForm.ownerID.required]), answer: answer
    ) { call in
      let (marked, owner) = (try marked(call.input), try call.input.required(DealForm.ownerID))
      let outcomes = try await call.crm.write(as: call.actor) {
        try $0.deals.assign(marked, DealPeople(owner: owner))
      }
      return json(outcomes, call)
    },
  ]

  private static func marked(_ input: Input) throws -> [MarkedDeal] {
    try input.required(deals).map { MarkedDeal(try $0.required(id), version: $0[DealForm.version]) }
  }

  private static func json(_ outcomes: [BatchOutcome], _ call: APICall) -> JSON {
    let items = outcomes.map { outcome -> JSON in
      let failure = outcome.error.map(Failure.init)
      return [
        "deal_id": JSON(outcome.id), "done": .bool(failure == nil), "version": JSON(outcome.deal?.version),
        "code": JSON(failure?.code), "message": JSON(failure?.message(call.reader)),
      ]
    }
    return ["items": .array(items), "done": JSON(outcomes.filter { $0.error == nil }.count)]
  }
}
