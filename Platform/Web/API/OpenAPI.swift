import HTTPTypes
import Kernel

/// The API's description, made from the operations that serve it.
enum OpenAPI {
  static let route = Route.get("/api/openapi.json", for: .anybody) { call in
    .json(call.site.openAPI)
  }

  static func document(of features: [Feature]) -> JSON {
    let operations = features.flatMap { feature in feature.operations.map { (feature.name, $0) } }
    var paths: [(String, [JSON.Field])] = []
    var schemas: [String: JSON] = ["Problem": problem]
    for (tag, operation) in operations {
      collect(operation.answer, into: &schemas)
      let field = JSON.Field(operation.method.rawValue.lowercased(), describe(operation, tag: tag))
      if let index = paths.firstIndex(where: { $0.0 == operation.path }) {
        paths[index].1.append(field)
      } else {
        paths.append((operation.path, parameters(of: operation.path) + [field]))
      }
    }
    return [
      "openapi": "3.1.0",
      "info": [
        "title": "Voronka", "version": "1",
        "description":
          "Instants are RFC 3339, sums are exact, lists go on with `next`. Errors are problem documents; their codes are stable, their messages come in the language of Accept-Language.",
      ],
      "servers": [["url": "/api/v1"]],
      "security": [["token": []]],
      "paths": .object(paths.map { .init($0.0, .object($0.1)) }),
      "components": [
        "securitySchemes": ["token": ["type": "http", "scheme": "bearer"]],
        "schemas": .object(schemas.sorted { $0.key < $1.key }.map { .init($0.key, $0.value) }),
      ],
    ]
  }

  private static let problem: JSON = [
    "type": "object",
    "required": ["type", "title", "status", "detail", "code", "request"],
    "properties": [
      "type": Schema.of(.text), "title": Schema.of(.text), "status": Schema.of(.integer),
      "detail": Schema.of(.text), "code": Schema.of(.text), "request": Schema.of(.text),
      "errors": [
        "type": "array",
        "items": [
          "type": "object", "required": ["field", "message", "code"],
          "properties": [
            "field": Schema.nullable(.text), "message": Schema.of(.text), "code": Schema.of(.text),
          ],
        ],
      ],
    ],
  ]

  private static func collect(_ schema: Schema?, into schemas: inout [String: JSON]) {
    guard let schema else { return }
    if let known = schemas[schema.name] {
      assert(known == schema.json, "two shapes are called \(schema.name)")
      return
    }
    schemas[schema.name] = schema.json
    for part in schema.parts { collect(part, into: &schemas) }
  }

  private static func parameters(of path: String) -> [JSON.Field] {
    let names = path.split(separator: "/").filter { $0.hasPrefix("{") }.map { $0.dropFirst().dropLast() }
    guard !names.isEmpty else { return [] }
    return [
      .init(
        "parameters",
        .array(
          names.map { name in
            [
              "name": .string(String(name)), "in": "path", "required": true,
              "schema": ["type": "integer", "minimum": 1],
            ]
          }))
    ]
  }

  private static func describe(_ operation: Operation, tag: String) -> JSON {
    var fields: [JSON.Field] = [
      .init("operationId", .string(operation.name)), .init("summary", .string(operation.summary)),
      .init("tags", [.string(tag)]),
    ]
    if !operation.query.isEmpty {
      fields.append(
        .init(
          "parameters",
          .array(
            operation.query.map { field in
              .object(
                [
                  .init("name", .string(field.name)), .init("in", "query"),
                  .init("required", .bool(field.isRequired)), .init("schema", field.schema),
                ] + (field.note.map { [.init("description", .string($0))] } ?? []))
            })))
    }
    switch operation.body {
    case .none: break
    case .json(let body):
      fields.append(.init("requestBody", content("application/json", Schema.object(of: body))))
    case .multipart(let files, let body, let required):
      fields.append(.init("requestBody", form(files: files, body, required: required)))
    case .upload(let file, let body):
      fields.append(.init("requestBody", form(files: [file], body, required: [])))
    }
    fields.append(.init("responses", responses(of: operation)))
    return .object(fields)
  }

  /// A form with files, all of which have to be there.
  private static func form(files: [String], _ body: [any AnyField], required: [String]) -> JSON {
    let names = files + body.filter(\.isRequired).map(\.name) + required
    let uploads = files.map { JSON.Field($0, ["type": "string", "contentMediaType": "application/octet-stream"]) }
    let parts = (Schema.object(of: body).fields ?? []).map { part -> JSON.Field in
      switch part.name {
      case "required": .init(part.name, .array(names.map { .string($0) }))
      case "properties": .init(part.name, .object(uploads + (part.value.fields ?? [])))
      default: part
      }
    }
    return content("multipart/form-data", .object(parts))
  }

  private static func content(_ type: String, _ schema: JSON) -> JSON {
    ["required": true, "content": .object([.init(type, ["schema": schema])])]
  }

  private static func responses(of operation: Operation) -> JSON {
    var responses: [JSON.Field] = []
    if operation.isContent {
      responses.append(
        .init("200", ["description": "The content", "content": ["application/octet-stream": ["schema": [:]]]]))
    } else if let answer = operation.answer {
      responses.append(
        .init(
          String(operation.status.code),
          ["description": "Done", "content": ["application/json": ["schema": answer.reference]]]))
    } else {
      responses.append(.init(String(operation.status.code), ["description": "Done"]))
    }
    if operation.follows, operation.method == .get {
      responses.append(.init("308", ["description": "Merged with another one, which `Location` names"]))
    }
    var errors: [(Int, String)] = [
      (400, "Not readable, or a parameter of the wrong kind"), (401, "No token, or not a valid one"),
      (403, "No right to the action"), (404, "Not there, or not visible to the caller"),
    ]
    if operation.conflicts || (operation.follows && operation.method != .get) {
      errors.append((409, "The version is stale, or the state forbids it"))
    }
    if case .none = operation.body {
    } else {
      errors += [(413, "Too large"), (422, "Understood, but against a rule")]
    }
    for (status, words) in errors {
      let body: JSON = ["application/problem+json": ["schema": ["$ref": "#/components/schemas/Problem"]]]
      responses.append(.init(String(status), ["description": .string(words), "content": body]))
    }
    return .object(responses)
  }
}
