import Kernel

/// Somebody sent a file of deals. Those hear of it who may see all imports.
package struct ImportStarted: Event {
  package static let kind = "import_started"
  let id: ID<Import>
  let fileName: String
  package var subject: Subject { Subject(Import.kind, id.number) }
  package var audience: [ID<Person>]? { [] }
  package var facts: JSON { ["file": .string(fileName)] }
}

/// An import was taken back, as far as nobody has worked with its deals.
package struct ImportTakenBack: Event {
  package static let kind = "import_taken_back"
  private let ended: Import
  init(_ ended: Import) { self.ended = ended }
  package var subject: Subject { ended.subject }
  package var audience: [ID<Person>]? { [] }
  package var facts: JSON {
    ["file": .string(ended.fileName), "taken_back": JSON(ended.takenBack), "kept": JSON(ended.kept)]
  }
}

/// An import came to its end.
package struct ImportEnded: Event {
  package static let kind = "import_ended"
  private let ended: Import
  init(_ ended: Import) { self.ended = ended }
  package var subject: Subject { ended.subject }
  package var audience: [ID<Person>]? { [] }
  package var facts: JSON {
    let progress = ended.progress
    return [
      "file": .string(ended.fileName), "state": .string(ended.state.rawValue), "taken": JSON(progress.taken),
      "skipped": JSON(progress.skipped), "rejected": JSON(progress.rejected),
    ]
  }
}
