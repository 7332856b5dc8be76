import Kernel
import Store

/// A file under a record, or under a comment on it. Whoever sees the record sees the file.
package struct StoredFile: Sendable, Hashable {
  package static let kind = "file"

  package let id: ID<StoredFile>
  package let subject: Subject
  /// The comment that it came with.
  package let commentID: Int64?
  package let name: String
  package let type: FileType
  package let size: Int64
  /// SHA-256 of the content.
  package let hash: String
  /// The content's name in the storage.
  let key: String
  package let authorID: ID<Person>?
  package let at: Instant

  init(row: Row) throws {
    id = try row["id"]
    subject = Subject(try row["subject_kind"], try row["subject_id"])
    commentID = try row["comment_id"]
    name = try row["name"]
    type = FileType(stored: try row["type"])
    size = try row["size"]
    hash = try row["hash"]
    key = try row["key"]
    authorID = try row["author_id"]
    at = try row["at"]
  }
}

/// A file whose content lies in the storage already and that is about to hang on a record.
package struct KeptFile: Sendable {
  let key: String
  let name: String
  let type: FileType
  let size: Int64
  let hash: String
}
