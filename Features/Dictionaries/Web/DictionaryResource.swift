import HTML
import HTTPTypes
import Kernel
import Web

/// A dictionary on its page and for programs: each entry has a name and one thing more that is said of it.
package struct DictionaryResource<Entry: DictionaryEntry>: Sendable {
  let words: Words
  let dictionary: @Sendable (Work) -> Entries<Entry>
  let detail: Detail
  let draft: @Sendable (_ name: String, Input) throws -> Entry.Draft
  let addReadyMade: @Sendable (Work) throws -> Void

  /// How the dictionary is named.
  package struct Words: Sendable {
    /// Its place, `/sources` for both, and the beginning of its texts' keys.
    let key: String
    /// What its operations call one of it: `Source`.
    let one: String
    /// What the dictionary tells, for the API's description.
    let about: String

    package init(key: String, one: String, about: String) {
      (self.key, self.one, self.about) = (key, one, about)
    }
  }

  /// What is said of an entry beside its name.
  package struct Detail: Sendable {
    /// As it is read when an entry is added, and when it changes.
    let field: (first: any AnyField, later: any AnyField)
    let schema: JSON
    /// Takes it over where the input names it.
    let put: @Sendable (inout Entry.Draft, Input) -> Void
    let value: @Sendable (Entry) -> JSON
    /// Its row on the page.
    let row: @Sendable (Work, Page) throws -> DictionaryPage.Detail

    package init(
      _ first: any AnyField, later: any AnyField, schema: JSON,
      put: @escaping @Sendable (inout Entry.Draft, Input) -> Void, value: @escaping @Sendable (Entry) -> JSON,
      row: @escaping @Sendable (Work, Page) throws -> DictionaryPage.Detail
    ) {
      (field, self.schema, self.put, self.value, self.row) = ((first, later), schema, put, value, row)
    }
  }

  package init(
    _ words: Words, dictionary: @escaping @Sendable (Work) -> Entries<Entry>, detail: Detail,
    draft: @escaping @Sendable (_ name: String, Input) throws -> Entry.Draft,
    addReadyMade: @escaping @Sendable (Work) throws -> Void
  ) {
    (self.words, self.dictionary, self.detail) = (words, dictionary, detail)
    (self.draft, self.addReadyMade) = (draft, addReadyMade)
  }

  private var path: String { "/\(words.key)" }
  private var kind: String { Entry.kind.description }
  private var changeable: [any AnyField] {
    [DictionaryForm.name, detail.field.later, DictionaryForm.archived, DictionaryForm.version]
  }

  private func add(_ input: Input, _ call: Call) async throws -> Entry {
    let draft = try draft(try input.required(DictionaryForm.name), input)
    return try await call.crm.write(as: call.actor) { try dictionary($0).add(draft) }
  }

  private func change(_ input: Input, _ call: Call) async throws -> Entry {
    let id = try call.id(of: Entry.self, kind: kind)
    return try await call.crm.write(as: call.actor) { work in
      try dictionary(work).change(id, expecting: input[DictionaryForm.version]) { draft in
        if let name = input[DictionaryForm.name] { draft.name = name }
        detail.put(&draft, input)
        if let archived = input[DictionaryForm.archived] { draft.isArchived = archived }
      }
    }
  }

  private func order(_ input: Input, _ call: Call) async throws -> [Entry] {
    let ids = try input.required(DictionaryForm.order).map { ID<Entry>($0) }
    return try await call.crm.write(as: call.actor) { work in
      try dictionary(work).order(ids)
      return try dictionary(work).all()
    }
  }
}

// MARK: - Its page

extension DictionaryResource {
  package var routes: [Route] {
    [
      .get(path) { call in .html(try await page(call)) },
      .post(path) { call in
        let input = try call.form([DictionaryForm.name.required, detail.field.first])
        return try await answer(call, "add", input) { _ = try await add(input, call) }
      },
      .post("\(path)/ready-made") { call in
        try await call.crm.write(as: call.actor) { try addReadyMade($0) }
        return .redirect(to: "\(path)?saved=1")
      },
      .post("\(path)/order") { call in
        let input = try call.form([DictionaryForm.order.required])
        return try await answer(call, "order", input) { _ = try await order(input, call) }
      },
      .post("\(path)/{id}") { call in
        let id = try call.id(of: Entry.self, kind: kind)
        let input = try call.form(changeable)
        return try await answer(call, id.description, input) { _ = try await change(input, call) }
      },
      .post("\(path)/{id}/position") { call in
        let id = try call.id(of: Entry.self, kind: kind)
        let input = try call.form([DictionaryForm.direction.required])
        return try await answer(call, "order", input, then: "moved=\(id)&key=\(input.typed("direction"))") {
          let direction = try input.required(DictionaryForm.direction)
          try await call.crm.write(as: call.actor) { try dictionary($0).shift(id, direction) }
        }
      },
    ]
  }

  private func answer(
    _ call: Call, _ form: String, _ input: Input, then query: String = "saved=1", _ act: () async throws -> Void
  ) async throws -> Reply {
    try await call.answer(form, input) {
      try await act()
      return .redirect(to: "\(path)?\(query)")
    } orShow: { returned in
      returned.reply(try await page(call, returned: returned))
    }
  }

  private func page(_ call: Call, returned: ReturnedForm? = nil) async throws -> HTML {
    let page = Page(call)
    let (entries, row) = try await call.crm.read(as: call.actor) { work in
      try work.actor.access.require(.administer, Entry.right)
      return (try dictionary(work).all(), try detail.row(work, page))
    }
    let lines = entries.map { entry in
      DictionaryPage.Line(
        number: entry.id.number, name: entry.name, detail: typed(detail.value(entry)),
        isArchived: entry.isArchived, version: entry.version)
    }
    return DictionaryPage(
      key: words.key, lines: lines, detail: row, page: page, returned: returned, said: call.query["saved"] != nil,
      moved: call.query["moved"]?.string.flatMap { Int64($0) }, pressed: call.query["key"]?.string
    ).markup
  }

  /// What is said of an entry, as its form holds it.
  private func typed(_ value: JSON) -> String { value.string ?? value.integer.map(String.init) ?? "" }
}

// MARK: - For programs

extension DictionaryResource {
  private var schema: Schema {
    Schema(
      words.one,
      [
        "id": Schema.of(.integer), "name": Schema.of(.text), detail.field.later.name: detail.schema,
        "archived": Schema.of(.flag), "version": Schema.of(.integer),
      ])
  }

  package var operations: [Operation] {
    let (schema, one) = (schema, words.one)
    return [
      Operation(
        "list\(one)s", .get, path, "\(words.about), also what was put away", query: [Listing.limit, Listing.after],
        answer: schema.list
      ) { call in
        let entries = try await call.crm.read(as: call.actor) { try dictionary($0).all() }
        return try Listing.json(short: entries, call.query, json)
      },
      Operation("count\(one)s", .get, "\(path)/count", "How many \(words.key) there are", answer: .count) { call in
        ["count": JSON(try await call.crm.read(as: call.actor) { try dictionary($0).all() }.count)]
      },
      Operation("read\(one)", .get, "\(path)/{id}", "One \(kind)", answer: schema) { call in
        let id = try call.id(of: Entry.self, kind: kind)
        return json(try await call.crm.read(as: call.actor) { try dictionary($0).find(id) })
      },
      Operation(
        "create\(one)", .post, path, "Adds a \(kind)", body: .json([DictionaryForm.name.required, detail.field.first]),
        status: .created, answer: schema
      ) { call in
        json(try await add(call.input, call.call))
      },
      Operation(
        "change\(one)", .patch, "\(path)/{id}", "Changes what is named; what was put away is not offered any more",
        body: .json(changeable), answer: schema, conflicts: true
      ) { call in
        json(try await change(call.input, call.call))
      },
      Operation(
        "order\(one)s", .put, "\(path)/order", "Puts them in that order: all that are not put away, each once",
        body: .json([DictionaryForm.order.required]), answer: schema.list
      ) { call in
        Listing.json(Slice(items: try await order(call.input, call.call), next: nil), json)
      },
    ]
  }

  private func json(_ entry: Entry) -> JSON {
    [
      "id": JSON(entry.id), "name": .string(entry.name), detail.field.later.name: detail.value(entry),
      "archived": .bool(entry.isArchived), "version": JSON(entry.version),
    ]
  }
}
