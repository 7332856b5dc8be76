import HTTPTypes
import Kernel
import Web

/// Sources and refusal reasons for programs.
enum DictionaryAPI {
  private static let source = Schema(
    "Source",
    [
      "id": Schema.of(.integer), "name": Schema.of(.text),
      "kind": Schema.words(Source.Kind.allCases.map(\.rawValue)), "archived": Schema.of(.flag),
      "version": Schema.of(.integer),
    ])
  private static let reason = Schema(
    "Reason",
    [
      "id": Schema.of(.integer), "name": Schema.of(.text), "warmup_stage_id": Schema.nullable(.integer),
      "archived": Schema.of(.flag), "version": Schema.of(.integer),
    ])

  static let operations: [Operation] = sources + reasons

  private static let sources: [Operation] = [
    Operation(
      "listSources", .get, "/sources", "Where inquiries come from, also what was put away", query: PipelineAPI.page,
      answer: source.list
    ) { call in
      let sources = try await call.crm.read(as: call.actor) { try $0.sources.all() }
      return try Listing.json(short: sources, call.query, json)
    },
    Operation("countSources", .get, "/sources/count", "How many sources there are", answer: .count) { call in
      ["count": JSON(try await call.crm.read(as: call.actor) { try $0.sources.all() }.count)]
    },
    Operation(
      "createSource", .post, "/sources", "Adds a source",
      body: .json([DictionaryForm.name.required, DictionaryForm.kind.required]), status: .created, answer: source
    ) { call in
      let draft = SourceDraft(
        name: try call.input.required(DictionaryForm.name), kind: try call.input.required(DictionaryForm.kind))
      return json(try await call.crm.write(as: call.actor) { try $0.sources.add(draft) })
    },
    Operation(
      "changeSource", .patch, "/sources/{id}", "Changes what is named; what was put away is not offered any more",
      body: .json([DictionaryForm.name, DictionaryForm.kind, DictionaryForm.archived, DictionaryForm.version]),
      answer: source, conflicts: true
    ) { call in
      let (id, input) = (try call.id(of: Source.self, kind: "source"), call.input)
      return json(
        try await call.crm.write(as: call.actor) { work in
          try work.sources.change(id, expecting: input[DictionaryForm.version]) {
            DictionaryForm.fill(&$0, from: input)
          }
        })
    },
  ]

  private static let reasons: [Operation] = [
    Operation(
      "listReasons", .get, "/reasons", "Why clients refuse, also what was put away", query: PipelineAPI.page,
      answer: reason.list
    ) { call in
      let reasons = try await call.crm.read(as: call.actor) { try $0.reasons.all() }
      return try Listing.json(short: reasons, call.query, json)
    },
    Operation("countReasons", .get, "/reasons/count", "How many reasons there are", answer: .count) { call in
      ["count": JSON(try await call.crm.read(as: call.actor) { try $0.reasons.all() }.count)]
    },
    Operation("readReason", .get, "/reasons/{id}", "One reason", answer: reason) { call in
      let id = try call.id(of: Reason.self, kind: "reason")
      return json(try await call.crm.read(as: call.actor) { try $0.reasons.find(id) })
    },
    Operation(
      "createReason", .post, "/reasons", "Adds a reason",
      body: .json([DictionaryForm.name.required, DictionaryForm.warmup]), status: .created, answer: reason
    ) { call in
      let draft = ReasonDraft(
        name: try call.input.required(DictionaryForm.name), warmupStageID: call.input[DictionaryForm.warmup])
      return json(try await call.crm.write(as: call.actor) { try $0.reasons.add(draft) })
    },
    Operation(
      "changeReason", .patch, "/reasons/{id}", "Changes what is named; what was put away is not offered any more",
      body: .json([DictionaryForm.name, DictionaryForm.warmup, DictionaryForm.archived, DictionaryForm.version]),
      answer: reason, conflicts: true
    ) { call in
      let (id, input) = (try call.id(of: Reason.self, kind: "reason"), call.input)
      return json(
        try await call.crm.write(as: call.actor) { work in
          try work.reasons.change(id, expecting: input[DictionaryForm.version]) {
            DictionaryForm.fill(&$0, from: input)
          }
        })
    },
  ]

  private static func json(_ source: Source) -> JSON {
    [
      "id": JSON(source.id), "name": .string(source.name), "kind": .string(source.kind.rawValue),
      "archived": .bool(source.isArchived), "version": JSON(source.version),
    ]
  }

  private static func json(_ reason: Reason) -> JSON {
    [
      "id": JSON(reason.id), "name": .string(reason.name), "warmup_stage_id": JSON(reason.warmupStageID),
      "archived": .bool(reason.isArchived), "version": JSON(reason.version),
    ]
  }
}
