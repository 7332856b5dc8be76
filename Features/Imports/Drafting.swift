import Deals
import Foundation
import Kernel
import Store

/// An import before its first row is taken: a file that lies aside, and a mapping in the making. A
/// rehearsed import is one again, until it is carried out or forgotten.
extension CRM {
  /// Takes a file in whose columns are still to be told. The mapping to begin with is that of the
  /// newest import with the same columns, else a guess.
  /// - Throws: a `Refusal` on `file`; `Forbidden`.
  package func draftImport(
    of origin: ImportFile.Origin, named fileName: String, as actor: Actor
  ) async throws -> ID<Import> {
    try actor.access.require(.add, Import.kind)
    let name = try ImportFile.keep(origin, in: folder)
    do {
      let path = ImportFile.path(name, in: folder)
      let preview = try FilePreview(path: path, encoding: nil, separator: nil)
      let size = Int64(try CSVReader(path: path).byteCount)
      let (id, forgotten) = try await write(as: actor) { work in
        let new = NewImport(
          fileName: fileName, path: name, mapping: try work.imports.beginning(for: preview), header: preview.header,
          isDryRun: true, bytes: size)
        return (try work.imports.draft(new), try work.imports.forgetOld())
      }
      for path in forgotten { ImportFile.remove(path, in: folder) }
      return id
    } catch let error as CSVError {
      ImportFile.remove(name, in: folder)
      throw Refusal([error.violation])
    } catch {
      ImportFile.remove(name, in: folder)
      throw error
    }
  }

  /// What the page of a mapping shows of the file.
  /// - Throws: a `Refusal` where it is not there any more, or can't be read in that way.
  func preview(of item: Import, encoding: TextEncoding? = nil, separator: UInt8? = nil) throws(Refusal) -> FilePreview {
    do {
      return try FilePreview(
        path: ImportFile.path(item.path, in: folder), encoding: encoding, separator: separator)
    } catch let error as CSVError {
      throw Refusal([error.violation])
    } catch {
      throw Refusal("file_unreadable", field: "file", ["file": item.fileName])
    }
  }

  /// Queues an import whose file lies aside: to rehearse it, or to carry it out.
  /// - Throws: `Conflict` where it is under way or over; a `Refusal` on the mapping; `Forbidden`.
  package func startImport(_ id: ID<Import>, isDryRun: Bool, as actor: Actor) async throws {
    try actor.access.require(.add, Import.kind)
    let item = try await read(as: actor) { try $0.imports.find(id) }
    guard item.canStart else { throw Conflict("import_over") }
    let mapping = try ImportMapping(item.mapping)
    let file = try preview(of: item, encoding: mapping.encoding, separator: mapping.separator)
    try await write(as: actor) { work in
      _ = try BoundMapping(mapping, header: file.header, in: work)
      try work.imports.start(id, header: file.header, isDryRun: isDryRun)
    }
  }

  /// Ends an import that has not been carried out, or stops one that is.
  package func cancelImport(_ id: ID<Import>, as actor: Actor) async throws {
    if let path = try await write(as: actor, { try $0.imports.cancel(id) }) { ImportFile.remove(path, in: folder) }
  }
}

extension Imports {
  /// Days for which a file lies aside that nobody carries out.
  private static let patience = 30

  func draft(_ new: NewImport) throws -> ID<Import> {
    try work.actor.access.require(.add, Import.kind)
    let id = try insert(new, .draft)
    try work.record(ImportStarted(id: id, fileName: new.fileName))
    return id
  }

  /// Changes what the columns of a file mean.
  /// - Throws: `Conflict` where the import is under way or over.
  package func change(_ id: ID<Import>, mapping: JSON, header: [String]? = nil) throws {
    try work.actor.access.require(.add, Import.kind)
    let item = try find(id)
    guard item.canStart else { throw Conflict("import_over") }
    try work.execute(
      """
      UPDATE import SET mapping = \(mapping.text), header = coalesce(\(header.map(Self.text)), header) WHERE id = \(id)
      """)
  }

  func start(_ id: ID<Import>, header: [String], isDryRun: Bool) throws {
    let item = try find(id)
    guard item.canStart else { throw Conflict("import_over") }
    try work.execute("DELETE FROM import_rejection WHERE import_id = \(id)")
    try work.execute(
      """
      UPDATE import SET state = \(Import.State.queued), dry_run = \(isDryRun), header = \(Self.text(header)),
        plan = \(nil as String?), summary = \(nil as String?), error = \(nil as String?), line = 0, taken = 0,
        skipped = 0, rejected = 0, bytes_read = 0, started_at = \(nil as Instant?), finished_at = \(nil as Instant?)
      WHERE id = \(id)
      """)
    try work.enqueue(Self.job, ["import": JSON(id)])
    try work.announce(item.subject, audience: [])
  }

  /// The mapping of the newest import of a file with the same columns, else a guess.
  func beginning(for preview: FilePreview) throws -> JSON {
    let known: String? = try work.value(
      """
      SELECT mapping FROM \(work.visible(Import.self)) AS import
      WHERE header = \(Self.text(preview.header)) AND state <> \(Import.State.draft) ORDER BY id DESC LIMIT 1
      """)
    if let known { return try JSON(parsing: known) }
    let pipelines = try work.pipelines.all()
    let pipeline = pipelines.first { $0.kind == .sales } ?? pipelines.first
    return ColumnGuess(preview: preview).mapping(
      stages: pipeline?.stages ?? [], people: Array(work.installation.people.values))
  }

  /// Cancels what nobody carried out for a month; gives the files that are not needed any more.
  func forgetOld() throws -> [String] {
    let old = work.now.adding(seconds: -Int64(Self.patience) * 86_400)
    return try work.values(
      """
      UPDATE import SET state = \(Import.State.cancelled), finished_at = \(work.now)
      WHERE created_at < \(old) AND (state = \(Import.State.draft) OR (state = \(Import.State.done) AND dry_run))
      RETURNING path
      """)
  }

  static func text(_ header: [String]) -> String { JSON.array(header.map { .string($0) }).text }
}
