import HTML
import Kernel
import Store
import Timeline
import Web

/// The pages of clients.
enum CompanyRoutes {
  static let routes: [Route] =
    [
      .get("/companies/new") { call in
        try call.actor.access.require(.add, Company.kind)
        return .html(NewClientPage(returned: nil).markup(Page(call)))
      },
      .post("/companies", answer: add),
      .get("/companies/{id}") { call in .html(try await page(call, returned: nil)) },
      .post("/companies/{id}", answer: change),
      .post("/companies/{id}/contacts", answer: addPerson),
    ] + CompaniesAPI.timeline.routes

  private static func add(_ call: Call) async throws -> Reply {
    let input = try call.form(ClientForm.company)
    return try await ReturnedForm.answer(call, "company", input) {
      let card = try await call.crm.write(as: call.actor) { work in
        var draft = CompanyDraft(type: .organisation, name: "")
        try ClientForm.put(input, into: &draft, peoples: ([], []))
        return try work.companies.add(draft)
      }
      return .redirect(to: "/companies/\(card.company.id)")
    } orShow: { form in
      NewClientPage(returned: form).markup(Page(call))
    }
  }

  private static func change(_ call: Call) async throws -> Reply {
    let id = try call.id(of: Company.self, kind: Company.kind)
    let input = try call.form(ClientForm.company)
    return try await ReturnedForm.answer(call, "company", input) {
      let version = try input.required(ClientFields.version)
      _ = try await call.crm.write(as: call.actor) { work in
        let people = try work.contacts.of([id])[id] ?? []
        let peoples = (people.flatMap(\.phones).map(\.e164), people.flatMap(\.emails).map(\.text))
        return try work.companies.change(id, expecting: Int64(version)) {
          try ClientForm.put(input, into: &$0, peoples: peoples)
        }
      }
      return .redirect(to: "/companies/\(id)")
    } orShow: { form in
      try await page(call, returned: form)
    }
  }

  private static func addPerson(_ call: Call) async throws -> Reply {
    let id = try call.id(of: Company.self, kind: Company.kind)
    let input = try call.form(ClientForm.person)
    return try await ReturnedForm.answer(call, "person", input) {
      _ = try await call.crm.write(as: call.actor) { work in
        try work.require(.see, Company.self, number: id.number)
        var draft = ContactDraft(name: ProperName())
        ClientForm.put(input, into: &draft)
        draft.companyIDs = [id]
        return try work.contacts.add(draft)
      }
      return .redirect(to: "/companies/\(id)")
    } orShow: { form in
      try await page(call, returned: form)
    }
  }

  /// The client's page from one snapshot.
  private static func page(_ call: Call, returned: ReturnedForm?) async throws -> HTML {
    let id = try call.id(of: Company.self, kind: Company.kind)
    return try await call.crm.read(as: call.actor) { work -> HTML in
      var page = Page(call)
      page.after = try work.newestEvent()
      let model = try Self.model(of: id, work, page, call)
      return CompanyPage(model: model, returned: returned).markup(page)
    }
  }

  private static func model(
    of id: ID<Company>, _ work: Work, _ page: Page, _ call: Call
  ) throws -> CompanyPage.Model {
    let card = try work.companies.find(id)
    let subject = card.company.subject
    return CompanyPage.Model(
      client: try work.clients.card(id), card: card,
      canChange: try work.companies.may(.change, id),
      canAddPeople: work.actor.access.may(.add, Contact.kind),
      canChangePeople: work.actor.access.may(.change, Contact.kind),
      history: try History(of: subject, before: History.before(call), in: work),
      panels: try call.site.panels(on: "company").map { try $0.render(work, page, subject) },
      actions: try call.site.panels(on: "company.bar").map { try $0.render(work, page, subject) })
  }
}
