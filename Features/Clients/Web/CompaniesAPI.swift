import Kernel
import Timeline
import Web

/// `/companies` for programs.
enum CompaniesAPI {
  private static let filters: [any AnyField] = [
    CompanyJSON.type, ClientFields.owner, ClientFields.phone, ClientFields.email, ClientFields.name,
  ]

  static let timeline = RecordTimeline(of: Company.self, at: "/companies", name: "Company") {
    work, number, text in
    try work.companies.comment(text, on: ID(number))
  }

  static let operations: [Operation] = [list, count, add, find, change] + timeline.operations

  static func filter(_ query: Input) -> CompanyFilter {
    var filter = CompanyFilter()
    filter.type = query[CompanyJSON.type]
    filter.ownerID = query[ClientFields.owner]
    filter.phone = query[ClientFields.phone]
    filter.email = query[ClientFields.email]
    filter.name = query[ClientFields.name]
    return filter
  }

  private static let list = Operation(
    "listCompanies", .get, "/companies", "Clients, as far as the caller may see them",
    query: [Listing.limit, Listing.after, ClientFields.sort] + filters,
    answer: CompanyJSON.schema.list
  ) { call in
    let (limit, after) = try Listing.page(call.query)
    let sort = call.query[ClientFields.sort] ?? .name
    let filter = filter(call.query)
    let slice = try await call.crm.read(as: call.actor) {
      try $0.companies.list(filter, sort: sort, limit: limit, after: after)
    }
    return Listing.json(slice) { CompanyJSON.encode($0, call) }
  }

  private static let count = Operation(
    "countCompanies", .get, "/companies/count", "How many clients there are", query: filters,
    answer: Schema.count
  ) { call in
    let filter = filter(call.query)
    return ["count": JSON(try await call.crm.read(as: call.actor) { try $0.companies.count(filter) })]
  }

  private static let add = Operation(
    "addCompany", .post, "/companies", "Adds a client",
    body: .json(required(CompanyJSON.name, in: CompanyJSON.changeable)), status: .created,
    answer: CompanyJSON.schema
  ) { call in
    let name = try call.input.required(CompanyJSON.name)
    let card = try await call.crm.write(as: call.actor) { work in
      let type = call.input[CompanyJSON.type] ?? Company.kind(of: name)
      var draft = CompanyDraft(type: type, name: name)
      try CompanyJSON.put(call.input, into: &draft)
      return try work.companies.add(draft)
    }
    return CompanyJSON.encode(card, call)
  }

  private static let find = Operation(
    "findCompany", .get, "/companies/{id}", "One client", answer: CompanyJSON.schema
  ) { call in
    let id = try call.id(of: Company.self, kind: Company.kind)
    let card = try await call.crm.read(as: call.actor) { try $0.companies.find(id) }
    return CompanyJSON.encode(card, call)
  }

  private static let change = Operation(
    "changeCompany", .patch, "/companies/{id}", "Changes a client; what is not sent stays",
    body: .json(CompanyJSON.changeable + [ClientFields.version]), answer: CompanyJSON.schema,
    conflicts: true
  ) { call in
    let id = try call.id(of: Company.self, kind: Company.kind)
    let version = call.input[ClientFields.version].map(Int64.init)
    let card = try await call.crm.write(as: call.actor) { work in
      try work.companies.change(id, expecting: version) { try CompanyJSON.put(call.input, into: &$0) }
    }
    return CompanyJSON.encode(card, call)
  }

  private static func required(
    _ field: Field<String>, in fields: [any AnyField]
  ) -> [any AnyField] {
    fields.map { $0.name == field.name ? field.required : $0 }
  }
}
