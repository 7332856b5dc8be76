import Kernel
import Store

/// What can be done with imports.
package struct Imports {
  let work: Work

  static let job = "import_deals"
  static let rollbackJob = "import_rollback"

  /// Throws `NotFound` where the actor can't see it.
  package func find(_ id: ID<Import>) throws -> Import {
    let found = try work.first(
      "SELECT import.* FROM \(work.visible(Import.self)) AS import WHERE id = \(id)"
    ) { try Import(row: $0) }
    guard let found else { throw NotFound(Import.kind) }
    return found
  }

  /// The newest first.
  package func list(state: Import.State? = nil, after cursor: Cursor?, limit: Int) throws -> Slice<Import> {
    try work.actor.access.require(.see, Import.kind)
    var conditions = condition(state)
    if let number = cursor?.keys.first?.integer { conditions.append("id < \(number)") }
    let rows = try work.all(
      """
      SELECT import.* FROM \(work.visible(Import.self)) AS import
      WHERE \(.all(conditions)) ORDER BY id DESC LIMIT \(limit + 1)
      """
    ) { try Import(row: $0) }
    return Slice(rows, limit: limit) { Cursor([JSON($0.id)]) }
  }

  package func count(state: Import.State? = nil) throws -> Int {
    try work.actor.access.require(.see, Import.kind)
    return try work.value(
      "SELECT count(*) FROM \(work.visible(Import.self)) AS import WHERE \(.all(condition(state)))") ?? 0
  }

  private func condition(_ state: Import.State?) -> [SQL] {
    state.map { ["state = \($0)"] } ?? []
  }

  /// Queues the import of a file that has been put aside.
  func begin(_ new: NewImport) throws -> ID<Import> {
    try work.actor.access.require(.add, Import.kind)
    let id = try insert(new, .queued)
    try work.enqueue(Self.job, ["import": JSON(id)])
    try work.record(ImportStarted(id: id, fileName: new.fileName))
    return id
  }

  func insert(_ new: NewImport, _ state: Import.State) throws -> ID<Import> {
    try work.insert(
      """
      INSERT INTO import (file_name, path, mapping, header, state, dry_run, started_by, line, taken, skipped, rejected,
        bytes, bytes_read, taken_back, kept, created_at)
      VALUES (\(new.fileName), \(new.path), \(new.mapping.text), \(Self.text(new.header)), \(state), \(new.isDryRun),
        \(work.actor.id), 0, 0, 0, 0, \(new.bytes), 0, 0, 0, \(work.now))
      RETURNING id
      """)
  }

  /// Stops an import where it is: what has been taken stays until it is rolled back. One that has
  /// not been carried out is forgotten.
  /// - Returns: the file that is not needed any more.
  /// - Throws: `Conflict` where it has come to its end already.
  func cancel(_ id: ID<Import>) throws -> String? {
    let stopped = try find(id)
    try work.actor.access.require(.add, Import.kind)
    guard stopped.canStart || stopped.state == .queued || stopped.state == .running
    else { throw Conflict("import_over") }
    return try end(id, .cancelled, nil)
  }

  /// Begins to take back the deals that an import made and nobody has worked with since.
  /// - Throws: `Conflict` where there is nothing to take back.
  package func rollBack(_ id: ID<Import>) throws {
    let ended = try find(id)
    try work.actor.access.require(.add, Import.kind)
    guard ended.canRollBack else { throw Conflict("import_not_revocable") }
    try work.execute(
      """
      UPDATE import SET state = \(Import.State.rollingBack), finished_at = \(nil as Instant?),
        line = (SELECT coalesce(max(line), 0) + 1 FROM import_row WHERE import_id = \(id))
      WHERE id = \(id)
      """)
    try work.enqueue(Self.rollbackJob, ["import": JSON(id)])
    try work.announce(ended.subject, audience: [])
  }

  // MARK: - For the job

  /// Throws `Overtaken` where somebody else has planned it.
  func save(_ plan: ImportPlan, of id: ID<Import>) throws {
    let changed = try work.execute(
      """
      UPDATE import SET plan = \(plan.json.text)
      WHERE id = \(id) AND plan IS NULL AND state = \(Import.State.running)
      """)
    guard changed == 1 else { throw ImportBatch.Overtaken() }
    try work.announce(Subject(Import.kind, id.number), audience: [])
  }

  /// Forgets what a rehearsal has counted.
  func restart(_ id: ID<Import>) throws {
    try work.execute("DELETE FROM import_rejection WHERE import_id = \(id)")
    try work.execute(
      """
      UPDATE import SET line = 0, taken = 0, skipped = 0, rejected = 0, bytes_read = 0, summary = NULL WHERE id = \(id)
      """)
  }

  /// Ends an import that is under way; gives the file that is not needed any more, nil where
  /// somebody else has ended it.
  @discardableResult
  func end(_ id: ID<Import>, _ state: Import.State, _ error: Refusal.Violation?) throws -> String? {
    let path: String? = try work.value(
      """
      UPDATE import SET state = \(state), error = \(error?.stored.text), finished_at = \(work.now)
      WHERE id = \(id)
        AND (state IN \(list: [Import.State.draft, .queued, .running, .rollingBack]) OR \(state == .cancelled))
      RETURNING path
      """)
    guard path != nil else { return nil }
    let ended = try find(id)
    if state == .rolledBack {
      try work.record(ImportTakenBack(ended))
    } else {
      try work.record(ImportEnded(ended))
    }
    try work.announce(Subject(Import.kind, id.number), audience: [])
    return path
  }
}

/// A file that has been put aside to be imported.
struct NewImport: Sendable {
  let fileName: String
  let path: String
  let mapping: JSON
  let header: [String]
  let isDryRun: Bool
  let bytes: Int64
}

extension Work {
  package var imports: Imports { Imports(work: self) }
}
