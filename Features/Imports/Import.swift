import Deals
import Kernel
import Store

/// A file of deals on its way into the product, or back out of it.
package struct Import: Sendable, Guarded {
  package enum State: String, CaseIterable, Storable {
    /// The file lies aside, and what its columns mean is still to be said.
    case draft
    case queued, running, done
    /// It could not be taken as a whole; `error` says why.
    case failed
    case cancelled
    case rollingBack = "rolling_back"
    case rolledBack = "rolled_back"

    /// Whether a worker has something to do.
    package var isUnderWay: Bool { self == .queued || self == .running || self == .rollingBack }
  }

  package let id: ID<Import>
  package let fileName: String
  /// Where the file is kept while it is needed.
  let path: String
  package let mapping: JSON
  /// The names of the file's columns.
  let header: [String]
  package let state: State
  /// Whether it only says what would come of it.
  package let isDryRun: Bool
  package let startedBy: ID<Person>?
  let plan: ImportPlan?
  package let progress: ImportProgress
  package let summary: ImportSummary
  /// Bytes of the file, and how many of them have been read.
  package let bytes: Int64
  package let bytesRead: Int64
  /// Deals taken back, and those that stay because somebody has worked with them since.
  package let takenBack: Int
  package let kept: Int
  package let error: Refusal.Violation?
  package let createdAt: Instant
  package let startedAt: Instant?
  package let finishedAt: Instant?

  package static let kind = "import"
  package static let table: SQL = "import"

  package static func taken(by people: People) -> SQL { people.condition(on: "import.started_by") }

  package init(row: Row) throws {
    id = try row["id"]
    fileName = try row["file_name"]
    path = try row["path"]
    mapping = try JSON(parsing: row["mapping"] as String)
    header = try JSON(parsing: row["header"] as String).array?.compactMap(\.string) ?? []
    state = try row["state"]
    isDryRun = try row["dry_run"]
    startedBy = try row["started_by"]
    plan = try (row["plan"] as String?).map { try ImportPlan(JSON(parsing: $0)) }
    progress = ImportProgress(
      line: try row["line"], taken: try row["taken"], skipped: try row["skipped"], rejected: try row["rejected"])
    summary = try ImportSummary((row["summary"] as String?).map { try JSON(parsing: $0) })
    bytes = try row["bytes"]
    bytesRead = try row["bytes_read"]
    takenBack = try row["taken_back"]
    kept = try row["kept"]
    error = try (row["error"] as String?).map { try Refusal.Violation(stored: JSON(parsing: $0)) }
    createdAt = try row["created_at"]
    startedAt = try row["started_at"]
    finishedAt = try row["finished_at"]
  }

  /// Rows of the file, known once it has been looked through.
  package var rows: Int? { plan?.rows }

  /// Whether its deals can be taken back.
  package var canRollBack: Bool {
    !isDryRun && (state == .done || state == .failed || state == .cancelled) && progress.taken > 0
  }

  /// Whether its file lies aside to be rehearsed or carried out.
  package var canStart: Bool {
    switch state {
    case .draft: true
    case .done: isDryRun
    case .failed: progress.taken == 0
    case .queued, .running, .cancelled, .rollingBack, .rolledBack: false
    }
  }

  package var subject: Subject { Subject(Import.kind, id.number) }
}

/// How far an import has come: written in the same transaction as the deals it counts.
package struct ImportProgress: Sendable, Hashable {
  /// The line of the file on which the last finished row begins.
  package var line: Int
  package var taken: Int
  /// Rows whose deal is there already.
  package var skipped: Int
  package var rejected: Int

  package var rows: Int { taken + skipped + rejected }
}

/// What the deals of a file are, or would be.
package struct ImportSummary: Sendable, Equatable {
  /// How many stand in which stage.
  package var stages: [ID<Stage>: Int] = [:]
  /// Those whose client was known before, of a rehearsal.
  package var known = 0
  /// Why rows were not taken, with how many of each kind.
  package var reasons: [RejectionReason] = []

  init(_ stored: JSON?) {
    known = Int(stored?["known"]?.integer ?? 0)
    reasons = (stored?["reasons"]?.array ?? []).map(RejectionReason.init(stored:))
    for stage in stored?["stages"]?.array ?? [] {
      guard let id = stage["stage_id"]?.integer, let count = stage["deals"]?.integer else { continue }
      stages[ID(id)] = Int(count)
    }
  }

  var json: JSON {
    let counts = stages.sorted { $0.key < $1.key }
    return [
      "known": JSON(known), "stages": .array(counts.map { ["stage_id": JSON($0.key), "deals": JSON($0.value)] }),
      "reasons": .array(reasons.map(\.stored)),
    ]
  }

  /// A row with several reasons counts with each of them.
  mutating func note(_ rejection: ImportBatch.Rejection) {
    var noted: [RejectionReason.Kind] = []
    for violation in rejection.reasons {
      let reason = RejectionReason(example: violation, line: rejection.row.line, rows: 1)
      guard !noted.contains(reason.kind) else { continue }
      noted.append(reason.kind)
      if let place = reasons.firstIndex(where: { $0.kind == reason.kind }) {
        reasons[place].rows += 1
      } else {
        reasons.append(reason)
      }
    }
  }
}

/// What stood against rows of a file, of one kind and in one column.
package struct RejectionReason: Sendable, Equatable {
  /// What makes two of them the same, whatever the rows hold there.
  package struct Kind: Sendable, Hashable {
    let code: String
    let field, column: String?
  }

  /// Of the first row that it stood against.
  package let example: Refusal.Violation
  /// That row's.
  package let line: Int
  package internal(set) var rows: Int

  package var kind: Kind { Kind(code: example.code, field: example.field, column: example.arguments["column"]) }
}

extension RejectionReason {
  fileprivate var stored: JSON { ["example": example.stored, "line": JSON(line), "rows": JSON(rows)] }

  fileprivate init(stored json: JSON) {
    self.init(
      example: Refusal.Violation(stored: json["example"] ?? .null), line: Int(json["line"]?.integer ?? 0),
      rows: Int(json["rows"]?.integer ?? 0))
  }
}

extension Refusal.Violation {
  var stored: JSON {
    [
      "code": .string(code), "field": JSON(field),
      "arguments": .object(arguments.sorted { $0.key < $1.key }.map { .init($0.key, .string($0.value)) }),
    ]
  }

  init(stored json: JSON) {
    let arguments = (json["arguments"]?.fields ?? []).map { ($0.name, $0.value.string ?? "") }
    self.init(
      json["code"]?.string ?? "defect", field: json["field"]?.string,
      Dictionary(arguments, uniquingKeysWith: { $1 }))
  }
}
