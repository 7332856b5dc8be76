import Files
import HTML
import HTTPTypes
import Kernel
import Web

/// The timeline of one kind of record: the addresses below its page and below its API.
package struct RecordTimeline<Record: Guarded & Sendable>: Sendable {
  /// Where its pages lie, and its resource: `/deals`.
  let path: String
  /// What the API's description calls it: `Deal`.
  let name: String
  let comment: @Sendable (Work, Int64, String) throws -> LoggedEvent

  /// - Parameter comment: writes the comment under the record with that number, or refuses.
  package init(
    of record: Record.Type, at path: String, name: String,
    comment: @escaping @Sendable (Work, Int64, String) throws -> LoggedEvent
  ) {
    self.path = path
    self.name = name
    self.comment = comment
  }

  /// `GET …/{id}/timeline`, a part of the page; `POST …/{id}/comments`, its form.
  package var routes: [Route] {
    files.routes + [
      .get("\(path)/{id}/timeline") { call in try await part(call) },
      .post("\(path)/{id}/comments", takesFiles: true) { call in try await write(call) },
      .get("\(path)/{id}/people") { call in try await people(call) },
    ]
  }

  /// Its files lie below the same addresses.
  private var files: RecordFiles<Record> { RecordFiles(of: Record.self, at: path, name: name) }

  /// Who may be mentioned, as somebody types.
  private func people(_ call: Call) async throws -> Reply {
    let id = try call.id(of: Record.self, kind: Record.kind)
    let (record, page) = (try call.site.record(Record.kind), Page(call))
    let typed = String((call.query["q"]?.string ?? "").prefix(60))
    let people = try await call.crm.read(as: call.actor) { work in
      try work.require(.see, Record.self, number: id.number)
      let audience = try record.audience(work, id.number)
      return PeopleToMention(typed: typed, kind: Record.kind, audience: audience, in: work, page: page)
    }
    return .html(people.markup)
  }

  private func part(_ call: Call) async throws -> Reply {
    let id = try call.id(of: Record.self, kind: Record.kind)
    let relations = call.site.relations(to: Record.kind)
    let history = try await call.crm.read(as: call.actor) { work in
      try work.require(.see, Record.self, number: id.number)
      return try History(
        of: Subject(Record.kind, id.number), with: relations, HistoryPart(call), in: work)
    }
    let view = HistoryView(history, page: Page(call), path: "\(path)/\(id)")
    return .html(call.wants(fragment: "rows") ? view.rows : view.section)
  }

  private func write(_ call: Call) async throws -> Reply {
    let id = try call.id(of: Record.self, kind: Record.kind)
    let input = try call.form([Composer.text])
    var composer = Composer(path: "\(path)/\(id)")
    do {
      if uploads(call).isEmpty { try input.check() }
      try await put(input[Composer.text] ?? "", on: id.number, call)
    } catch let refusal as Refusal {
      let page = Page(call)
      composer.typed = input.typed("text")
      composer.error =
        FormErrors(refusal, call.reader)["text"]
        ?? call.reader.sentence(for: refusal.violations[0])
      let form = composer.markup(page)
      if call.wantsFragment { return .html(form, status: .unprocessableContent) }
      let title = page.text("timeline.comment_title")
      return .html(Layout(title: title).page(page, form), status: .unprocessableContent)
    }
    return call.wantsFragment
      ? .html(composer.markup(Page(call))) : .redirect(to: "\(path)/\(id)")
  }

  private func uploads(_ call: Call) -> [UploadedFile] { call.upload?.files.filter { $0.field == "file" } ?? [] }

  /// A comment with its files; files without a word are files of the record.
  private func put(_ text: String, on number: Int64, _ call: Call) async throws {
    let (actor, subject) = (try call.actor, Subject(Record.kind, number))
    let record = try call.site.record(Record.kind)
    try await call.crm.read(as: actor) { try $0.require(.see, Record.self, number: number) }
    let kept = try await call.crm.keep(uploads(call), as: actor)
    try await call.crm.write(as: actor) { work in
      let comment = text.isEmpty ? nil : try comment(work, number, text).facts["comment_id"]?.integer
      if !kept.isEmpty {
        try work.files.add(kept, to: subject, comment: comment, audience: try record.audience(work, number))
      }
    }
  }

  /// The same for programs.
  package var operations: [Operation] {
    files.operations + [
      Operation(
        "list\(name)Timeline", .get, "\(path)/{id}/timeline", "What happened, newest first",
        query: [Listing.limit, Listing.after, HistoryPart.topicField], answer: EventJSON.schema.list
      ) { call in
        let id = try call.id(of: Record.self, kind: Record.kind)
        let (limit, after) = try Listing.page(call.query)
        let part = HistoryPart(topic: call.query[HistoryPart.topicField], in: call.call.site)
        let relations = call.call.site.relations(to: Record.kind)
        let slice = try await call.crm.read(as: call.actor) { work in
          try work.require(.see, Record.self, number: id.number)
          return try History.slice(
            of: Subject(Record.kind, id.number), with: relations, part, limit: limit, after: after, in: work)
        }
        return Listing.json(slice) { EventJSON.encode($0, call) }
      },
      Operation(
        "count\(name)Timeline", .get, "\(path)/{id}/timeline/count", "How much happened",
        query: [HistoryPart.topicField], answer: Schema.count
      ) { call in
        let id = try call.id(of: Record.self, kind: Record.kind)
        let part = HistoryPart(topic: call.query[HistoryPart.topicField], in: call.call.site)
        let relations = call.call.site.relations(to: Record.kind)
        let count = try await call.crm.read(as: call.actor) { work in
          try work.require(.see, Record.self, number: id.number)
          return try History.count(of: Subject(Record.kind, id.number), with: relations, part, in: work)
        }
        return ["count": JSON(count)]
      },
      Operation(
        "comment\(name)", .post, "\(path)/{id}/comments", "Writes a comment",
        body: .json([Composer.text]), status: .created, answer: EventJSON.schema
      ) { call in
        let id = try call.id(of: Record.self, kind: Record.kind)
        let text = try call.input.required(Composer.text)
        let event = try await call.crm.write(as: call.actor) { try comment($0, id.number, text) }
        return EventJSON.encode(event, call)
      },
    ]
  }
}
