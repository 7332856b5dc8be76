import Foundation

/// A JSON value with its fields in order; of a document that was read, in order of their names, so
/// that both databases give back the same. Numbers keep their digits, so that money stays exact.
package enum JSON: Sendable, Hashable {
  case null
  case bool(Bool)
  case integer(Int64)
  case decimal(Decimal)
  case string(String)
  case array([JSON])
  case object([Field])

  package struct Field: Sendable, Hashable {
    package let name: String
    package let value: JSON
    package init(_ name: String, _ value: JSON) {
      self.name = name
      self.value = value
    }
  }

  package subscript(_ name: String) -> JSON? {
    guard case .object(let fields) = self else { return nil }
    return fields.last { $0.name == name }?.value
  }

  package var string: String? { if case .string(let text) = self { text } else { nil } }
  package var integer: Int64? { if case .integer(let number) = self { number } else { nil } }
  package var bool: Bool? { if case .bool(let value) = self { value } else { nil } }
  package var array: [JSON]? { if case .array(let items) = self { items } else { nil } }
  package var fields: [Field]? { if case .object(let fields) = self { fields } else { nil } }

  package var text: String { String(decoding: bytes, as: UTF8.self) }

  package var bytes: [UInt8] {
    var writer = JSONWriter()
    writer.write(self)
    return writer.bytes
  }

  /// Reads a document.
  /// - Throws: `JSONError` where it is no JSON.
  package init(parsing bytes: some Sequence<UInt8>) throws(JSONError) {
    self = try JSONParser.document(Array(bytes))
  }

  /// - Throws: `JSONError`
  package init(parsing text: String) throws(JSONError) {
    guard text != "{}" else {
      // Most records have no fields of their own.
      self = .object([])
      return
    }
    try self.init(parsing: text.utf8)
  }
}

extension JSON: ExpressibleByStringLiteral, ExpressibleByIntegerLiteral, ExpressibleByBooleanLiteral,
  ExpressibleByNilLiteral, ExpressibleByArrayLiteral, ExpressibleByDictionaryLiteral
{
  package init(stringLiteral value: String) { self = .string(value) }
  package init(integerLiteral value: Int64) { self = .integer(value) }
  package init(booleanLiteral value: Bool) { self = .bool(value) }
  package init(nilLiteral: ()) { self = .null }
  package init(arrayLiteral elements: JSON...) { self = .array(elements) }
  package init(dictionaryLiteral elements: (String, JSON)...) {
    self = .object(elements.map { Field($0, $1) })
  }
}

extension JSON {
  package init(_ text: String?) { self = text.map(JSON.string) ?? .null }
  package init(_ number: Int64?) { self = number.map(JSON.integer) ?? .null }
  package init(_ flag: Bool?) { self = flag.map(JSON.bool) ?? .null }
  package init(_ number: Int?) { self = number.map { .integer(Int64($0)) } ?? .null }
  package init<Record>(_ id: ID<Record>?) { self = id.map { .integer($0.number) } ?? .null }
  package init(_ day: Day?) { self = day.map { .string($0.description) } ?? .null }
  package init(_ money: Money?) {
    self = money.map { ["amount": .string($0.plain), "currency": .string($0.currency.rawValue)] } ?? .null
  }
}
