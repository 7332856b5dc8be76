import Kernel
import Store
import Timeline

/// What can be done with a dictionary, by those who keep it.
package struct Entries<Entry: DictionaryEntry> {
  package let work: Work

  package init(work: Work) { self.work = work }

  /// All in order, also those that were put away: records of the past name them.
  package func all() throws -> [Entry] {
    try work.all("SELECT * FROM \(name: Entry.kind) ORDER BY position, id") { try Entry(row: $0) }
  }

  /// Those that are offered today.
  package func live() throws -> [Entry] { try all().filter { !$0.isArchived } }

  package func find(_ id: ID<Entry>) throws -> Entry {
    let found = try work.first("SELECT * FROM \(name: Entry.kind) WHERE id = \(id)") { try Entry(row: $0) }
    guard let found else { throw NotFound(Entry.kind.description) }
    return found
  }

  /// Throws a `Refusal` on the field that names the entry (`source_id`) where there is no such, or it was put away.
  package func require(_ id: ID<Entry>?) throws {
    guard let id else { return }
    let found: Int? = try work.value("SELECT 1 FROM \(name: Entry.kind) WHERE id = \(id) AND archived_at IS NULL")
    guard found != nil else { throw Refusal("unknown_\(Entry.kind)", field: "\(Entry.kind)_id") }
  }

  /// Adds those of the drafts whose names are not there yet.
  package func add(missing drafts: [Entry.Draft]) throws {
    try work.actor.access.require(.administer, Entry.right)
    let known = Set(try all().map(\.name.folded))
    for draft in drafts where !known.contains(draft.name.folded) { try add(draft) }
  }

  /// Adds an entry at the end. Throws a `Refusal` where its name is in use.
  @discardableResult
  package func add(_ draft: Entry.Draft) throws -> Entry {
    try work.actor.access.require(.administer, Entry.right)
    let draft = try checked(draft, changing: nil)
    let place: Int = try work.value("SELECT coalesce(max(position) + 1, 0) FROM \(name: Entry.kind)") ?? 0
    let said = draft.columns + draft.lasting
    let id: ID<Entry> = try work.insert(
      """
      INSERT INTO \(name: Entry.kind) (name, position, version\(SQL.joined(said.map { ", \(name: $0.name)" }, by: "")))
      VALUES (\(draft.name), \(place), 1\(SQL.joined(said.map { ", \($0.value)" }, by: ""))) RETURNING id
      """)
    try work.record(DictionaryAdded(subject(id), draft.name))
    return try find(id)
  }

  /// Changes what `edit` touches, also whether it is put away. Throws a `Conflict` where somebody was quicker.
  @discardableResult
  package func change(
    _ id: ID<Entry>, expecting version: Int? = nil, _ edit: (inout Entry.Draft) -> Void
  ) throws -> Entry {
    let entry = try find(id)
    try work.actor.access.require(.administer, Entry.right)
    guard version == nil || version == entry.version else { throw Conflict("stale") }
    let old = entry.draft
    var draft = old
    edit(&draft)
    draft = try checked(draft, changing: entry)
    let name = Fact.Change("name", ifChangedFrom: .string(old.name), to: .string(draft.name))
    let archived = Fact.Change("archived", ifChangedFrom: .bool(old.isArchived), to: .bool(draft.isArchived))
    let changes = ([name] + (try draft.changes(since: old, in: work)) + [archived]).compactMap(\.self)
    guard !changes.isEmpty else { return entry }
    try work.execute(
      """
      UPDATE \(name: Entry.kind) SET name = \(draft.name), archived_at = \(draft.isArchived ? work.now : nil),
        version = version + 1\(SQL.joined(draft.columns.map { ", \(name: $0.name) = \($0.value)" }, by: ""))
      WHERE id = \(id)
      """)
    try work.record(DictionaryChanged(subject(id), draft.name, changes))
    return try find(id)
  }

  /// Puts the entries in that order: all that are not put away, each once; those that are follow.
  package func order(_ ids: [ID<Entry>]) throws {
    try work.actor.access.require(.administer, Entry.right)
    let entries = try all()
    let live = entries.filter { !$0.isArchived }
    guard Set(ids) == Set(live.map(\.id)), ids.count == live.count else { throw Refusal("bad_order", field: "ids") }
    guard ids != live.map(\.id) else { return }
    for (position, id) in (ids + entries.filter(\.isArchived).map(\.id)).enumerated() {
      try work.execute("UPDATE \(name: Entry.kind) SET position = \(position) WHERE id = \(id)")
    }
    let names = Dictionary(uniqueKeysWithValues: live.map { ($0.id, $0.name) })
    try work.record(DictionaryOrdered(dictionary: Entry.kind.description, names: ids.compactMap { names[$0] }))
  }

  /// Moves an entry one place up or down.
  package func shift(_ id: ID<Entry>, _ direction: Shift) throws {
    _ = try find(id)
    try order(direction.applied(to: id, in: try live().map(\.id)))
  }

  private func checked(_ draft: Entry.Draft, changing entry: Entry?) throws -> Entry.Draft {
    var draft = draft
    draft.name = try EntryName.checked(draft.name)
    let entries = try all()
    guard !entries.contains(where: { $0.id != entry?.id && !$0.isArchived && $0.name.folded == draft.name.folded })
    else { throw Refusal("name_in_use", field: "name") }
    return try draft.checked(changing: entry, among: entries, in: work)
  }

  private func subject(_ id: ID<Entry>) -> Subject { Subject(Entry.kind.description, id.number) }
}
