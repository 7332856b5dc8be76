import Kernel
import Web

/// A file as programs read it.
enum FileJSON {
  static let schema = Schema(
    "File",
    [
      "id": Schema.of(.integer), "name": Schema.of(.text), "type": Schema.of(.text), "size": Schema.of(.integer),
      "sha256": Schema.of(.text), "comment_id": Schema.nullable(.integer), "author_id": Schema.nullable(.integer),
      "created_at": Schema.of(.instant),
    ])

  static func encode(_ file: StoredFile, _ call: APICall) -> JSON {
    [
      "id": JSON(file.id), "name": .string(file.name), "type": .string(file.type.name), "size": .integer(file.size),
      "sha256": .string(file.hash), "comment_id": JSON(file.commentID), "author_id": JSON(file.authorID),
      "created_at": call.text(file.at),
    ]
  }
}
