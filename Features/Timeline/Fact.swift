import Kernel

/// How an event keeps a value, so that each reader gets it in his own words and formats. Plain text
/// is kept as it is.
package enum Fact {
  package static func text(_ text: String?) -> JSON { JSON(text) }

  package static func money(_ money: Money?) -> JSON { JSON(money) }

  package static func duration(seconds: Int64) -> JSON { ["seconds": .integer(seconds)] }

  /// The size of a file.
  package static func size(bytes: Int64) -> JSON { ["bytes": .integer(bytes)] }

  package static func day(_ day: Day?) -> JSON { day.map { ["day": JSON($0)] } ?? .null }

  /// A moment, which each reader gets on the clock of his zone.
  package static func moment(_ instant: Instant?) -> JSON {
    instant.map { ["moment": .integer($0.milliseconds)] } ?? .null
  }

  package static func person(_ id: ID<Person>?) -> JSON { id.map { ["person": JSON($0)] } ?? .null }

  /// A word of the product by its text's key: `companies.type.family`.
  package static func word(_ key: String) -> JSON { ["word": .string(key)] }

  /// Several texts, shown with commas between them.
  package static func list(_ texts: [String]) -> JSON { .array(texts.map(JSON.string)) }

  /// What became of a record's fields.
  package static func changes(_ changes: [Change]) -> JSON {
    [
      "changes": .array(
        changes.map { ["field": .string($0.field), "from": $0.old, "to": $0.new] })
    ]
  }

  /// A field's value before and after.
  package struct Change: Sendable, Hashable {
    /// As programs name it; people read the text `fields.NAME`.
    package let field: String
    package let old: JSON
    package let new: JSON

    package init(_ field: String, from old: JSON, to new: JSON) {
      self.field = field
      self.old = old
      self.new = new
    }

    /// Nil where nothing changed.
    package init?(_ field: String, ifChangedFrom old: JSON, to new: JSON) {
      guard old != new else { return nil }
      self.init(field, from: old, to: new)
    }
  }
}
