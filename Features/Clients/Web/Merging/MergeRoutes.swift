import HTML
import Kernel
import Store
import Web

/// Making two clients, or two people, one, and parting them again: pages and API.
struct MergeRoutes<Records: MergedRecords & TwinSearch>: Sendable {
  /// `/companies`
  let path: String
  /// `Company` and `Companies`, in the names of operations.
  let one, many: String
  let section: @Sendable (Reader) -> String

  private typealias Form = MergeForm<Records>
  private typealias Record = Records.Record

  var routes: [Route] {
    [
      .get("\(path)/{id}/merge") { call in .html(try await show(call, nil)) },
      .post("\(path)/{id}/merges") { call in
        let id = try call.id(of: Record.self, kind: Record.kind)
        let input = try call.form(Form.page)
        return try await call.answer("merge", input, stale: "client_changed") {
          let other = try input.required(Form.other)
          let (taken, seen) = (Form.taken(input), (input[Form.version], input[Form.otherVersion]))
          _ = try await call.crm.write(as: call.actor) { work in
            try Merging<Records>(work: work).merge(
              other, into: id, taking: taken, expecting: (seen.0.map(Int64.init), seen.1.map(Int64.init)))
          }
          return .redirect(to: "\(path)/\(id)#twins")
        } orShow: { returned in
          returned.reply(try await show(call, returned))
        }
      },
      .post("\(path)/{id}/merges/{merge}/parting") { call in
        let (id, merge) = try Self.ids(call)
        try await call.crm.write(as: call.actor) { _ = try Self.part(merge, of: id, $0) }
        return .redirect(to: "\(path)/\(id)#twins")
      },
    ]
  }

  var operations: [Operation] {
    [
      Operation(
        "merge\(many)", .post, "\(path)/{id}/merges",
        "Makes the other one with this: all that hangs on it belongs to this from now on; `parting` takes it back",
        body: .json([Form.other, Form.take, Form.version, Form.otherVersion]), status: .created, answer: Self.schema,
        conflicts: true
      ) { call in
        let id = try call.id(of: Record.self, kind: Record.kind)
        let other = try call.input.required(Form.other)
        let taken = Set((call.input[Form.take] ?? []).map(\.name))
        let seen = (call.input[Form.version], call.input[Form.otherVersion])
        let merge = try await call.crm.write(as: call.actor) { work in
          try Merging<Records>(work: work).merge(
            other, into: id, taking: taken, expecting: (seen.0.map(Int64.init), seen.1.map(Int64.init)))
        }
        return Self.json(merge, call)
      },
      Operation(
        "part\(many)", .post, "\(path)/{id}/merges/{merge}/parting",
        "Parts what was made one: each has its own again, and what came since stays here", answer: Self.schema,
        conflicts: true
      ) { call in
        let (id, merge) = try Self.ids(call.call)
        return Self.json(try await call.crm.write(as: call.actor) { try Self.part(merge, of: id, $0) }, call)
      },
    ].map { $0.following(merged: Records.self) }
  }

  private static func ids(_ call: Call) throws -> (ID<Record>, ID<ClientMerge>) {
    (
      try call.id(of: Record.self, kind: Record.kind),
      try call.id("merge", of: ClientMerge.self, kind: ClientMerge.kind)
    )
  }

  private static func part(_ merge: ID<ClientMerge>, of id: ID<Record>, _ work: Work) throws -> ClientMerge {
    _ = try Records(work: work).find(id, to: .delete)
    return try Merging<Records>(work: work).part(merge)
  }

  private static var schema: Schema {
    Schema(
      "ClientMerge",
      [
        "id": Schema.of(.integer), "kind": Schema.words([Company.kind, Contact.kind]), "gone_id": Schema.of(.integer),
        "stays_id": Schema.of(.integer), "at": Schema.of(.instant), "parted": Schema.of(.flag),
      ])
  }

  private static func json(_ merge: ClientMerge, _ call: APICall) -> JSON {
    [
      "id": JSON(merge.id), "kind": .string(merge.kind), "gone_id": .integer(merge.goneID),
      "stays_id": .integer(merge.staysID), "at": call.text(merge.at), "parted": .bool(merge.isParted),
    ]
  }

  // MARK: - The page

  private static var with: Field<ID<Record>> { Field<ID<Record>>.id("with", of: Record.self) }
  private static var typed: Field<String> { .line("q", max: 100) }

  /// Whom to choose, or both side by side where one is chosen.
  private func show(_ call: Call, _ returned: ReturnedForm?) async throws -> HTML {
    let id = try call.id(of: Record.self, kind: Record.kind)
    let query = call.query([Self.with, Self.typed])
    let chosen = returned == nil ? query[Self.with] : returned?.input[Form.other]
    let parts = call.site.features.flatMap(\.reactions).unitings(of: Record.kind)
    let (path, title) = (path, section(call.reader))
    return try await call.crm.read(as: call.actor) { work in
      let (records, page) = (Records(work: work), Page(call))
      let stays = try records.find(id, to: .delete)
      let frame = MergePage(page: page, path: path, section: title, id: id.number, name: Records.name(of: stays))
      guard let chosen, chosen != id else {
        let text = query[Self.typed] ?? ""
        let found = try text.isEmpty ? [] : records.candidates(text).filter { $0.number != id.number }
        return frame.choice(typed: text, found: found, twins: try records.twins(of: id.number))
      }
      let gone = try records.find(chosen, to: .delete)
      let (draft, other) = (records.draft(of: stays), records.draft(of: gone))
      let differing = Set(Records.differing(draft, other).map(\.name))
      let segments = try work.segments.all()
      let rows = Records.fields.compactMap { field -> MergePage.Fact? in
        let values = (field.read(draft), field.read(other))
        guard values.0 != nil || values.1 != nil else { return nil }
        let words = MergeWords(page: page, segments: segments, field: field.name)
        return MergePage.Fact(
          name: field.name, label: words.label, stays: values.0.map(words.shown), gone: values.1.map(words.shown),
          isOpen: differing.contains(field.name))
      }
      let counts = try parts.compactMap { part in
        try part.count.map { (key: part.key, count: try $0(work, chosen.number)) }
      }
      return frame.comparison(
        .init(
          facts: rows + [.list(stays.details.shown, gone.details.shown, page)], counts: counts,
          other: (chosen.number, Records.name(of: gone)),
          versions: (stays.record.version, gone.record.version)), returned)
    }
  }
}

extension Operation {
  /// The same operation, for a record that went up in another as well.
  func following<Records: MergedRecords>(merged: Records.Type) -> Operation {
    following(Records.Record.kind) { call in
      let id = try call.id(of: Records.Record.self, kind: Records.Record.kind)
      return try await call.crm.read(as: call.actor) { work in
        guard let heir = try Merging<Records>(work: work).successor(of: id), try Records(work: work).may(.see, heir)
        else { return nil }
        return heir.number
      }
    }
  }
}

extension ContactDetails {
  /// All of it, as people read it.
  fileprivate var shown: [String] { phones.map(\.international) + emails.map(\.text) + messengers.map(\.shown) }
}

extension MergePage.Fact {
  /// The ways to reach both, which all stay.
  fileprivate static func list(_ stays: [String], _ gone: [String], _ page: Page) -> MergePage.Fact {
    func joined(_ items: [String]) -> String? { items.isEmpty ? nil : items.joined(separator: ", ") }
    return .init(
      name: "details", label: page.text("merging.details"), stays: joined(stays), gone: joined(gone), isOpen: false)
  }
}

/// The values of a record in words.
private struct MergeWords {
  let page: Page
  let segments: [Segment]
  let field: String

  var label: String { field == "name" ? page.text("fields.company.name") : page.reader.label(of: field) }

  func shown(_ value: String) -> String {
    switch field {
    case "type": page.text("clients.type.\(value)")
    case "gender": page.text("clients.gender.\(value)")
    case "birthday": Day(value).map { page.reader.day($0) } ?? value
    case "owner_id": ID<Person>(value).flatMap { page.installation.people[$0]?.name } ?? value
    case "segment_id": segments.first { $0.id.description == value }?.name ?? value
    default: value
    }
  }
}
