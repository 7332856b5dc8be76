import Kernel
import Store
import Timeline

/// What an administrator says of a source.
package struct SourceDraft: Sendable, Equatable {
  package var name: String
  package var kind: Source.Kind
  package var isArchived = false

  package init(name: String, kind: Source.Kind) {
    self.name = name
    self.kind = kind
  }
}

/// Setting up sources.
extension Sources {
  package func find(_ id: ID<Source>) throws -> Source {
    guard let source = try all().first(where: { $0.id == id }) else { throw NotFound("source") }
    return source
  }

  @discardableResult
  package func add(_ draft: SourceDraft) throws -> Source {
    try work.actor.access.require(.administer, Pipeline.kind)
    let draft = try checked(draft, for: nil)
    let id = try add(draft.name, draft.kind)
    try work.record(DictionaryAdded(Subject("source", id.number), draft.name))
    return try find(id)
  }

  /// Changes what `edit` touches, also whether it is put away: deals of the past keep it.
  @discardableResult
  package func change(
    _ id: ID<Source>, expecting version: Int? = nil, _ edit: (inout SourceDraft) -> Void
  ) throws -> Source {
    let source = try find(id)
    try work.actor.access.require(.administer, Pipeline.kind)
    guard version == nil || version == source.version else { throw Conflict("stale") }
    var old = SourceDraft(name: source.name, kind: source.kind)
    old.isArchived = source.isArchived
    var draft = old
    edit(&draft)
    draft = try checked(draft, for: id)
    let changes = [
      Fact.Change("name", ifChangedFrom: .string(old.name), to: .string(draft.name)),
      Fact.Change(
        "kind", ifChangedFrom: Fact.word("sources.kind.\(old.kind.rawValue)"),
        to: Fact.word("sources.kind.\(draft.kind.rawValue)")),
      Fact.Change("archived", ifChangedFrom: .bool(old.isArchived), to: .bool(draft.isArchived)),
    ].compactMap(\.self)
    guard !changes.isEmpty else { return source }
    try work.execute(
      """
      UPDATE source SET name = \(draft.name), kind = \(draft.kind),
        archived_at = \(draft.isArchived ? work.now : nil), version = version + 1
      WHERE id = \(id)
      """)
    try work.record(DictionaryChanged(Subject("source", id.number), draft.name, changes))
    return try find(id)
  }

  /// Adds the ready-made sources that are not there yet.
  package func addReadyMade() throws {
    try work.actor.access.require(.administer, Pipeline.kind)
    let known = Set(try all().map(\.name.folded))
    for (name, kind) in Sources.readyMade where !known.contains(name.folded) {
      try add(SourceDraft(name: name, kind: kind))
    }
  }

  private func checked(_ draft: SourceDraft, for id: ID<Source>?) throws -> SourceDraft {
    var draft = draft
    draft.name = try work.pipelines.checked(draft.name)
    guard try !all().contains(where: { $0.id != id && !$0.isArchived && $0.name.folded == draft.name.folded }) else {
      throw Refusal("name_in_use", field: "name")
    }
    return draft
  }
}

/// A source or a reason was added to its dictionary.
package struct DictionaryAdded: Event {
  package static let kind = "dictionary_added"
  package let subject: Subject
  private let name: String

  init(_ subject: Subject, _ name: String) { (self.subject, self.name) = (subject, name) }

  package var audience: [ID<Person>]? { nil }
  package var facts: JSON { ["name": .string(name), "where": Fact.word("dictionaries.\(subject.kind)")] }
}

/// A source or a reason changed, or was put away.
package struct DictionaryChanged: Event {
  package static let kind = "dictionary_changed"
  package let subject: Subject
  private let name: String
  private let changes: [Fact.Change]

  init(_ subject: Subject, _ name: String, _ changes: [Fact.Change]) {
    (self.subject, self.name, self.changes) = (subject, name, changes)
  }

  package var audience: [ID<Person>]? { nil }
  package var facts: JSON {
    [
      "name": .string(name), "where": Fact.word("dictionaries.\(subject.kind)"), "what": Fact.changes(changes),
    ]
  }
}
