import Kernel
import Store

/// Two records that turned out to be one: which of them went, which stayed, and what is needed to part them again.
package struct ClientMerge: Sendable {
  package static let kind = "client_merge"

  package let id: ID<ClientMerge>
  /// Of companies or of people.
  package let kind: String
  package let goneID: Int64
  package let goneName: String
  package let staysID: Int64
  package let personID: ID<Person>?
  package let at: Instant
  package let isParted: Bool
  let memory: Memory

  init(row: Row) throws {
    (id, kind, goneID, goneName) = (try row["id"], try row["kind"], try row["gone_id"], try row["gone_name"])
    (staysID, personID, at) = (try row["stays_id"], try row["person_id"], try row["at"])
    isParted = try row["parted_at"] as Instant? != nil
    memory = Memory(json: try JSON(parsing: row["memory"] as String))
  }

  /// How both stood before, word for word.
  struct Memory: Sendable {
    /// The record that went, and its lists.
    var record: JSON = .null
    var lists: JSON = .null
    /// The fields of the one that stayed: before, and after. What was changed since is left as it is.
    var before: JSON = .null
    var after: JSON = .null
    /// What each feature gave over, by its key.
    var parts: [JSON.Field] = []

    init() {}

    init(json: JSON) {
      (record, lists) = (json["record"] ?? .null, json["lists"] ?? .null)
      (before, after) = (json["before"] ?? .null, json["after"] ?? .null)
      parts = json["parts"]?.fields ?? []
    }

    var json: JSON {
      ["record": record, "lists": lists, "before": before, "after": after, "parts": .object(parts)]
    }
  }
}

/// A fact of which one of two merged records keeps its own.
package struct MergeField<Draft: Sendable>: Sendable {
  /// As forms, API and log name it: `owner_id`.
  package let name: String
  let read: @Sendable (Draft) -> String?
  let write: @Sendable (inout Draft, String?) -> Void

  init(
    _ name: String, _ read: @escaping @Sendable (Draft) -> String?,
    _ write: @escaping @Sendable (inout Draft, String?) -> Void
  ) {
    (self.name, self.read, self.write) = (name, read, write)
  }

  init(_ name: String, _ path: WritableKeyPath<Draft, String?> & Sendable) {
    self.init(name, { $0[keyPath: path] }, { $0[keyPath: path] = $1 })
  }

  init<Record>(_ name: String, id path: WritableKeyPath<Draft, ID<Record>?> & Sendable) {
    self.init(name, { $0[keyPath: path]?.description }, { $0[keyPath: path] = $1.flatMap { ID($0) } })
  }
}

/// Companies, or people: what merging asks of each.
package protocol MergedRecords: ClientRecords where Record: ClientRecord {
  static var fields: [MergeField<Checked.Draft>] { get }
  /// The rows that are the record's own, beside its fields.
  static var lists: [KeptRows] { get }
  static var row: KeptRows { get }
  static func name(of card: Card) -> String
  /// What is between the two beside lists: sums, moments.
  func adopt(_ gone: Card, into stays: Card) throws
  func release(_ merge: ClientMerge) throws
  /// Own fields of both, those of the one that stays before the other's.
  static func own(_ draft: Checked.Draft) -> JSON
  static func setOwn(_ json: JSON, in draft: inout Checked.Draft)
  /// Takes numbers and segment as they are: they are somebody's who is known, and no rule of new ones stands against
  /// them.
  static func trust(_ draft: inout Checked.Draft)
}

extension MergedRecords {
  /// The fields of a record as one document: texts by name, and its own fields.
  static func facts(_ draft: Checked.Draft) -> JSON {
    .object(fields.map { .init($0.name, JSON($0.read(draft))) } + [.init("fields", own(draft))])
  }

  /// Those of whom both know something different.
  package static func differing(_ one: Checked.Draft, _ other: Checked.Draft) -> [MergeField<Checked.Draft>] {
    fields.filter { field in
      guard let left = field.read(one), let right = field.read(other) else { return false }
      return left != right
    }
  }

  /// What the one that stays says from now on: its own, what the other alone knows, and what was chosen of the other.
  static func joined(_ stays: Checked.Draft, _ gone: Checked.Draft, taking taken: Set<String>) -> Checked.Draft {
    var draft = stays
    for field in fields where field.read(stays) == nil || (taken.contains(field.name) && field.read(gone) != nil) {
      field.write(&draft, field.read(gone))
    }
    let known = own(stays).fields ?? []
    let news = (own(gone).fields ?? []).filter { new in !known.contains { $0.name == new.name } }
    setOwn(.object((known + news).sorted { $0.name < $1.name }), in: &draft)
    return draft
  }

  /// The fields as they were before, where nobody changed them since.
  static func parted(_ now: Checked.Draft, _ memory: ClientMerge.Memory) -> Checked.Draft {
    var draft = now
    for field in fields {
      let (before, after) = (memory.before[field.name]?.string, memory.after[field.name]?.string)
      if before != after, field.read(now) == after { field.write(&draft, before) }
    }
    if let before = memory.before["fields"], let after = memory.after["fields"], before != after, own(now) == after {
      setOwn(before, in: &draft)
    }
    return draft
  }
}
