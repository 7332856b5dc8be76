import HTML
import HTTPTypes
import Kernel
import Web

/// A dictionary on its page and for programs: each entry has a name and one choice.
struct DictionaryResource<Entry: DictionaryEntry>: Sendable {
  /// Its place, `/sources` for both, and the beginning of its texts' keys.
  let key: String
  /// What its operations call one of it: `Source`.
  let one: String
  /// What the dictionary tells, for the API's description.
  let about: String
  let dictionary: @Sendable (Work) -> Entries<Entry>
  /// The choice as it is read when an entry is added, and when it changes.
  let choice: (first: any AnyField, later: any AnyField)
  let choiceSchema: JSON
  let addReadyMade: @Sendable (Work) throws -> Void
  let draft: @Sendable (_ name: String, Input) throws -> Entry.Draft
  /// Takes the choice over where the input names it.
  let choose: @Sendable (inout Entry.Draft, Input) -> Void
  let chosen: @Sendable (Entry) -> JSON
  /// The choice's label on the page, and what can be chosen.
  let options: @Sendable (Work, Page) throws -> DictionaryPage.Choice

  private var path: String { "/\(key)" }
  private var kind: String { Entry.kind.description }

  private func add(_ input: Input, _ call: Call) async throws -> Entry {
    let draft = try draft(try input.required(DictionaryForm.name), input)
    return try await call.crm.write(as: call.actor) { try dictionary($0).add(draft) }
  }

  private func change(_ input: Input, _ call: Call) async throws -> Entry {
    let id = try call.id(of: Entry.self, kind: kind)
    return try await call.crm.write(as: call.actor) { work in
      try dictionary(work).change(id, expecting: input[DictionaryForm.version]) { draft in
        if let name = input[DictionaryForm.name] { draft.name = name }
        choose(&draft, input)
        if let archived = input[DictionaryForm.archived] { draft.isArchived = archived }
      }
    }
  }
}

// MARK: - Its page

extension DictionaryResource {
  var routes: [Route] {
    [
      .get(path) { call in .html(try await page(call)) },
      .post(path) { call in
        let input = try call.form([DictionaryForm.name.required, choice.first])
        return try await answer(call, "add", input) { _ = try await add(input, call) }
      },
      .post("\(path)/ready-made") { call in
        try await call.crm.write(as: call.actor) { try addReadyMade($0) }
        return .redirect(to: "\(path)?saved=1")
      },
      .post("\(path)/{id}") { call in
        let id = try call.id(of: Entry.self, kind: kind)
        let input = try call.form([
          DictionaryForm.name, choice.later, DictionaryForm.archived, DictionaryForm.version,
        ])
        return try await answer(call, id.description, input) { _ = try await change(input, call) }
      },
    ]
  }

  private func answer(
    _ call: Call, _ form: String, _ input: Input, _ act: () async throws -> Void
  ) async throws -> Reply {
    try await call.setUp(form, input) {
      try await act()
      return .redirect(to: "\(path)?saved=1")
    } orShow: {
      try await page(call, returned: $0)
    }
  }

  private func page(_ call: Call, returned: SetupForm? = nil) async throws -> HTML {
    let page = Page(call)
    let (entries, choice) = try await call.crm.read(as: call.actor) { work in
      try work.actor.access.require(.administer, Pipeline.kind)
      return (try dictionary(work).all(), try options(work, page))
    }
    let lines = entries.map { entry in
      DictionaryPage.Entry(
        number: entry.id.number, name: entry.name, chosen: typed(chosen(entry)),
        isArchived: entry.isArchived, version: entry.version)
    }
    return DictionaryPage(
      key: key, entries: lines, choice: choice, page: page, returned: returned, said: call.query["saved"] != nil
    ).markup
  }

  /// A choice as its form holds it.
  private func typed(_ chosen: JSON) -> String { chosen.string ?? chosen.integer.map(String.init) ?? "" }
}

// MARK: - For programs

extension DictionaryResource {
  private var schema: Schema {
    Schema(
      one,
      [
        "id": Schema.of(.integer), "name": Schema.of(.text), choice.later.name: choiceSchema,
        "archived": Schema.of(.flag), "version": Schema.of(.integer),
      ])
  }

  var operations: [Operation] {
    let schema = schema
    return [
      Operation(
        "list\(one)s", .get, path, "\(about), also what was put away", query: PipelineAPI.page, answer: schema.list
      ) { call in
        let entries = try await call.crm.read(as: call.actor) { try dictionary($0).all() }
        return try Listing.json(short: entries, call.query, json)
      },
      Operation("count\(one)s", .get, "\(path)/count", "How many \(key) there are", answer: .count) { call in
        ["count": JSON(try await call.crm.read(as: call.actor) { try dictionary($0).all() }.count)]
      },
      Operation("read\(one)", .get, "\(path)/{id}", "One \(kind)", answer: schema) { call in
        let id = try call.id(of: Entry.self, kind: kind)
        return json(try await call.crm.read(as: call.actor) { try dictionary($0).find(id) })
      },
      Operation(
        "create\(one)", .post, path, "Adds a \(kind)", body: .json([DictionaryForm.name.required, choice.first]),
        status: .created, answer: schema
      ) { call in
        json(try await add(call.input, call.call))
      },
      Operation(
        "change\(one)", .patch, "\(path)/{id}", "Changes what is named; what was put away is not offered any more",
        body: .json([DictionaryForm.name, choice.later, DictionaryForm.archived, DictionaryForm.version]),
        answer: schema, conflicts: true
      ) { call in
        json(try await change(call.input, call.call))
      },
    ]
  }

  private func json(_ entry: Entry) -> JSON {
    [
      "id": JSON(entry.id), "name": .string(entry.name), choice.later.name: chosen(entry),
      "archived": .bool(entry.isArchived), "version": JSON(entry.version),
    ]
  }
}
