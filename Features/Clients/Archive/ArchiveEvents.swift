import Kernel
import Timeline

/// Something about a client, or a person, and the archive.
package protocol ArchiveEvent: Event {
  /// How he lies there, or lay.
  var note: ArchiveNote { get }
  var ownerID: ID<Person>? { get }
}

extension ArchiveEvent {
  package var audience: [ID<Person>]? { [ownerID].compactMap(\.self) }
  package var facts: JSON { ["reason": .string(note.reason)] }
}

/// He was put away (D9).
package struct ClientArchived: ArchiveEvent {
  package static let kind = "client_archived"
  package let subject: Subject
  package let note: ArchiveNote
  package let ownerID: ID<Person>?

  init(of record: some ClientRecord, _ note: ArchiveNote) {
    (subject, ownerID, self.note) = (record.subject, record.ownerID, note)
  }
}

/// Somebody brought him back.
package struct ClientRestored: ArchiveEvent {
  package static let kind = "client_restored"
  package let subject: Subject
  package let note: ArchiveNote
  package let ownerID: ID<Person>?

  init(of record: some ClientRecord, from note: ArchiveNote) {
    (subject, ownerID, self.note) = (record.subject, record.ownerID, note)
  }
}

/// He asked again, or somebody began to work with him: he came back by himself.
package struct ClientCameBack: ArchiveEvent {
  package static let kind = "client_came_back"
  package let subject: Subject
  package let note: ArchiveNote
  package let ownerID: ID<Person>?

  init(of record: some ClientRecord, from note: ArchiveNote) {
    (subject, ownerID, self.note) = (record.subject, record.ownerID, note)
  }
}
