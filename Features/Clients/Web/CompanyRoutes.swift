import HTML
import Kernel
import Store
import Timeline
import Web

/// The pages of clients.
package enum CompanyRoutes {
  static let routes: [Route] =
    [
      .get("/companies/new") { call in
        try call.actor.access.require(.add, Company.kind)
        return .html(try await NewClientPage.markup(call, returned: nil))
      },
      .post("/companies", answer: add),
      .get("/companies/{id}") { call in
        try await call.shown(by: Companies.self, at: "/companies") {
          try await show(call, call.wants(fragment: "side") ? \.aside : \.markup)
        }
      },
      .get("/companies/{id}/summary") { call in .html(try await show(call, \.head)) },
      .get("/companies/{id}/facts") { call in .html(try await show(call, \.facts)) },
      .post("/companies/{id}", answer: change),
      .post("/companies/{id}/requisites", answer: changeRequisites),
      .post("/companies/{id}/contacts", answer: addPerson),
    ] + CompanyJSON.resource.timeline.routes

  private static func add(_ call: Call) async throws -> Reply {
    let input = try call.form(ClientForm.company)
    return try await call.answer("company", input, stale: "client_changed") {
      let card = try await call.crm.write(as: call.actor) { work in
        var draft = CompanyDraft(type: .organisation, name: "")
        try ClientForm.put(input, into: &draft, peoples: TypedDetails())
        return try work.companies.add(draft)
      }
      return .redirect(to: "/companies/\(card.company.id)")
    } orShow: { form in
      form.reply(try await NewClientPage.markup(call, returned: form))
    }
  }

  private static func change(_ call: Call) async throws -> Reply {
    try await edit(call, "company", ClientForm.company) { work, id, input in
      let version = try input.required(ClientFields.version)
      var peoples = TypedDetails()
      for person in try work.contacts.of([id])[id] ?? [] {
        peoples.phones += person.phones.map(\.e164)
        peoples.emails += person.emails.map(\.text)
        peoples.messengers += person.messengers.map { TypedDetails.Messenger($0.network, $0.name) }
      }
      _ = try work.companies.change(id, expecting: Int64(version)) { [peoples] in
        try ClientForm.put(input, into: &$0, peoples: peoples)
      }
    }
  }

  private static func changeRequisites(_ call: Call) async throws -> Reply {
    try await edit(call, "requisites", ClientForm.requisites) { work, id, input in
      let version = try input.required(ClientFields.version)
      _ = try work.companies.change(id, expecting: Int64(version)) { ClientForm.putRequisites(input, into: &$0) }
    }
  }

  private static func addPerson(_ call: Call) async throws -> Reply {
    try await edit(call, "person", ClientForm.person) { work, id, input in
      try work.require(.see, Company.self, number: id.number)
      var draft = ContactDraft(name: ProperName())
      ClientForm.put(input, into: &draft)
      draft.companyIDs = [id]
      _ = try work.contacts.add(draft)
    }
  }

  /// Does what a form of the page asks for, and answers with the part of the page that it is in, or
  /// without scripts with the page.
  private static func edit(
    _ call: Call, _ form: String, _ fields: [any AnyField],
    _ body: @escaping @Sendable (Work, ID<Company>, Input) throws -> Void
  ) async throws -> Reply {
    let id = try call.id(of: Company.self, kind: Company.kind)
    let input = try call.form(fields)
    return try await call.answer(form, input, stale: "client_changed") {
      try await call.crm.write(as: call.actor) { try body($0, id, input) }
      return call.wantsFragment ? .html(try await show(call, \.facts)) : .redirect(to: "/companies/\(id)")
    } orShow: { returned in
      returned.reply(try await show(call, call.wantsFragment ? \.facts : \.markup, returned))
    }
  }

  /// The head of the client's page, as it is now.
  package static func head(_ call: Call) async throws -> HTML { try await show(call, \.head) }

  /// The client's page, or a part of it, from one snapshot.
  private static func show(
    _ call: Call, _ part: KeyPath<CompanyPage, HTML> & Sendable, _ returned: ReturnedForm? = nil
  ) async throws -> HTML {
    let id = try call.id(of: Company.self, kind: Company.kind)
    return try await call.crm.read(as: call.actor) { work -> HTML in
      var page = Page(call)
      page.after = try work.newestEvent()
      let isWhole = part == \CompanyPage.markup || part == \CompanyPage.aside
      let model = try Self.model(of: id, work, page, call, returned, isWhole: isWhole)
      return CompanyPage(model: model, page: page, returned: returned)[keyPath: part]
    }
  }

  private static func model(
    of id: ID<Company>, _ work: Work, _ page: Page, _ call: Call, _ returned: ReturnedForm?, isWhole: Bool
  ) throws -> CompanyPage.Model {
    let card = try work.companies.find(id)
    return try CompanyPage.Model(
      client: try work.clients.card(of: card), card: card, segments: try work.segments.all(),
      canChange: try work.companies.may(.change, id),
      canAddPeople: work.actor.access.may(.add, Contact.kind),
      canChangePeople: work.actor.access.may(.change, Contact.kind),
      mergeOffer: try work.companies.mergeOffer(returned, for: id),
      around: ClientFrame.Surroundings(of: card.company, in: work.companies, page, call, isWhole: isWhole))
  }
}
