import Foundation
import Kernel

/// What came of reading a value: itself, or what is wrong with it.
package enum Reading<Value: Sendable>: Sendable {
  case success(Value)
  case failure(Refusal.Violation)
}

/// One named value that a form, a JSON body or a query may hold: how it is read, what is wrong with
/// it, and how the API's description speaks of it. One description serves all three.
package struct Field<Value: Sendable>: AnyField {
  package let name: String
  package let schema: JSON
  package let isRequired: Bool
  package let note: String?
  let read: @Sendable (JSON, Currency) -> Reading<Value>

  package init(
    _ name: String, schema: JSON, isRequired: Bool = false, note: String? = nil,
    read: @escaping @Sendable (JSON, Currency) -> Reading<Value>
  ) {
    self.name = name
    self.schema = schema
    self.isRequired = isRequired
    self.note = note
    self.read = read
  }

  /// The same field, which must be there and not be empty.
  package var required: Field {
    Field(name, schema: schema, isRequired: true, note: note, read: read)
  }

  /// The same field with a sentence for the API's description.
  package func noted(_ note: String) -> Field {
    Field(name, schema: schema, isRequired: isRequired, note: note, read: read)
  }

  package func violation(in json: JSON, currency: Currency) -> Refusal.Violation? {
    if case .failure(let violation) = read(json, currency) { violation } else { nil }
  }
}

/// A field without its type, for lists of them.
package protocol AnyField: Sendable {
  var name: String { get }
  var schema: JSON { get }
  var isRequired: Bool { get }
  var note: String? { get }
  func violation(in json: JSON, currency: Currency) -> Refusal.Violation?
}

extension Field where Value == String {
  /// One line of text; line breaks and control characters are refused.
  package static func line(_ name: String, max: Int = 200) -> Field {
    Field(name, schema: ["type": "string", "maxLength": .integer(Int64(max))]) { json, _ in
      guard let text = json.string else { return .failure(.init("not_text", field: name)) }
      let trimmed = text.trimmingCharacters(in: .whitespacesAndNewlines)
      guard !trimmed.unicodeScalars.contains(where: { $0.properties.generalCategory == .control })
      else { return .failure(.init("control_characters", field: name)) }
      guard trimmed.unicodeScalars.count <= max
      else { return .failure(.init("too_long", field: name, ["max": String(max)])) }
      return .success(trimmed)
    }
  }

  /// Text of several lines.
  package static func text(_ name: String, max: Int = 10_000) -> Field {
    Field(name, schema: ["type": "string", "maxLength": .integer(Int64(max))]) { json, _ in
      guard let text = json.string else { return .failure(.init("not_text", field: name)) }
      let plain = text.replacing("\r\n", with: "\n")
      guard !plain.unicodeScalars.contains(where: { $0.value == 0 })
      else { return .failure(.init("control_characters", field: name)) }
      guard plain.unicodeScalars.count <= max
      else { return .failure(.init("too_long", field: name, ["max": String(max)])) }
      return .success(plain.trimmingCharacters(in: .whitespacesAndNewlines))
    }
  }
}

extension Field where Value == Int {
  package static func integer(_ name: String, in range: ClosedRange<Int>) -> Field {
    Field(
      name,
      schema: [
        "type": "integer", "minimum": .integer(Int64(range.lowerBound)),
        "maximum": .integer(Int64(range.upperBound)),
      ]
    ) { json, _ in
      guard let number = json.integer ?? json.string.flatMap({ Int64($0) })
      else { return .failure(.init("not_integer", field: name)) }
      guard let small = Int(exactly: number), range.contains(small) else {
        let arguments = ["min": String(range.lowerBound), "max": String(range.upperBound)]
        return .failure(.init("out_of_range", field: name, arguments))
      }
      return .success(small)
    }
  }
}

extension Field where Value == Bool {
  package static func flag(_ name: String) -> Field {
    Field(name, schema: ["type": "boolean"]) { json, _ in
      switch json {
      case .bool(let value): .success(value)
      case .string("true"), .string("on"), .string("1"): .success(true)
      case .string("false"), .string("off"), .string("0"): .success(false)
      default: .failure(.init("not_flag", field: name))
      }
    }
  }
}

extension Field where Value == Money {
  /// An amount of at least zero: an object of amount and currency, or a plain number or text in the
  /// installation's currency.
  package static func money(_ name: String) -> Field {
    let limit: JSON = .integer(Money.limit / 100)
    return Field(
      name,
      schema: [
        "anyOf": [
          [
            "type": "object", "required": ["amount"], "additionalProperties": false,
            "properties": [
              "amount": ["type": "string", "pattern": "^[0-9]{1,14}(\\.[0-9]{1,2})?$"],
              "currency": ["type": "string", "enum": .array(Currency.allCases.map { .string($0.rawValue) })],
            ],
          ],
          ["type": "integer", "minimum": 0, "maximum": limit],
          ["type": "string", "pattern": "^[0-9]{1,14}(\\.[0-9]{1,2})?$"],
        ]
      ]
    ) { json, own in
      var currency = own
      if let named = json["currency"], named != .null {
        guard let known = named.string.flatMap(Currency.init(rawValue:))
        else { return .failure(.init("unknown_currency", field: name)) }
        currency = known
      }
      let typed: String? =
        switch json["amount"] ?? json {
        case .string(let text): text
        case .integer(let number): String(number)
        case .decimal(let number): number.description
        default: nil
        }
      guard let money = typed.flatMap({ Money($0, currency) })
      else { return .failure(.init("not_money", field: name)) }
      guard money.minor >= 0 else { return .failure(.init("negative", field: name)) }
      return .success(money)
    }
  }
}

extension Field where Value == Money {
  /// A plain amount in the installation's currency, as addresses have it.
  package static func sum(_ name: String) -> Field {
    Field(name, schema: ["type": "string", "pattern": "^[0-9]{1,14}(\\.[0-9]{1,2})?$"], read: money(name).read)
  }
}

extension Field where Value == Day {
  package static func day(_ name: String) -> Field {
    Field(name, schema: ["type": "string", "format": "date"]) { json, _ in
      guard let day = json.string.flatMap({ Day($0) }) else { return .failure(.init("not_day", field: name)) }
      return .success(day)
    }
  }
}

extension Field where Value == Instant {
  package static func instant(_ name: String) -> Field {
    Field(name, schema: ["type": "string", "format": "date-time"]) { json, _ in
      guard let instant = json.string.flatMap({ Instant($0) })
      else { return .failure(.init("not_instant", field: name)) }
      return .success(instant)
    }
  }
}

extension Field {
  /// The number of a record. Whether it is there and visible is the operation's to say.
  package static func id<Record>(_ name: String, of record: Record.Type) -> Field where Value == ID<Record> {
    Field(
      name, schema: ["type": "integer", "minimum": 1, "maximum": .integer(Int64.max)]
    ) { json, _ in
      let id: ID<Record>? =
        switch json {
        case .integer(let number) where number > 0: ID<Record>(number)
        case .string(let text): ID<Record>(text)
        default: nil
        }
      return id.map { .success($0) } ?? .failure(.init("not_id", field: name))
    }
  }

  /// A list of up to `max` values, each as `item` reads it.
  package static func list<Item>(_ item: Field<Item>, max: Int = 50) -> Field where Value == [Item] {
    let name = item.name
    return Field(
      name, schema: ["type": "array", "maxItems": .integer(Int64(max)), "items": item.schema]
    ) { json, currency in
      // A form sends one value as itself.
      guard let items = json.array ?? (json.string.map { $0.isEmpty ? [] : [JSON.string($0)] })
      else { return .failure(.init("not_list", field: name)) }
      guard items.count <= max
      else { return .failure(.init("too_many", field: name, ["max": String(max)])) }
      var values: [Item] = []
      for element in items where element != .string("") {
        switch item.read(element, currency) {
        case .success(let value): values.append(value)
        case .failure(let violation): return .failure(violation)
        }
      }
      return .success(values)
    }
  }
}

extension Field where Value: RawRepresentable, Value.RawValue == String {
  /// One of a few words.
  package static func choice(_ name: String, _ choices: [Value]) -> Field {
    let words = choices.map(\.rawValue)
    return Field(
      name, schema: ["type": "string", "enum": .array(words.map { .string($0) })]
    ) { json, _ in
      guard let word = json.string, let choice = Value(rawValue: word), words.contains(word)
      else { return .failure(.init("not_choice", field: name, ["choices": words.joined(separator: ", ")])) }
      return .success(choice)
    }
  }
}

extension Field where Value == Input {
  /// An object with its own fields; what is wrong inside is named `outer.inner`.
  package static func object(_ name: String, _ fields: [any AnyField]) -> Field {
    Field(name, schema: Schema.object(of: fields)) { json, currency in
      guard json.fields != nil else { return .failure(.init("not_object", field: name)) }
      let input = Input(json, fields: fields, currency: currency)
      if let first = input.violations.first {
        let field = first.field.map { "\(name).\($0)" } ?? name
        return .failure(.init(first.code, field: field, first.arguments))
      }
      return .success(input)
    }
  }
}
