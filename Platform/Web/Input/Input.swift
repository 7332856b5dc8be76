import Kernel

/// What came in by form or JSON, held against the fields that are expected. Everything wrong with
/// it is found at once.
package struct Input: Sendable {
  private let json: JSON
  private let currency: Currency
  package let violations: [Refusal.Violation]

  /// - Parameter strict: whether a name that is not expected is refused, as in JSON.
  package init(_ json: JSON, fields: [any AnyField], currency: Currency, strict: Bool = true) {
    self.json = json
    self.currency = currency
    var violations: [Refusal.Violation] = []
    for field in fields {
      switch json[field.name] {
      case nil, .null, .string(""):
        if field.isRequired { violations.append(.init("required", field: field.name)) }
      case .some(let value):
        if let violation = field.violation(in: value, currency: currency) { violations.append(violation) }
      }
    }
    if strict {
      let known = Set(fields.map(\.name))
      for field in json.fields ?? [] where !known.contains(field.name) {
        violations.append(.init("unknown_field", field: String(field.name.prefix(80))))
      }
    }
    self.violations = violations
  }

  /// Throws a `Refusal` that names every field in which something is wrong.
  package func check() throws {
    guard violations.isEmpty else { throw Refusal(violations) }
  }

  /// The value, or nil where there is none or it is empty.
  package subscript<Value>(_ field: Field<Value>) -> Value? {
    switch json[field.name] {
    case nil, .null, .string(""): return nil
    case .some(let value):
      // What is wrong with it was found when the input was made.
      guard case .success(let value) = field.read(value, currency) else { return nil }
      return value
    }
  }

  /// The value of a required field; throws a `Refusal` where it is not there.
  package func required<Value>(_ field: Field<Value>) throws -> Value {
    guard let value = self[field] else { throw Refusal("required", field: field.name) }
    return value
  }

  /// Whether the name was sent at all: what is absent stays as it is, what is empty is emptied.
  package func has(_ field: any AnyField) -> Bool { json[field.name] != nil }

  /// What was typed, for showing it again.
  package func typed(_ name: String) -> String {
    switch json[name] {
    case .string(let text): text
    case .integer(let number): String(number)
    case .decimal(let number): number.description
    default: ""
    }
  }
}
