import HTTPTypes
import Kernel
import Web

/// `/imports`: files of deals for programs.
enum ImportOperations {
  private static let error = Schema(
    "ImportError",
    ["code": Schema.of(.text), "message": Schema.of(.text), "field": Schema.nullable(.text)])
  private static let stage = Schema(
    "ImportStage", ["stage_id": Schema.of(.integer), "deals": Schema.of(.integer)])
  private static let reason = Schema(
    "ImportReason",
    [
      "code": Schema.of(.text), "message": Schema.of(.text), "column": Schema.nullable(.text),
      "rows": Schema.of(.integer), "first_line": Schema.of(.integer),
    ])
  private static let schema = Schema(
    "Import",
    [
      "id": Schema.of(.integer), "file_name": Schema.of(.text),
      "state": Schema.words(Import.State.allCases.map(\.rawValue)), "dry_run": Schema.of(.flag),
      "started_by_id": Schema.nullable(.integer), "bytes": Schema.of(.integer), "bytes_read": Schema.of(.integer),
      "rows": Schema.nullable(.integer), "taken": Schema.of(.integer), "skipped": Schema.of(.integer),
      "rejected": Schema.of(.integer), "taken_back": Schema.of(.integer), "kept": Schema.of(.integer),
      "mapping": Schema.object, "known": Schema.of(.integer), "stages": Schema.list(of: stage.reference),
      "reasons": Schema.list(of: reason.reference),
      "error": Schema.nullable(error.reference), "created_at": Schema.of(.instant),
      "started_at": Schema.nullable(.instant), "finished_at": Schema.nullable(.instant),
    ], parts: [error, stage, reason])

  private static let mapping = ImportForm.mapping
  private static let state = Field<Import.State>.choice("state", Import.State.allCases)

  static let all: [Operation] = [
    Operation(
      "listImports", .get, "/imports", "Imports, the newest first", query: [state, Listing.limit, Listing.after],
      answer: schema.list
    ) { call in
      let (limit, after) = try Listing.page(call.query)
      let imports = try await call.crm.read(as: call.actor) { work in
        try work.imports.list(state: call.query[state], after: after, limit: limit)
      }
      return Listing.json(imports) { json($0, call) }
    },
    Operation("countImports", .get, "/imports/count", "How many imports", query: [state], answer: .count) { call in
      ["count": JSON(try await call.crm.read(as: call.actor) { try $0.imports.count(state: call.query[state]) })]
    },
    Operation(
      "createImport", .post, "/imports",
      "Takes in a CSV file of deals and queues its import; without a mapping it lies aside as a draft",
      body: .multipart(files: ["file"], fields: ImportForm.fields), status: .created, answer: schema,
      bodyLimit: ImportForm.bodyLimit
    ) { call in
      try call.actor.access.require(.add, Import.kind)
      let id = try await ImportForm.begin(call.call, call.input, as: call.actor)
      return try await read(id, call)
    },
    Operation("readImport", .get, "/imports/{id}", "One import and how far it is", answer: schema) { call in
      try await read(call.id(of: Import.self, kind: Import.kind), call)
    },
    Operation(
      "cancelImport", .post, "/imports/{id}/cancellation", "Stops it where it is; what was taken stays",
      answer: schema, conflicts: true
    ) { call in
      let id = try call.id(of: Import.self, kind: Import.kind)
      try await call.crm.cancelImport(id, as: call.actor)
      return try await read(id, call)
    },
    Operation(
      "changeImportMapping", .put, "/imports/{id}/mapping",
      "Says what the columns of a draft, or of a rehearsed import, mean", body: .json([mapping.required]),
      answer: schema, conflicts: true
    ) { call in
      try call.actor.access.require(.add, Import.kind)
      let id = try call.id(of: Import.self, kind: Import.kind)
      let text = try call.input.required(mapping)
      let document = try ImportMapping.document(Array(text.utf8))
      try await call.crm.write(as: call.actor) { try $0.imports.change(id, mapping: document) }
      return try await read(id, call)
    },
    Operation(
      "startImport", .post, "/imports/{id}/start", "Carries out a draft or a rehearsed import, or rehearses it",
      body: .json([ImportForm.dryRun]), answer: schema, conflicts: true
    ) { call in
      let id = try call.id(of: Import.self, kind: Import.kind)
      try await call.crm.startImport(id, isDryRun: call.input[ImportForm.dryRun] ?? false, as: call.actor)
      return try await read(id, call)
    },
    Operation(
      "rollBackImport", .post, "/imports/{id}/rollback",
      "Takes back the deals that it made and nobody has worked with since", answer: schema, conflicts: true
    ) { call in
      let id = try call.id(of: Import.self, kind: Import.kind)
      try await call.crm.write(as: call.actor) { try $0.imports.rollBack(id) }
      return try await read(id, call)
    },
  ]

  private static func read(_ id: ID<Import>, _ call: APICall) async throws -> JSON {
    json(try await call.crm.read(as: call.actor) { try $0.imports.find(id) }, call)
  }

  private static func json(_ item: Import, _ call: APICall) -> JSON {
    [
      "id": JSON(item.id), "file_name": .string(item.fileName), "state": .string(item.state.rawValue),
      "dry_run": .bool(item.isDryRun), "started_by_id": JSON(item.startedBy), "bytes": .integer(item.bytes),
      "bytes_read": .integer(item.bytesRead), "rows": JSON(item.rows), "taken": JSON(item.progress.taken),
      "skipped": JSON(item.progress.skipped), "rejected": JSON(item.progress.rejected),
      "taken_back": JSON(item.takenBack), "kept": JSON(item.kept),
      "mapping": item.mapping, "known": JSON(item.summary.known), "stages": item.summary.json["stages"] ?? [],
      "reasons": .array(
        item.summary.reasons.map { reason in
          [
            "code": .string(reason.example.code), "message": .string(call.reader.sentence(for: reason.example)),
            "column": JSON(reason.kind.column), "rows": JSON(reason.rows), "first_line": JSON(reason.line),
          ]
        }),
      "error": item.error.map { error in
        [
          "code": .string(error.code), "message": .string(call.reader.sentence(for: error)),
          "field": JSON(error.field),
        ]
      } ?? .null,
      "created_at": call.text(item.createdAt), "started_at": call.text(item.startedAt),
      "finished_at": call.text(item.finishedAt),
    ]
  }
}
