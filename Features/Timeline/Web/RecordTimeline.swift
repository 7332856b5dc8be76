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
    [
      .get("\(path)/{id}/timeline") { call in try await part(call) },
      .post("\(path)/{id}/comments") { call in try await write(call) },
    ]
  }

  private func part(_ call: Call) async throws -> Reply {
    let id = try call.id(of: Record.self, kind: Record.kind)
    let relations = call.site.relations(to: Record.kind)
    let history = try await call.crm.read(as: call.actor) { work in
      try work.require(.see, Record.self, number: id.number)
      return try History(
        of: Subject(Record.kind, id.number), with: relations, before: History.before(call), in: work)
    }
    let view = HistoryView(history, page: Page(call), path: "\(path)/\(id)")
    return .html(call.wants(fragment: "rows") ? view.rows : view.section)
  }

  private func write(_ call: Call) async throws -> Reply {
    let id = try call.id(of: Record.self, kind: Record.kind)
    let input = try call.form([Composer.text])
    var composer = Composer(path: "\(path)/\(id)")
    do {
      try input.check()
      let text = try input.required(Composer.text)
      _ = try await call.crm.write(as: call.actor) { try comment($0, id.number, text) }
    } catch let refusal as Refusal {
      let page = Page(call)
      composer.typed = input.typed("text")
      composer.error = FormErrors(refusal, call.reader)["text"] ?? call.reader.sentence(for: refusal.violations[0])
      let form = composer.markup(page)
      if call.wantsFragment { return .html(form, status: .unprocessableContent) }
      let title = page.text("timeline.comment_title")
      return .html(Layout(title: title).page(page, form), status: .unprocessableContent)
    }
    return call.wantsFragment
      ? .html(composer.markup(Page(call))) : .redirect(to: "\(path)/\(id)")
  }

  /// The same for programs.
  package var operations: [Operation] {
    [
      Operation(
        "list\(name)Timeline", .get, "\(path)/{id}/timeline", "What happened, newest first",
        query: [Listing.limit, Listing.after], answer: EventJSON.schema.list
      ) { call in
        let id = try call.id(of: Record.self, kind: Record.kind)
        let (limit, after) = try Listing.page(call.query)
        let relations = call.call.site.relations(to: Record.kind)
        let slice = try await call.crm.read(as: call.actor) { work in
          try work.require(.see, Record.self, number: id.number)
          return try History.slice(
            of: Subject(Record.kind, id.number), with: relations, limit: limit, after: after, in: work)
        }
        return Listing.json(slice) { EventJSON.encode($0, call) }
      },
      Operation(
        "count\(name)Timeline", .get, "\(path)/{id}/timeline/count", "How much happened",
        answer: Schema.count
      ) { call in
        let id = try call.id(of: Record.self, kind: Record.kind)
        let relations = call.call.site.relations(to: Record.kind)
        let count = try await call.crm.read(as: call.actor) { work in
          try work.require(.see, Record.self, number: id.number)
          return try History.count(of: Subject(Record.kind, id.number), with: relations, in: work)
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
