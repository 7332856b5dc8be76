import HTML
import Kernel
import Web

/// The pages of people: they live on their company's page, and have a form of their own.
enum ContactRoutes {
  static let routes: [Route] = [
    .post("/contacts", answer: add),
    .get("/contacts/{id}") { call in
      let id = try call.id(of: Contact.self, kind: Contact.kind)
      let card = try await call.crm.read(as: call.actor) { try $0.contacts.find(id) }
      return .redirect(to: card.home)
    },
    .get("/contacts/{id}/edit") { call in .html(try await page(call, returned: nil)) },
    .post("/contacts/{id}", answer: change),
  ]

  private static func add(_ call: Call) async throws -> Reply {
    let input = try call.form(ClientForm.person)
    return try await ReturnedForm.answer(call, "person", input) {
      let card = try await call.crm.write(as: call.actor) { work in
        var draft = ContactDraft(name: ProperName())
        ClientForm.put(input, into: &draft)
        return try work.contacts.add(draft)
      }
      return .redirect(to: card.home)
    } orShow: { form in
      NewClientPage(returned: form).markup(Page(call))
    }
  }

  private static func change(_ call: Call) async throws -> Reply {
    let id = try call.id(of: Contact.self, kind: Contact.kind)
    let input = try call.form(ClientForm.person)
    return try await ReturnedForm.answer(call, "contact", input) {
      let version = try input.required(ClientFields.version)
      let card = try await call.crm.write(as: call.actor) { work in
        try work.contacts.change(id, expecting: Int64(version)) { ClientForm.put(input, into: &$0) }
      }
      return .redirect(to: card.home)
    } orShow: { form in
      try await page(call, returned: form)
    }
  }

  private static func page(_ call: Call, returned: ReturnedForm?) async throws -> HTML {
    let id = try call.id(of: Contact.self, kind: Contact.kind)
    let card = try await call.crm.read(as: call.actor) { try $0.contacts.find(id, to: .change) }
    return ContactPage(card: card, returned: returned).markup(Page(call))
  }
}

extension ContactCard {
  /// The page on which the person is shown: his main company's.
  var home: String { companyIDs.first.map { "/companies/\($0)" } ?? "/companies" }
}
