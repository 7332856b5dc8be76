import Kernel
import Timeline
import Web

/// Companies or contacts as programs meet them: the same six operations and the timeline for both.
struct ClientResource<Records: MergedRecords>: Sendable {
  /// `/companies`
  let path: String
  /// `Company` and `Companies`, in the names of operations.
  let one: String
  let many: String
  let schema: Schema
  let filters: [any AnyField]
  /// What may be written.
  let fields: [any AnyField]
  /// The one field without which there is no new record.
  var required: Field<String>?
  let about: (list: String, add: String, change: String)
  let filter: @Sendable (Input) -> Records.Filter
  let blank: @Sendable (Input) throws -> Records.Checked.Draft
  /// Puts into the draft what was sent; what was sent empty is emptied.
  let put: @Sendable (Input, inout Records.Checked.Draft) throws -> Void
  let encode: @Sendable (Records.Card, APICall) -> JSON

  var timeline: RecordTimeline<Records.Record> {
    RecordTimeline(of: Records.Record.self, at: path, name: one) { work, number, text in
      try Records(work: work).comment(text, on: ID(number))
    }
  }

  var operations: [Operation] {
    [list, count, add] + ([find, change] + timeline.operations).map { $0.following(merged: Records.self) }
  }

  private var list: Operation {
    Operation(
      "list\(many)", .get, path, "\(about.list), as far as the caller may see them",
      query: [Listing.limit, Listing.after, ClientFields.sort] + filters, answer: schema.list
    ) { call in
      let (limit, after) = try Listing.page(call.query)
      let sort = call.query[ClientFields.sort] ?? .name
      let filter = filter(call.query)
      let slice = try await call.crm.read(as: call.actor) {
        try Records(work: $0).list(filter, sort: sort, limit: limit, after: after)
      }
      return Listing.json(slice) { encode($0, call) }
    }
  }

  private var count: Operation {
    Operation("count\(many)", .get, "\(path)/count", "How many there are", query: filters, answer: Schema.count) {
      call in
      let filter = filter(call.query)
      return ["count": JSON(try await call.crm.read(as: call.actor) { try Records(work: $0).count(filter) })]
    }
  }

  private var add: Operation {
    let fields = fields.map { field in required.flatMap { $0.name == field.name ? $0.required : nil } ?? field }
    return Operation("add\(one)", .post, path, about.add, body: .json(fields), status: .created, answer: schema) {
      call in
      let card = try await call.crm.write(as: call.actor) { work in
        var draft = try blank(call.input)
        try put(call.input, &draft)
        return try Records(work: work).add(draft)
      }
      return encode(card, call)
    }
  }

  private var find: Operation {
    Operation("find\(one)", .get, "\(path)/{id}", "One of them", answer: schema) { call in
      let id = try call.id(of: Records.Record.self, kind: Records.Record.kind)
      return encode(try await call.crm.read(as: call.actor) { try Records(work: $0).find(id) }, call)
    }
  }

  private var change: Operation {
    Operation(
      "change\(one)", .patch, "\(path)/{id}", about.change, body: .json(fields + [ClientFields.version]),
      answer: schema, conflicts: true
    ) { call in
      let id = try call.id(of: Records.Record.self, kind: Records.Record.kind)
      let version = call.input[ClientFields.version].map(Int64.init)
      let card = try await call.crm.write(as: call.actor) { work in
        try Records(work: work).change(id, expecting: version) { try put(call.input, &$0) }
      }
      return encode(card, call)
    }
  }
}

/// The fields that companies and contacts have in common.
enum ClientFields {
  static let owner = Field<ID<Person>>.id("owner_id", of: Person.self)
  static let phones = Field<[String]>.list(.line("phones", max: 60)).noted("In any spelling")
  static let emails = Field<[String]>.list(.line("emails", max: 254))
  static let network = Field<MessengerName.Network>.choice("network", MessengerName.Network.allCases)
  static let messengerName = Field<String>.line("name", max: MessengerName.longest)
  static let messengers = Field<[Input]>.list(
    .object("messengers", [network.required, messengerName.required])
  ).noted("A name, an address of the network, or a phone number")
  static let version = Field<Int>.integer("version", in: 1...Int.max)
    .noted("The version that was read; a change of another one is refused with 409")
  static let sharesNumbers = Field<Bool>.flag("shares_numbers")
    .noted("Takes phones, emails and messengers that another client has as well")

  static let phone = Field<String>.line("phone", max: 60)
    .noted("In any spelling; a beginning or an end of at least four digits will do")
  static let email = Field<String>.line("email", max: 254)
  static let name = Field<String>.line("q").noted("The beginning of a name")
  static let sort = Field<ClientOrder>.choice("sort", ClientOrder.allCases)
    .noted("`name` (without legal form) by default")

  static let scope = Field<ListScope>.choice("scope", ListScope.allCases)
    .noted("Whose: one's own, of one's department, or all that one may see")

  static let archived = Field<Bool>.flag("archived").noted("Those in the archive; else the list is without them")

  static let filters: [any AnyField] = [scope, owner, phone, email, name, archived]
  static let changeable: [any AnyField] = [owner, phones, emails, messengers, OwnFields.field, sharesNumbers]

  /// A filter with what all lists of clients may ask.
  static func filter<Filter: ClientFilter>(_ query: Input) -> Filter {
    var filter = Filter()
    filter.scope = query[scope] ?? .all
    filter.ownerID = query[owner]
    filter.phone = query[phone]
    filter.email = query[email]
    filter.name = query[name]
    filter.isArchived = query[archived] ?? false
    return filter
  }

  /// Puts into the draft what was sent of these.
  static func put(_ input: Input, into draft: inout some ClientDraft) throws {
    if input.has(owner) { draft.ownerID = input[owner] }
    if input.has(phones) { draft.phones = input[phones] ?? [] }
    if input.has(emails) { draft.emails = input[emails] ?? [] }
    if input.has(messengers) {
      draft.details.messengers = try (input[messengers] ?? []).map {
        TypedDetails.Messenger(try $0.required(network), try $0.required(messengerName))
      }
    }
    draft.sharesNumbers = input[sharesNumbers] ?? false
  }

  static func encode(_ names: [MessengerName]) -> JSON {
    .array(names.map { ["network": .string($0.network.rawValue), "name": .string($0.name)] })
  }

  static let messengerSchema: JSON = [
    "type": "object", "required": ["network", "name"], "additionalProperties": false,
    "properties": [
      "network": Schema.words(MessengerName.Network.allCases.map(\.rawValue)), "name": Schema.of(.text),
    ],
  ]
}
