import HTTPTypes
import Kernel
import Team
import Web

/// Handing over and absences for programs.
enum HandoverAPI {
  private static let share = Schema(
    "HandoverShare",
    [
      "user_id": Schema.of(.integer), "deals": Schema.of(.integer), "clients": Schema.of(.integer),
      "contacts": Schema.of(.integer), "activities": Schema.of(.integer), "service_deals": Schema.of(.integer),
    ])
  private static let preview = Schema("HandoverPreview", ["shares": Schema.list(of: share.reference)], parts: [share])

  static let schema = Schema(
    "Handover",
    [
      "id": Schema.of(.integer), "kind": Schema.words(Handover.Kind.allCases.map(\.rawValue)),
      "state": Schema.words(Handover.State.allCases.map(\.rawValue)), "author_id": Schema.nullable(.integer),
      "person_ids": Schema.list(of: Schema.of(.integer)), "shares": Schema.list(of: share.reference),
      "taken_back": Schema.of(.integer), "kept": Schema.of(.integer), "at": Schema.of(.instant),
      "ended_at": Schema.nullable(.instant),
    ], parts: [share])

  private static let absence = Schema(
    "Absence",
    [
      "id": Schema.of(.integer), "user_id": Schema.of(.integer), "first": Schema.of(.day), "last": Schema.of(.day),
      "heirs": Schema.list(of: Schema.of(.integer)), "state": Schema.words(Absence.State.allCases.map(\.rawValue)),
      "handover_id": Schema.nullable(.integer), "version": Schema.of(.integer),
    ])

  static let operations: [Operation] = handovers + absences

  private static let handovers: [Operation] = [
    Operation(
      "listHandovers", .get, "/handovers", "What was handed over by the caller and by those whom he leads",
      query: [Listing.limit, Listing.after], answer: schema.list
    ) { call in
      let (limit, after) = try Listing.page(call.query)
      return try await call.crm.read(as: call.actor) { work in
        let slice = try work.handovers.list(after: after, limit: limit)
        return Listing.json(Slice(items: try work.handovers.accounts(of: slice.items), next: slice.next)) {
          json($0, call)
        }
      }
    },
    Operation("countHandovers", .get, "/handovers/count", "How many of them there are", answer: .count) { call in
      ["count": JSON(try await call.crm.read(as: call.actor) { try $0.handovers.count() })]
    },
    Operation("getHandover", .get, "/handovers/{id}", "One of them", answer: schema) { call in
      let id = try HandoverRoutes.id(call.call)
      return try await call.crm.read(as: call.actor) { try json($0.handovers.find(id), $0, call) }
    },
    Operation(
      "createHandover", .post, "/handovers",
      "Gives all open deals, clients and activities of some people to others; much of it goes on after the answer",
      body: .json(HandoverForm.parties), status: .created, answer: schema
    ) { call in
      let (input, holdings) = (call.input, call.call.site.holdings)
      return try await call.crm.write(as: call.actor) { work in
        try work.actor.access.require(.change, Handover.kind)
        let parties = try HandoverForm.read(input, in: work.installation)
        return try json(work.handovers.begin(from: parties.sources, to: parties.heirs, holdings), work, call)
      }
    },
    Operation(
      "previewHandover", .post, "/handovers/preview", "What would go to whom; nothing is done",
      body: .json(HandoverForm.parties), answer: preview
    ) { call in
      let (input, holdings) = (call.input, call.call.site.holdings)
      return try await call.crm.read(as: call.actor) { work in
        try work.actor.access.require(.change, Handover.kind)
        let parties = try HandoverForm.read(input, in: work.installation)
        let shares = try work.handovers.preview(from: parties.sources, to: parties.heirs, holdings)
        return ["shares": .array(shares.map(json))]
      }
    },
    Operation(
      "undoHandover", .post, "/handovers/{id}/undo",
      "Brings back all that its heirs still have, however long ago it was", answer: schema, conflicts: true
    ) { call in
      let handover = try await call.call.takingBack(try HandoverRoutes.id(call.call))
      return try await call.crm.read(as: .system("handover")) { try json(handover, $0, call) }
    },
  ]

  private static let absences: [Operation] = [
    Operation(
      "listAbsences", .get, "/absences", "Absences of those whom the caller leads, the newest first",
      query: [Listing.limit, Listing.after], answer: absence.list
    ) { call in
      let (limit, after) = try Listing.page(call.query)
      return Listing.json(
        try await call.crm.read(as: call.actor) { try $0.absences.list(after: after, limit: limit) }, json)
    },
    Operation("countAbsences", .get, "/absences/count", "How many of them there are", answer: .count) { call in
      ["count": JSON(try await call.crm.read(as: call.actor) { try $0.absences.count() })]
    },
    Operation("getAbsence", .get, "/absences/{id}", "One of them", answer: absence) { call in
      let id = try HandoverRoutes.absence(call.call)
      return json(try await call.crm.read(as: call.actor) { try $0.absences.find(id) })
    },
    Operation(
      "createAbsence", .post, "/absences",
      "Somebody is away: on the first day his work goes to those who stand in, after the last it comes back",
      body: .json([
        HandoverForm.person.required, HandoverForm.first.required, HandoverForm.last.required, HandoverForm.heirs,
        HandoverForm.heirDepartment,
      ]), status: .created, answer: absence
    ) { call in
      let (input, holdings) = (call.input, call.call.site.holdings)
      return json(
        try await call.crm.write(as: call.actor) { work in
          try work.actor.access.require(.change, Handover.kind)
          let heirs = try HandoverForm.read(input, in: work.installation).heirs
          return try work.absences.add(
            try input.required(HandoverForm.person), from: try input.required(HandoverForm.first),
            to: try input.required(HandoverForm.last), heirs: heirs, holdings)
        })
    },
    Operation(
      "changeAbsence", .patch, "/absences/{id}", "Moves its last day",
      body: .json([HandoverForm.last.required, HandoverForm.version]), answer: absence, conflicts: true
    ) { call in
      let (id, input) = (try HandoverRoutes.absence(call.call), call.input)
      return json(
        try await call.crm.write(as: call.actor) { work in
          try work.absences.extend(
            id, to: try input.required(HandoverForm.last), expecting: input[HandoverForm.version].map(Int64.init))
        })
    },
    Operation(
      "endAbsence", .post, "/absences/{id}/end",
      "Ends it now: everything goes back; one that has not begun is called off",
      answer: absence, conflicts: true
    ) { call in
      let (id, holdings) = (try HandoverRoutes.absence(call.call), call.call.site.holdings)
      let actor = call.actor
      _ = try await call.crm.read(as: actor) { try $0.absences.find(id, to: .change) }
      return json(
        try await call.crm.write(as: .system("handover", for: actor.person)) { try $0.absences.end(id, holdings) })
    },
  ]

  static func json(_ handover: Handover, _ work: Work, _ call: APICall) throws -> JSON {
    json(try work.handovers.account(of: handover), call)
  }

  private static func json(_ account: HandoverAccount, _ call: APICall) -> JSON {
    let handover = account.handover
    return [
      "id": JSON(handover.id), "kind": .string(handover.kind.rawValue), "state": .string(handover.state.rawValue),
      "author_id": JSON(handover.personID),
      "person_ids": .array(account.sources.map { JSON($0) }),
      "shares": .array(account.shares.map(json)),
      "taken_back": JSON(handover.takenBack), "kept": JSON(handover.kept), "at": call.text(handover.at),
      "ended_at": call.text(handover.endedAt),
    ]
  }

  private static func json(_ share: HandoverShare) -> JSON {
    .object(
      [JSON.Field("user_id", JSON(share.heir))]
        + HandoverWords.kinds.map { JSON.Field($0, JSON(share.counts[$0] ?? 0)) })
  }

  private static func json(_ absence: Absence) -> JSON {
    [
      "id": JSON(absence.id), "user_id": JSON(absence.personID), "first": JSON(absence.first),
      "last": JSON(absence.last), "heirs": .array(absence.heirs.map { JSON($0) }),
      "state": .string(absence.state.rawValue), "handover_id": JSON(absence.handover), "version": JSON(absence.version),
    ]
  }
}
