import Kernel
import Store

/// A kind of record that other features may name, link to and ask about without knowing it.
package struct RecordKind: Sendable {
  package let kind: String
  /// Where its pages lie: `/deals`.
  package let path: String
  /// The table narrowed to what the actor may see.
  package let visible: @Sendable (Work) -> SQL
  /// An expression for the record's name over a row of that table.
  package let name: SQL
  /// Who takes part in the record; nil where everybody may know of it. Throws `NotFound` for what the
  /// actor can't see.
  package let audience: @Sendable (Work, Int64) throws -> [ID<Person>]?

  package init<Record: Guarded & Sendable>(
    _ record: Record.Type, at path: String, named name: SQL,
    audience: @escaping @Sendable (Work, Int64) throws -> [ID<Person>]?
  ) {
    kind = record.kind
    self.path = path
    self.name = name
    self.audience = audience
    visible = { $0.visible(Record.self) }
  }

  /// Names of those records that the actor may see.
  package func names(of numbers: Set<Int64>, in work: Work) throws -> [Int64: String] {
    guard !numbers.isEmpty else { return [:] }
    let rows = try work.all(
      "SELECT id, \(name) AS name FROM \(visible(work)) AS record WHERE id IN \(list: numbers.sorted())"
    ) { (try $0["id"] as Int64, try $0["name"] as String) }
    return Dictionary(uniqueKeysWithValues: rows)
  }
}
