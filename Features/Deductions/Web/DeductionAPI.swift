import Advertising
import HTTPTypes
import Kernel
import Web

/// The ledger for programs.
enum DeductionAPI {
  private static let schema = Schema(
    "Deduction",
    [
      "id": Schema.of(.integer), "user_id": Schema.of(.integer), "refusal_id": Schema.of(.integer),
      "amount": Schema.money, "derivation": Schema.of(.text),
      "state": Schema.words(Deduction.State.allCases.map(\.rawValue)), "proposed_at": Schema.of(.instant),
      "approver_id": Schema.nullable(.integer), "approved_at": Schema.nullable(.instant),
      "appeal": Schema.nullable(.text), "appealed_at": Schema.nullable(.instant),
      "decider_id": Schema.nullable(.integer), "decided_at": Schema.nullable(.instant),
      "note": Schema.nullable(.text), "version": Schema.of(.integer),
    ])

  private static let sums = Schema(
    "DeductionSums",
    [
      "user_id": Schema.of(.integer), "month": Schema.of(.text), "count": Schema.of(.integer),
      "proposed": Schema.money, "approved": Schema.money, "appealed": Schema.money, "upheld": Schema.money,
      "cancelled": Schema.money, "total": Schema.money,
    ])

  private static let userID = Field<ID<Person>>.id("user_id", of: Person.self)

  static let operations: [Operation] = [
    Operation(
      "listDeductions", .get, "/deductions", "One's own deductions and those one is over, the newest first",
      query: [userID, Listing.limit, Listing.after], answer: schema.list
    ) { call in
      let (limit, after) = try Listing.page(call.query)
      let person = call.query[userID]
      let slice = try await call.crm.read(as: call.actor) { work in
        try work.actor.access.require(.see, Deduction.kind)
        return try work.deductions.list(of: person, after: after, limit: limit)
      }
      return Listing.json(slice) { json($0, call) }
    },
    Operation(
      "countDeductions", .get, "/deductions/count", "How many deductions the caller may see", query: [userID],
      answer: .count
    ) { call in
      let person = call.query[userID]
      return try await call.crm.read(as: call.actor) { work in
        try work.actor.access.require(.see, Deduction.kind)
        return ["count": JSON(try work.deductions.count(of: person))]
      }
    },
    Operation(
      "reportDeductions", .get, "/reports/deductions",
      "What the deductions come to that were proposed in a month, this one by default, by person; `total` reduces the bonus",
      query: [DeductionRoutes.month, userID, Listing.limit, Listing.after], answer: sums.list
    ) { call in
      let (month, person) = (call.query[DeductionRoutes.month], call.query[userID])
      return try await call.crm.read(as: call.actor) { work in
        try work.actor.access.require(.see, Deduction.kind)
        let month = month ?? Month(of: work.today)
        return try Listing.json(short: try work.deductions.sums(in: month, of: person), call.query) { sum in
          [
            "user_id": JSON(sum.personID), "month": .string(month.description), "count": JSON(sum.count),
            "proposed": JSON(sum[.proposed]), "approved": JSON(sum[.approved]), "appealed": JSON(sum[.appealed]),
            "upheld": JSON(sum[.upheld]), "cancelled": JSON(sum[.cancelled]), "total": JSON(sum.total),
          ]
        }
      }
    },
    Operation("getDeduction", .get, "/deductions/{id}", "One deduction", answer: schema) { call in
      let id = try DeductionRoutes.id(call.call)
      return json(try await call.crm.read(as: call.actor) { try $0.deductions.find(id) }, call)
    },
    Operation(
      "approveDeduction", .post, "/deductions/{id}/approval", "The head approves what was proposed", answer: schema,
      conflicts: true
    ) { call in
      let id = try DeductionRoutes.id(call.call)
      return json(try await call.crm.write(as: call.actor) { try $0.deductions.approve(id) }, call)
    },
    Operation(
      "appealDeduction", .post, "/deductions/{id}/appeal", "The person himself objects",
      body: .json([DeductionRoutes.text.required]), answer: schema, conflicts: true
    ) { call in
      let (id, words) = (try DeductionRoutes.id(call.call), try call.input.required(DeductionRoutes.text))
      return json(try await call.crm.write(as: call.actor) { try $0.deductions.appeal(id, words) }, call)
    },
    Operation(
      "decideDeduction", .post, "/deductions/{id}/decision", "Upholds or cancels what was appealed; cancels a proposal",
      body: .json([DeductionRoutes.outcome.required, DeductionRoutes.note]), answer: schema, conflicts: true
    ) { call in
      let (id, input) = (try DeductionRoutes.id(call.call), call.input)
      let outcome = try input.required(DeductionRoutes.outcome)
      return json(
        try await call.crm.write(as: call.actor) {
          try $0.deductions.decide(id, outcome, note: input[DeductionRoutes.note])
        }, call)
    },
  ]

  private static func json(_ item: Deduction, _ call: APICall) -> JSON {
    [
      "id": JSON(item.id), "user_id": JSON(item.personID), "refusal_id": JSON(item.refusalID),
      "amount": JSON(item.amount), "derivation": .string(item.cpl?.words(call.reader) ?? ""),
      "state": .string(item.state.rawValue), "proposed_at": call.text(item.proposedAt),
      "approver_id": JSON(item.approverID), "approved_at": call.text(item.approvedAt), "appeal": JSON(item.appeal),
      "appealed_at": call.text(item.appealedAt), "decider_id": JSON(item.deciderID),
      "decided_at": call.text(item.decidedAt), "note": JSON(item.note), "version": JSON(item.version),
    ]
  }
}
