import HTML
import HTTPTypes
import Kernel
import Web

/// The dictionary of the deals' own fields: its page and what programs do with it.
enum DealFieldRoutes {
  private static let name = PipelineForm.name
  private static let kind = Field<DealField.Kind>.choice("kind", DealField.Kind.allCases)
  private static let lines = Field<String>.text("choices", max: 8000)
  private static let choices = Field<[String]>.list(.line("choices", max: 120), max: DealFieldDraft.mostChoices)
    .noted("What can be chosen, for a choice")
  private static let archived = PipelineForm.archived
  private static let version = DealForm.version

  static let all: [Route] = [
    .get("/deal-fields") { call in .html(try await page(call)) },
    .post("/deal-fields") { call in
      let input = try call.form([name.required, kind.required, lines])
      return try await call.setUp("add", input) {
        let draft = DealFieldDraft(
          name: try input.required(name), kind: try input.required(kind), choices: split(input[lines]))
        _ = try await call.crm.write(as: call.actor) { try $0.dealFields.add(draft) }
        return .redirect(to: "/deal-fields?saved=1")
      } orShow: {
        try await page(call, returned: $0)
      }
    },
    .post("/deal-fields/{id}") { call in
      let id = try call.id(of: DealField.self, kind: "deal_field")
      let input = try call.form([name, lines, archived, version])
      return try await call.setUp(id.description, input) {
        _ = try await call.crm.write(as: call.actor) { work in
          try work.dealFields.change(id, expecting: input[version]) { draft in
            if input.has(name) { draft.name = input[name] ?? "" }
            if input.has(lines) { draft.choices = split(input[lines]) }
            if let archived = input[archived] { draft.isArchived = archived }
          }
        }
        return .redirect(to: "/deal-fields?saved=1")
      } orShow: {
        try await page(call, returned: $0)
      }
    },
  ]

  private static func split(_ text: String?) -> [String] {
    (text ?? "").split(whereSeparator: \.isNewline).map(String.init)
  }

  private static func page(_ call: Call, returned: SetupForm? = nil) async throws -> HTML {
    let fields = try await call.crm.read(as: call.actor) { work in
      try work.actor.access.require(.administer, Pipeline.kind)
      return try work.dealFields.all()
    }
    return DealFieldPage(
      fields: fields, page: Page(call), returned: returned, said: call.query["saved"] != nil
    ).markup
  }

  private static let schema = Schema(
    "DealField",
    [
      "id": Schema.of(.integer), "key": Schema.of(.text), "name": Schema.of(.text),
      "kind": Schema.words(DealField.Kind.allCases.map(\.rawValue)), "choices": Schema.list(of: Schema.of(.text)),
      "archived": Schema.of(.flag), "version": Schema.of(.integer),
    ])

  static let operations: [Operation] = [
    Operation(
      "listDealFields", .get, "/deal_fields", "The deals' own fields; a deal's `fields` hold their values by `key`",
      query: PipelineAPI.page, answer: schema.list
    ) { call in
      let fields = try await call.crm.read(as: call.actor) { try $0.dealFields.all() }
      return try Listing.json(short: fields, call.query, json)
    },
    Operation("countDealFields", .get, "/deal_fields/count", "How many own fields there are", answer: .count) { call in
      ["count": JSON(try await call.crm.read(as: call.actor) { try $0.dealFields.all() }.count)]
    },
    Operation(
      "createDealField", .post, "/deal_fields", "Adds an own field; its name becomes its key",
      body: .json([name.required, kind.required, choices]), status: .created, answer: schema
    ) { call in
      let draft = DealFieldDraft(
        name: try call.input.required(name), kind: try call.input.required(kind), choices: call.input[choices] ?? [])
      return json(try await call.crm.write(as: call.actor) { try $0.dealFields.add(draft) })
    },
    Operation(
      "changeDealField", .patch, "/deal_fields/{id}", "Changes what is named; key and kind stay",
      body: .json([name, choices, archived, version]), answer: schema, conflicts: true
    ) { call in
      let (id, input) = (try call.id(of: DealField.self, kind: "deal_field"), call.input)
      return json(
        try await call.crm.write(as: call.actor) { work in
          try work.dealFields.change(id, expecting: input[version]) { draft in
            if let name = input[name] { draft.name = name }
            if let choices = input[choices] { draft.choices = choices }
            if let archived = input[archived] { draft.isArchived = archived }
          }
        })
    },
  ]

  private static func json(_ field: DealField) -> JSON {
    [
      "id": JSON(field.id), "key": .string(field.key), "name": .string(field.name),
      "kind": .string(field.kind.rawValue), "choices": .array(field.choices.map { .string($0) }),
      "archived": .bool(field.isArchived), "version": JSON(field.version),
    ]
  }
}
