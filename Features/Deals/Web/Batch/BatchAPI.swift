import Clients
import Kernel
import Web

/// Deeds with many records for programs: how far they are, and the way back; deeds with many clients.
enum BatchAPI {
  private static let schema = Schema(
    "Batch",
    [
      "id": Schema.of(.integer), "state": Schema.words(["running", "done", "undoing", "undone"]),
      "act": Schema.words(["assign", "hand_over", "segment", "move", "archive", "restore", "plan", "finish"]),
      "total": Schema.of(.integer),
      "done": Schema.of(.integer), "skipped": Schema.of(.integer), "taken_back": Schema.of(.integer),
      "kept": Schema.of(.integer), "ended_at": Schema.nullable(.instant),
    ])

  private static let id = Field<ID<Company>>.id("id", of: Company.self).required
  private static let version = Field<Int>.integer("version", in: 1...Int(Int32.max))
  private static let companies = Field<[Input]>.list(.object("companies", [id, version]), max: DealBatchAPI.most)
    .required.noted("With the version that was seen, where a newer one is to be refused")
  private static let segment = Field<ID<Segment>>.id("segment_id", of: Segment.self)
  static let withDeals = Field<Bool>.flag("with_deals")
    .noted("Their open deals go with them, and what is planned in those, as far as the caller may give them")

  /// Clients alone, or with what is being worked with them.
  static func assignment(_ input: Input) throws -> BatchAct {
    let owner = try input.required(DealForm.ownerID)
    return input[withDeals] == true ? .handOver(owner) : .assign(owner)
  }

  private static let outcome = Schema(
    "CompanyOutcome",
    [
      "company_id": Schema.of(.integer), "done": Schema.of(.flag), "code": Schema.nullable(.text),
      "message": Schema.nullable(.text),
    ])
  private static let answer = Schema(
    "CompanyBatch",
    [
      "items": Schema.list(of: outcome.reference), "done": Schema.of(.integer),
      "batch_id": Schema.nullable(.integer),
    ], parts: [outcome])

  static let operations: [Operation] = [
    many(
      "assignCompanies", "/companies/assignments", "Gives many clients to somebody",
      [DealForm.ownerID.required, withDeals]
    ) { try assignment($0) },
    many(
      "segmentCompanies", "/companies/segments",
      "Puts many clients into a segment; without `segment_id`, or with null, takes them out of theirs", [segment]
    ) {
      .segment($0[segment])
    },
    many(
      "archiveCompanies", "/companies/archive", "Puts many clients away: they leave lists, counts and pickers",
      [DealForm.reason]
    ) { .archive(because: $0[DealForm.reason]) },
    many("restoreCompanies", "/companies/restorations", "Brings many clients back from the archive", []) { _ in .restore
    },
    Operation("getBatch", .get, "/batches/{id}", "A deed of the caller's with many records", answer: schema) { call in
      let id = try call.id(of: Batch.self, kind: Batch.kind)
      return json(try await call.crm.read(as: call.actor) { try $0.batches.find(id) }, call)
    },
    Operation(
      "undoBatch", .post, "/batches/{id}/undo",
      "Takes a deed back within ten minutes, as far as nobody changed its records since", answer: schema,
      conflicts: true
    ) { call in
      let id = try call.id(of: Batch.self, kind: Batch.kind)
      return json(try await call.call.undoing { try $0.batches.undo(id) }.batch, call)
    },
  ]

  private static func many(
    _ name: String, _ path: String, _ summary: String, _ fields: [any AnyField],
    _ act: @escaping @Sendable (Input) throws -> BatchAct
  ) -> Operation {
    Operation(
      name, .post, path, "\(summary); says of each whether it could be done", body: .json([companies] + fields),
      answer: answer
    ) { call in
      let act = try act(call.input)
      let marked = try call.input.required(companies).map {
        MarkedClient(id: try $0.required(id), version: $0[version].map(Int64.init))
      }
      let (outcomes, batch) = try await call.crm.write(as: call.actor) { try $0.batches.act(act, on: marked) }
      let items = outcomes.map { outcome -> JSON in
        let failure = outcome.error.map(Failure.init)
        return [
          "company_id": JSON(outcome.id), "done": .bool(failure == nil), "code": JSON(failure?.code),
          "message": JSON(failure?.message(call.reader)),
        ]
      }
      return [
        "items": .array(items), "done": JSON(outcomes.filter { $0.error == nil }.count), "batch_id": JSON(batch),
      ]
    }
  }

  private static func json(_ batch: Batch, _ call: APICall) -> JSON {
    [
      "id": JSON(batch.id), "state": .string(batch.state.rawValue), "act": .string(batch.act.word),
      "total": JSON(batch.total), "done": JSON(batch.done), "skipped": JSON(batch.skipped),
      "taken_back": JSON(batch.takenBack), "kept": JSON(batch.kept), "ended_at": call.text(batch.endedAt),
    ]
  }
}
