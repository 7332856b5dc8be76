import Kernel
import Timeline
import Web

/// A record's own fields: names and plain values that the company itself thought of.
package enum OwnFields {
  package static let most = 100

  /// The form of an own field in the API: an object of texts, numbers, flags and lists of texts.
  package static let field = Field<JSON>("fields", schema: schema) { json, _ in
    guard let fields = json.fields else { return .failure(.init("not_object", field: "fields")) }
    guard fields.count <= most else {
      return .failure(.init("too_many", field: "fields", ["max": String(most)]))
    }
    for field in fields {
      let name = "fields.\(field.name.prefix(80))"
      guard isLine(field.name, max: 80), !field.name.isEmpty, isPlain(field.value) else {
        return .failure(.init("not_plain", field: name))
      }
    }
    return .success(.object(fields.sorted { $0.name < $1.name }))
  }

  private static let schema: JSON = [
    "type": "object", "maxProperties": .integer(Int64(most)),
    "propertyNames": ["type": "string", "minLength": 1, "maxLength": 80],
    "additionalProperties": [
      "anyOf": [
        ["type": "string", "maxLength": 2000], ["type": "number"], ["type": "boolean"],
        ["type": "null"],
        ["type": "array", "maxItems": 100, "items": ["type": "string", "maxLength": 2000]],
      ]
    ],
  ]

  private static func isPlain(_ value: JSON) -> Bool {
    switch value {
    case .null, .bool, .integer, .decimal: true
    case .string(let text): isLine(text, max: 2000)
    case .array(let items):
      items.count <= 100 && items.allSatisfy { $0.string.map { isLine($0, max: 2000) } ?? false }
    case .object: false
    }
  }

  /// NUL is the one character that databases can't keep.
  private static func isLine(_ text: String, max: Int) -> Bool {
    text.unicodeScalars.count <= max && !text.unicodeScalars.contains("\u{0}")
  }

  static func changes(from old: JSON, to new: JSON) -> [Fact.Change] {
    let names = Set((old.fields ?? []).map(\.name)).union((new.fields ?? []).map(\.name))
    return names.sorted().compactMap { name in
      Fact.Change(name, ifChangedFrom: shown(old[name]), to: shown(new[name]))
    }
  }

  private static func shown(_ value: JSON?) -> JSON {
    switch value {
    case .integer(let number): .string(String(number))
    case .decimal(let number): .string(number.description)
    case .bool(let flag): Fact.word(flag ? "clients.yes" : "clients.no")
    case .some(let value): value
    case nil: .null
    }
  }
}
