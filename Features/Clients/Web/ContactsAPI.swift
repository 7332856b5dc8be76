import Kernel
import Timeline
import Web

/// `/contacts` for programs.
enum ContactsAPI {
  private static let company = Field<ID<Company>>.id("company_id", of: Company.self)
  private static let filters: [any AnyField] = [
    company, ClientFields.owner, ClientFields.phone, ClientFields.email, ClientFields.name,
  ]

  private static let timeline = RecordTimeline(of: Contact.self, at: "/contacts", name: "Contact") {
    work, number, text in
    try work.contacts.comment(text, on: ID(number))
  }

  static let operations: [Operation] = [list, count, add, find, change] + timeline.operations

  private static func filter(_ query: Input) -> ContactFilter {
    var filter = ContactFilter()
    filter.companyID = query[company]
    filter.ownerID = query[ClientFields.owner]
    filter.phone = query[ClientFields.phone]
    filter.email = query[ClientFields.email]
    filter.name = query[ClientFields.name]
    return filter
  }

  private static let list = Operation(
    "listContacts", .get, "/contacts", "People, as far as the caller may see them",
    query: [Listing.limit, Listing.after, ClientFields.sort] + filters,
    answer: ContactJSON.schema.list
  ) { call in
    let (limit, after) = try Listing.page(call.query)
    let sort = call.query[ClientFields.sort] ?? .name
    let filter = filter(call.query)
    let slice = try await call.crm.read(as: call.actor) {
      try $0.contacts.list(filter, sort: sort, limit: limit, after: after)
    }
    return Listing.json(slice) { ContactJSON.encode($0, call) }
  }

  private static let count = Operation(
    "countContacts", .get, "/contacts/count", "How many people there are", query: filters,
    answer: Schema.count
  ) { call in
    let filter = filter(call.query)
    return ["count": JSON(try await call.crm.read(as: call.actor) { try $0.contacts.count(filter) })]
  }

  private static let add = Operation(
    "addContact", .post, "/contacts",
    "Adds a person; without a company he brings a family of his own",
    body: .json(ContactJSON.changeable), status: .created, answer: ContactJSON.schema
  ) { call in
    let card = try await call.crm.write(as: call.actor) { work in
      var draft = ContactDraft(name: ProperName())
      ContactJSON.put(call.input, into: &draft)
      return try work.contacts.add(draft)
    }
    return ContactJSON.encode(card, call)
  }

  private static let find = Operation(
    "findContact", .get, "/contacts/{id}", "One person", answer: ContactJSON.schema
  ) { call in
    let id = try call.id(of: Contact.self, kind: Contact.kind)
    let card = try await call.crm.read(as: call.actor) { try $0.contacts.find(id) }
    return ContactJSON.encode(card, call)
  }

  private static let change = Operation(
    "changeContact", .patch, "/contacts/{id}", "Changes a person; what is not sent stays",
    body: .json(ContactJSON.changeable + [ClientFields.version]), answer: ContactJSON.schema,
    conflicts: true
  ) { call in
    let id = try call.id(of: Contact.self, kind: Contact.kind)
    let version = call.input[ClientFields.version].map(Int64.init)
    let card = try await call.crm.write(as: call.actor) { work in
      try work.contacts.change(id, expecting: version) { ContactJSON.put(call.input, into: &$0) }
    }
    return ContactJSON.encode(card, call)
  }
}
