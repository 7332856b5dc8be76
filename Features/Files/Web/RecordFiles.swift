import HTML
import HTTPTypes
import Kernel
import Web

/// The files of one kind of record: the addresses below its page and below its API.
package struct RecordFiles<Record: Guarded & Sendable>: Sendable {
  let path: String
  let name: String

  /// - Parameters:
  ///   - path: where its pages lie, and its resource: `/deals`.
  ///   - name: what the API's description calls it: `Deal`.
  package init(of record: Record.Type, at path: String, name: String) {
    self.path = path
    self.name = name
  }

  package var routes: [Route] {
    [
      .get("\(path)/{id}/files") { call in try await list(call) },
      .post("\(path)/{id}/files", takesFiles: true) { call in try await add(call) },
      .get("\(path)/{id}/files/{file}") { call in
        try await FileReply.make(file(call), to: call, isSaved: call.query["save"] != nil)
      },
      .post("\(path)/{id}/files/{file}/removal") { call in
        try await remove(call)
        if call.wantsFragment { return .html(try await panel(call).markup) }
        return .redirect(to: "\(path)/\(try subject(call).number)#files")
      },
    ]
  }

  package var operations: [Operation] {
    [
      Operation(
        "list\(name)Files", .get, "\(path)/{id}/files", "Files of it and of its comments, the newest first",
        query: [Listing.limit, Listing.after], answer: FileJSON.schema.list
      ) { call in
        let (subject, (limit, after)) = (try subject(call.call), try Listing.page(call.query))
        let slice = try await call.crm.read(as: call.actor) { work in
          try work.require(.see, Record.self, number: subject.number)
          return try work.files.list(of: subject, after: after, limit: limit)
        }
        return Listing.json(slice) { FileJSON.encode($0, call) }
      },
      Operation(
        "count\(name)Files", .get, "\(path)/{id}/files/count", "How many files there are", answer: Schema.count
      ) { call in
        let subject = try subject(call.call)
        let count = try await call.crm.read(as: call.actor) { work in
          try work.require(.see, Record.self, number: subject.number)
          return try work.files.count(of: subject)
        }
        return ["count": JSON(count)]
      },
      Operation(
        "add\(name)File", .post, "\(path)/{id}/files", "Puts one file under it; its type is read from its content",
        body: .upload(file: "file", fields: []), status: .created, answer: FileJSON.schema
      ) { call in
        guard (call.call.upload?.files.count ?? 0) <= 1
        else { throw Refusal("too_many", field: "file", ["max": "1"]) }
        let added = try await take(call.call)
        return FileJSON.encode(added[0], call)
      },
      Operation(
        content: "read\(name)File", "\(path)/{id}/files/{file}/content", "The content of a file"
      ) { call in
        try await FileReply.make(file(call.call), to: call.call, isSaved: true)
      },
      Operation(
        "remove\(name)File", .delete, "\(path)/{id}/files/{file}", "Takes a file away", status: .noContent, answer: nil
      ) { call in
        try await remove(call.call)
        return .null
      },
    ]
  }

  private func subject(_ call: Call) throws -> Subject {
    Subject(Record.kind, try call.id(of: Record.self, kind: Record.kind).number)
  }

  private func file(_ call: Call) async throws -> StoredFile {
    let (subject, id) = (try subject(call), try call.id("file", of: StoredFile.self, kind: StoredFile.kind))
    return try await call.crm.read(as: call.actor) { work in
      try work.require(.see, Record.self, number: subject.number)
      return try work.files.find(id, of: subject)
    }
  }

  private func list(_ call: Call) async throws -> Reply {
    let after = call.query["after"]?.string.flatMap { Cursor($0) }
    let panel = try await panel(call, after: after)
    return .html(call.wantsFragment ? panel.markup : page(panel))
  }

  private func panel(_ call: Call, after: Cursor? = nil, error: String? = nil) async throws -> FilesPanel {
    let (subject, record, page) = (try subject(call), try call.site.record(Record.kind), Page(call))
    return try await call.crm.read(as: call.actor) { work in
      try work.require(.see, Record.self, number: subject.number)
      return try FilesPanel.read(work, page, subject, record: record, after: after, error: error)
    }
  }

  /// The files as a page of their own: for those without scripts, and for many of them.
  private func page(_ panel: FilesPanel) -> HTML {
    let reader = panel.page.reader
    var layout = Layout(title: reader("files.title"))
    layout.bar = """
      <nav class="bar-trail" aria-label="\(reader("layout.trail"))"><a class="button" data-kind="bare" href="\(panel.path)">\(.icon(.left))\(reader("files.back"))</a></nav><span class="push"></span>
      """
    return layout.page(
      panel.page,
      """
      <div class="sheet" data-narrow>\(panel.markup)</div>
      """)
  }

  private func add(_ call: Call) async throws -> Reply {
    do {
      _ = try await take(call)
    } catch let refusal as Refusal {
      let words = call.reader.sentence(for: refusal.violations[0])
      if call.wantsFragment { return .html(Toast.bad(words), status: .unprocessableContent) }
      return .html(page(try await panel(call, error: words)), status: .unprocessableContent)
    }
    return call.wantsFragment
      ? .html(try await panel(call).markup) : .redirect(to: "\(path)/\(try subject(call).number)#files")
  }

  /// Puts the uploaded files into the storage and under the record: for everybody who sees it.
  private func take(_ call: Call) async throws -> [StoredFile] {
    let (subject, record) = (try subject(call), try call.site.record(Record.kind))
    let (actor, uploads) = (try call.actor, call.upload?.files.filter { $0.field == "file" } ?? [])
    try await call.crm.read(as: actor) { try $0.require(.see, Record.self, number: subject.number) }
    guard !uploads.isEmpty else { throw Refusal("required", field: "file") }
    let kept = try await call.crm.keep(uploads, as: actor)
    return try await call.crm.write(as: actor) { work in
      try work.require(.see, Record.self, number: subject.number)
      return try work.files.add(kept, to: subject, audience: try record.audience(work, subject.number))
    }
  }

  /// Who put it there may take it away, and who may change the record.
  private func remove(_ call: Call) async throws {
    let (subject, record) = (try subject(call), try call.site.record(Record.kind))
    let id = try call.id("file", of: StoredFile.self, kind: StoredFile.kind)
    try await call.crm.write(as: call.actor) { work in
      try work.require(.see, Record.self, number: subject.number)
      let file = try work.files.find(id, of: subject)
      if file.authorID == nil || file.authorID != work.actor.id {
        try work.require(.change, Record.self, number: subject.number)
      }
      try work.files.remove(file, audience: try record.audience(work, subject.number))
    }
  }
}
