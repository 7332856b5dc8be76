/// The statements that one connection has prepared; the least recently used make room.
struct PreparedStatements {
  /// A statement as the server holds it. A place that only ever took nulls has no type yet.
  struct Entry {
    let name: String
    let types: [UInt32?]
    var columns: Columns?
    var lastUse: Int
  }

  private let limit: Int
  /// A text has several entries where its places take values of different types.
  private var entries: [String: [Entry]] = [:]
  private var uses = 0
  private var names = 0

  init(limit: Int) {
    self.limit = limit
  }

  /// Whether the statement is of a kind that comes again: definitions don't.
  static func areWorth(_ text: String) -> Bool {
    let start = text.utf8.drop { $0 == 0x20 || $0 == 0x0A }
    return ["SELECT ", "SELECT\n", "INSERT ", "UPDATE ", "DELETE ", "WITH "].contains {
      start.starts(with: $0.utf8)
    }
  }

  /// The statement for values of these types, marked as used. Nulls go with every type.
  mutating func find(_ text: String, _ types: [UInt32?]) -> Entry? {
    guard let index = entries[text]?.firstIndex(where: { Self.fits(types, $0.types) }) else {
      return nil
    }
    uses += 1
    entries[text]?[index].lastUse = uses
    return entries[text]?[index]
  }

  /// A new statement, and the names of those that it replaces or that make room for it.
  mutating func add(_ text: String, _ types: [UInt32?]) -> (new: Entry, dropped: [String]) {
    var dropped: [String] = []
    var merged = types
    // What was prepared when a place was null learns the type that the place takes.
    if let index = entries[text]?.firstIndex(where: { Self.agree(types, $0.types) }),
      let old = entries[text]?.remove(at: index)
    {
      merged = zip(types, old.types).map { $0 ?? $1 }
      dropped.append(old.name)
    }
    if entries[text] == nil, entries.count >= limit, let oldest = leastRecentlyUsed() {
      dropped += entries.removeValue(forKey: oldest)?.map(\.name) ?? []
    }
    names += 1
    uses += 1
    let new = Entry(name: "s\(names)", types: merged, columns: nil, lastUse: uses)
    entries[text, default: []].append(new)
    return (new, dropped)
  }

  /// Remembers the columns of the statement's rows.
  mutating func set(_ columns: Columns, of text: String, _ name: String) {
    guard let index = entries[text]?.firstIndex(where: { $0.name == name }) else { return }
    entries[text]?[index].columns = columns
  }

  mutating func remove(_ text: String, _ name: String) {
    entries[text]?.removeAll { $0.name == name }
  }

  /// Forgets all of them; names are never given twice, so what the server still holds is no harm.
  mutating func removeAll() { entries = [:] }

  private func leastRecentlyUsed() -> String? {
    entries.min { ($0.value.last?.lastUse ?? 0) < ($1.value.last?.lastUse ?? 0) }?.key
  }

  private static func fits(_ values: [UInt32?], _ places: [UInt32?]) -> Bool {
    zip(values, places).allSatisfy { $0 == nil || $0 == $1 }
  }

  private static func agree(_ values: [UInt32?], _ places: [UInt32?]) -> Bool {
    zip(values, places).allSatisfy { $0 == nil || $1 == nil || $0 == $1 }
  }
}
