import Kernel
import Store
import Web

/// What can be done with files. Whether the actor may is the record's own to say.
package struct Files {
  let work: Work

  private static let columns: SQL = """
    file.id, file.subject_kind, file.subject_id, file.comment_id, file.name, file.type, file.size, file.hash,
    file.key, file.author_id, file.at
    """

  /// Hangs files on the record, or on a comment under it: a comment tells of its files itself.
  /// - Parameter audience: who takes part in the record; nil where everybody may know.
  @discardableResult
  package func add(
    _ kept: [KeptFile], to subject: Subject, comment: Int64? = nil, audience: [ID<Person>]?
  ) throws -> [StoredFile] {
    try kept.map { kept in
      let added = try work.first(
        """
        INSERT INTO file (subject_kind, subject_id, comment_id, name, type, size, hash, key, author_id, at)
        VALUES (\(subject.kind), \(subject.number), \(comment), \(kept.name), \(kept.type.name), \(kept.size),
          \(kept.hash), \(kept.key), \(work.actor.id), \(work.now))
        RETURNING \(Self.columns)
        """
      ) { try StoredFile(row: $0) }
      guard let file = added else { throw StoreError.unreadable("a file without a number") }
      if comment == nil { try work.record(FileAdded(file: file, audience: audience)) }
      return file
    }
  }

  /// The record's file; throws `NotFound`.
  package func find(_ id: ID<StoredFile>, of subject: Subject) throws -> StoredFile {
    let found = try work.first(
      """
      SELECT \(Self.columns) FROM file
      WHERE id = \(id) AND subject_kind = \(subject.kind) AND subject_id = \(subject.number)
        AND removed_at IS NULL
      """
    ) { try StoredFile(row: $0) }
    guard let found else { throw NotFound(StoredFile.kind) }
    return found
  }

  /// The record's files with those of its comments, the newest first.
  package func list(of subject: Subject, after: Cursor? = nil, limit: Int) throws -> Slice<StoredFile> {
    let before = try after?.number() ?? Int64.max
    let rows = try work.all(
      """
      SELECT \(Self.columns) FROM file
      WHERE subject_kind = \(subject.kind) AND subject_id = \(subject.number) AND removed_at IS NULL
        AND id < \(before)
      ORDER BY id DESC LIMIT \(limit + 1)
      """
    ) { try StoredFile(row: $0) }
    return Slice(rows, limit: limit) { Cursor([JSON($0.id)]) }
  }

  package func count(of subject: Subject) throws -> Int {
    try work.value(
      """
      SELECT count(*) FROM file
      WHERE subject_kind = \(subject.kind) AND subject_id = \(subject.number) AND removed_at IS NULL
      """) ?? 0
  }

  /// The files of comments, by comment.
  package func of(comments: [Int64]) throws -> [Int64: [StoredFile]] {
    guard !comments.isEmpty else { return [:] }
    let rows = try work.all(
      """
      SELECT \(Self.columns) FROM file WHERE comment_id IN \(list: comments) AND removed_at IS NULL ORDER BY id
      """
    ) { try StoredFile(row: $0) }
    return Dictionary(grouping: rows) { $0.commentID ?? 0 }
  }

  /// Those of the files that are still there, by number: for a history that knows whose they are.
  package func still(_ numbers: [Int64]) throws -> [Int64: StoredFile] {
    guard !numbers.isEmpty else { return [:] }
    let rows = try work.all(
      """
      SELECT \(Self.columns) FROM file
      WHERE id IN \(list: numbers) AND removed_at IS NULL
      """
    ) { try StoredFile(row: $0) }
    return Dictionary(uniqueKeysWithValues: rows.map { ($0.id.number, $0) })
  }

  /// Takes the file away. Its content follows a day later, so that a backup which is being made finds
  /// what its database names.
  package func remove(_ file: StoredFile, audience: [ID<Person>]?) throws {
    let removed = try work.execute(
      "UPDATE file SET removed_at = \(work.now) WHERE id = \(file.id) AND removed_at IS NULL")
    guard removed == 1 else { throw NotFound(StoredFile.kind) }
    let keys: JSON = ["keys": [.string(file.key)]]
    try work.enqueue(FileJobs.clear.name, keys, at: work.now.adding(seconds: Self.afterlife))
    try work.record(FileRemoved(file: file, audience: audience))
  }

  /// Seconds for which the content of a removed file stays.
  private static let afterlife: Int64 = 86_400

  /// Those of the keys that no file has, and those whose files were removed long enough ago.
  func unused(_ keys: [String]) throws -> [String] {
    let since = work.now.adding(seconds: -Self.afterlife)
    let used = try work.values(
      "SELECT key FROM file WHERE key IN \(list: keys) AND (removed_at IS NULL OR removed_at > \(since))",
      as: String.self)
    return keys.filter { !used.contains($0) }
  }

  /// Forgets the removed files whose content is gone.
  func forget(_ keys: [String]) throws {
    guard !keys.isEmpty else { return }
    try work.execute("DELETE FROM file WHERE key IN \(list: keys) AND removed_at IS NOT NULL")
  }
}

extension Work {
  package var files: Files { Files(work: self) }
}
