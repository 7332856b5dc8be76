import Calls
import Clients
import Deals
import Files
import HTTPTypes
import Kernel
import Web

/// Refusals and their check for programs. Those from outside are answered too, each as far as he sees.
enum RefusalAPI {
  private static let markSchema = Schema(
    "RefusalMark",
    [
      "id": Schema.of(.integer), "call_id": Schema.of(.integer), "seconds": Schema.of(.integer),
      "note": Schema.of(.text), "person_id": Schema.nullable(.integer), "at": Schema.of(.instant),
    ])

  private static let schema = Schema(
    "Refusal",
    [
      "id": Schema.of(.integer), "deal_id": Schema.of(.integer), "author_id": Schema.of(.integer),
      "state": Schema.words(RefusalCase.State.allCases.map(\.rawValue)), "reason_id": Schema.of(.integer),
      "justification": Schema.of(.text), "snapshot": Schema.object, "stated_at": Schema.of(.instant),
      "due_at": Schema.of(.instant), "call_ids": Schema.list(of: Schema.of(.integer)),
      "heard_call_ids": Schema.list(of: Schema.of(.integer)), "opened_call_ids": Schema.list(of: Schema.of(.integer)),
      "marks": Schema.list(of: markSchema.reference),
      "listener_id": Schema.nullable(.integer),
      "listened_at": Schema.nullable(.instant), "voiced": Schema.nullable(.flag),
      "heard_reason_id": Schema.nullable(.integer), "reason_matches": Schema.nullable(.flag),
      "attempts": Schema.of(.integer), "next_call_at": Schema.nullable(.instant),
      "confirmed": Schema.nullable(.flag), "accepted": Schema.of(.flag),
      "verified_reason_id": Schema.nullable(.integer), "phone": Schema.nullable(.text),
      "resolver_id": Schema.nullable(.integer), "resolved_at": Schema.nullable(.instant),
      "resolution_note": Schema.nullable(.text), "new_owner_id": Schema.nullable(.integer),
      "warmup_deal_id": Schema.nullable(.integer), "version": Schema.of(.integer),
    ], parts: [markSchema])

  static let operations: [Operation] = [
    Operation(
      "listRefusals", .get, "/refusals",
      "Refusals that the caller may see; open ones by when they are to be called again, else by their deadline",
      query: [RefusalForm.view, RefusalForm.dealID, Listing.limit, Listing.after], answer: schema.list
    ) { call in
      let (limit, after) = try Listing.page(call.query)
      let query = call.query
      return try await call.crm.read(as: call.actor) { work in
        try work.actor.access.require(.see, RefusalCase.kind)
        let slice = try work.refusals.list(
          query[RefusalForm.view] ?? .all, deal: query[RefusalForm.dealID], after: after, limit: limit)
        let items = try slice.items.map { try json($0, work, call) }
        return ["items": .array(items), "next": JSON(slice.next?.text)]
      }
    }.outsideToo,
    Operation(
      "countRefusals", .get, "/refusals/count", "How many refusals the caller may see",
      query: [RefusalForm.view, RefusalForm.dealID], answer: .count
    ) { call in
      let query = call.query
      return try await call.crm.read(as: call.actor) { work in
        try work.actor.access.require(.see, RefusalCase.kind)
        return [
          "count": JSON(
            try work.refusals.count(query[RefusalForm.view] ?? .all, deal: query[RefusalForm.dealID]))
        ]
      }
    }.outsideToo,
    Operation("getRefusal", .get, "/refusals/{id}", "One refusal", answer: schema) { call in
      let id = try id(call)
      return try await call.crm.read(as: call.actor) { try json(try $0.refusals.find(id), $0, call) }
    }.outsideToo,
    Operation(
      "stateRefusal", .post, "/deals/{id}/refusals", "States that the client refuses: the deal goes under check",
      body: .json(RefusalForm.stated), status: .created, answer: schema, conflicts: true
    ) { call in
      let id = try call.id(of: Deal.self, kind: Deal.kind)
      let (reason, words) = (
        try call.input.required(RefusalForm.reasonID), try call.input.required(RefusalForm.justification)
      )
      return try await call.crm.write(as: call.actor) { work in
        try json(try work.refusals.state(id, for: reason, because: words), work, call)
      }
    },
    Operation(
      "overrideRefusal", .post, "/deals/{id}/losses", "Closes a deal without a check: the owner alone, with a reason",
      body: .json(RefusalForm.overridden), status: .created, answer: schema, conflicts: true
    ) { call in
      let id = try call.id(of: Deal.self, kind: Deal.kind)
      let (reason, why) = (try call.input.required(RefusalForm.reasonID), try call.input.required(RefusalForm.why))
      return try await call.crm.write(as: call.actor) { work in
        try json(try work.refusals.override(id, for: reason, because: why), work, call)
      }
    },
    Operation(
      "skipCall", .post, "/refusals/{id}/hearings", "Opens a call of the case, or skips it with a reason",
      body: .json([RefusalForm.callID.required, RefusalForm.skipped]), status: .created, answer: schema,
      conflicts: true
    ) { call in
      let callID = try call.input.required(RefusalForm.callID)
      let why = call.input[RefusalForm.skipped]
      return try await step(call) { work, id in
        try work.refusals.hear(id, callID, skipping: why)
        return try work.refusals.find(id)
      }
    }.outsideToo,
    Operation(
      "markRecording", .post, "/refusals/{id}/marks", "Marks a moment of a recording, with a note",
      body: .json([RefusalForm.callID.required, RefusalForm.seconds.required, RefusalForm.markNote.required]),
      status: .created, answer: schema, conflicts: true
    ) { call in
      let input = call.input
      let (callID, seconds) = (try input.required(RefusalForm.callID), try input.required(RefusalForm.seconds))
      let note = try input.required(RefusalForm.markNote)
      return try await step(call) { work, id in
        try work.refusals.mark(id, callID, at: seconds, note)
        return try work.refusals.find(id)
      }
    }.outsideToo,
    Operation(
      "listenToRefusal", .post, "/refusals/{id}/listenings",
      "Step 1: what is heard in the recordings; a call without one proves nothing",
      body: .json(RefusalForm.listened), status: .created, answer: schema, conflicts: true
    ) { call in
      let listening = try RefusalForm.listening(call.input)
      return try await step(call) { try $0.refusals.listen($1, listening) }
    }.outsideToo,
    Operation(
      "callBackRefusal", .post, "/refusals/{id}/callbacks",
      "Step 2: the client was called; who was not reached is called again half a working day later at the earliest",
      body: .json(RefusalForm.called), status: .created, answer: schema, conflicts: true
    ) { call in
      let callback = try RefusalForm.callback(call.input, nextAt: call.input[RefusalForm.nextAt])
      return try await step(call) { try $0.refusals.call($1, callback) }
    }.outsideToo,
    Operation(
      "resolveRefusal", .post, "/refusals/{id}/resolution", "Ends the check as it was found",
      body: .json(RefusalForm.resolved), status: .created, answer: schema, conflicts: true
    ) { call in
      let input = call.input
      let outcome = try input.required(RefusalForm.outcome)
      return try await step(call) { work, id in
        try work.refusals.resolve(id, outcome, to: input[RefusalForm.newOwnerID], note: input[RefusalForm.why])
      }
    }.outsideToo,
  ]

  private static func id(_ call: APICall) throws -> ID<RefusalCase> {
    try call.id(of: RefusalCase.self, kind: RefusalCase.kind)
  }

  private static func step(
    _ call: APICall, _ act: @escaping @Sendable (Work, ID<RefusalCase>) throws -> RefusalCase
  ) async throws -> JSON {
    let id = try id(call)
    return try await call.crm.write(as: call.actor) { try json(try act($0, id), $0, call) }
  }

  private static func json(_ refusal: RefusalCase, _ work: Work, _ call: APICall) throws -> JSON {
    let hearings = try work.refusals.hearings(of: refusal)
    let deal = try work.refusals.deal(of: refusal)
    let calls = try work.calls.of(deal)
    let isCalling = try refusal.isOpen && refusal.state != .waiting && work.refusals.mayCheck(refusal)
    return [
      "id": JSON(refusal.id), "deal_id": JSON(refusal.dealID), "author_id": JSON(refusal.authorID),
      "state": .string(refusal.state.rawValue), "reason_id": JSON(refusal.reasonID),
      "justification": .string(refusal.justification), "snapshot": refusal.snapshot,
      "stated_at": call.text(refusal.statedAt), "due_at": call.text(refusal.dueAt),
      "call_ids": .array(calls.map { JSON($0.id) }),
      "heard_call_ids": .array(calls.filter { hearings[$0.id]?.heard($0) ?? false }.map { JSON($0.id) }),
      "opened_call_ids": .array(hearings.keys.sorted().map { JSON($0) }),
      "marks": .array(try work.refusals.marks(of: refusal).map { json($0, call) }),
      "listener_id": JSON(refusal.listenerID),
      "listened_at": call.text(refusal.listenedAt), "voiced": JSON(refusal.voiced),
      "heard_reason_id": JSON(refusal.heardReasonID),
      "reason_matches": JSON(refusal.voiced.map { $0 && refusal.heardReasonID == refusal.reasonID }),
      "attempts": JSON(refusal.attempts), "next_call_at": call.text(refusal.nextCallAt),
      "confirmed": JSON(refusal.confirmed), "accepted": .bool(refusal.accepted),
      "verified_reason_id": JSON(refusal.verifiedReasonID),
      "phone": JSON(isCalling ? try work.clients.numberToCall(deal.companyID)?.e164 : nil),
      "resolver_id": JSON(refusal.resolverID), "resolved_at": call.text(refusal.resolvedAt),
      "resolution_note": JSON(refusal.resolutionNote), "new_owner_id": JSON(refusal.newOwnerID),
      "warmup_deal_id": JSON(refusal.successorID), "version": JSON(refusal.version),
    ]
  }

  private static func json(_ mark: RefusalMark, _ call: APICall) -> JSON {
    [
      "id": JSON(mark.id), "call_id": JSON(mark.callID), "seconds": JSON(mark.seconds), "note": .string(mark.note),
      "person_id": JSON(mark.personID), "at": call.text(mark.at),
    ]
  }
}
