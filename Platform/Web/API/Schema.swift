import Kernel

/// The shape of an answer, as the API's description names it.
package struct Schema: Sendable {
  package let name: String
  package let json: JSON
  /// Shapes that it refers to.
  package let parts: [Schema]

  /// An object whose fields are all always there.
  package init(_ name: String, _ properties: KeyValuePairs<String, JSON>, parts: [Schema] = []) {
    self.init(name, fields: properties.map { .init($0.key, $0.value) }, parts: parts)
  }

  private init(_ name: String, fields: [JSON.Field], parts: [Schema]) {
    self.name = name
    self.parts = parts
    json = [
      "type": "object", "additionalProperties": false, "required": .array(fields.map { .string($0.name) }),
      "properties": .object(fields),
    ]
  }

  /// This shape with more fields.
  package func with(_ more: KeyValuePairs<String, JSON>, as name: String) -> Schema {
    let fields = (json["properties"]?.fields ?? []) + more.map { .init($0.key, $0.value) }
    return Schema(name, fields: fields, parts: parts)
  }

  /// A reference to this shape.
  package var reference: JSON { ["$ref": .string("#/components/schemas/\(name)")] }

  /// A page of a list of this shape.
  package var list: Schema {
    Schema(
      "\(name)List", ["items": ["type": "array", "items": reference], "next": Schema.nullable(.text)],
      parts: [self])
  }

  package static let count = Schema("Count", ["count": ["type": "integer", "minimum": 0]])

  package enum Kind {
    case integer, text, flag, instant, day, number
  }

  package static func of(_ kind: Kind) -> JSON {
    switch kind {
    case .integer: ["type": "integer"]
    case .number: ["type": "number"]
    case .text: ["type": "string"]
    case .flag: ["type": "boolean"]
    case .instant: ["type": "string", "format": "date-time"]
    case .day: ["type": "string", "format": "date"]
    }
  }

  package static func nullable(_ kind: Kind) -> JSON { nullable(of(kind)) }

  package static func nullable(_ schema: JSON) -> JSON { ["anyOf": [schema, ["type": "null"]]] }

  package static func list(of schema: JSON) -> JSON { ["type": "array", "items": schema] }

  package static func words(_ words: [String]) -> JSON {
    ["type": "string", "enum": .array(words.map { .string($0) })]
  }

  /// Any object: own fields, facts of an event.
  package static let object: JSON = ["type": "object"]

  package static let money: JSON = [
    "type": "object", "required": ["amount", "currency"], "additionalProperties": false,
    "properties": ["amount": ["type": "string"], "currency": ["type": "string"]],
  ]

  /// What a body with these fields looks like.
  package static func object(of fields: [any AnyField]) -> JSON {
    .object([
      .init("type", "object"), .init("additionalProperties", false),
      .init("required", .array(fields.filter(\.isRequired).map { .string($0.name) })),
      .init("properties", .object(fields.map { .init($0.name, property($0)) })),
    ])
  }

  private static func property(_ field: any AnyField) -> JSON {
    var schema = field.isRequired ? field.schema : nullable(field.schema)
    if let note = field.note, let fields = schema.fields {
      schema = .object(fields + [.init("description", .string(note))])
    }
    return schema
  }
}
