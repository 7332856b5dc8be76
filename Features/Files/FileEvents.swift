import Kernel

/// Somebody put a file under a record.
package struct FileAdded: Event {
  package static let kind = "file_added"
  package let file: StoredFile
  package let audience: [ID<Person>]?
  package var subject: Subject { file.subject }
  package var facts: JSON { file.facts }
}

/// Somebody took a file away; its content is gone a day later.
package struct FileRemoved: Event {
  package static let kind = "file_removed"
  package let file: StoredFile
  package let audience: [ID<Person>]?
  package var subject: Subject { file.subject }
  package var facts: JSON { file.facts }
}

extension StoredFile {
  fileprivate var facts: JSON {
    [
      "file_id": JSON(id), "name": .string(name), "type": .string(type.name), "size": ["bytes": .integer(size)],
      "author": ["person": JSON(authorID)],
    ]
  }
}
