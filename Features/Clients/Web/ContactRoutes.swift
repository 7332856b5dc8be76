import HTML
import Kernel
import Timeline
import Web

/// The pages of people.
package enum ContactRoutes {
  static let routes: [Route] =
    [
      .post("/contacts", answer: add),
      .get("/contacts/{id}") { call in
        try await call.shown(by: Contacts.self, at: "/contacts") { try await show(call, \.markup) }
      },
      .get("/contacts/{id}/summary") { call in .html(try await show(call, \.head)) },
      .get("/contacts/{id}/facts") { call in .html(try await show(call, \.facts)) },
      .get("/contacts/{id}/edit") { call in
        let id = try call.id(of: Contact.self, kind: Contact.kind)
        try await call.crm.read(as: call.actor) { try $0.require(.change, Contact.self, number: id.number) }
        return .html(try await show(call, \.markup, isEditing: true))
      },
      .post("/contacts/{id}", answer: change),
    ] + ContactJSON.resource.timeline.routes

  private static func add(_ call: Call) async throws -> Reply {
    let input = try call.form(ClientForm.person)
    return try await call.answer("person", input) {
      let card = try await call.crm.write(as: call.actor) { work in
        var draft = ContactDraft(name: ProperName())
        ClientForm.put(input, into: &draft)
        return try work.contacts.add(draft)
      }
      return .redirect(to: card.companyIDs.first.map { "/companies/\($0)" } ?? "/companies")
    } orShow: { form in
      form.reply(try await NewClientPage.markup(call, returned: form))
    }
  }

  private static func change(_ call: Call) async throws -> Reply {
    let id = try call.id(of: Contact.self, kind: Contact.kind)
    let card = try await call.crm.read(as: call.actor) { try $0.contacts.find(id) }
    let input = try call.form(ClientForm.person(of: card))
    return try await call.answer("contact", input, stale: "client_changed") {
      let version = try input.required(ClientFields.version)
      _ = try await call.crm.write(as: call.actor) { work in
        try work.contacts.change(id, expecting: Int64(version)) { ClientForm.put(input, into: &$0) }
      }
      return call.wantsFragment ? .html(try await show(call, \.facts)) : .redirect(to: "/contacts/\(id)")
    } orShow: { form in
      form.reply(try await show(call, call.wantsFragment ? \.facts : \.markup, form))
    }
  }

  /// The head of the person's page, as it is now.
  package static func head(_ call: Call) async throws -> HTML { try await show(call, \.head) }

  /// The person's page, or a part of it, from one snapshot.
  private static func show(
    _ call: Call, _ part: KeyPath<ContactPage, HTML> & Sendable, _ returned: ReturnedForm? = nil,
    isEditing: Bool = false
  ) async throws -> HTML {
    let id = try call.id(of: Contact.self, kind: Contact.kind)
    return try await call.crm.read(as: call.actor) { work -> HTML in
      var page = Page(call)
      page.after = try work.newestEvent()
      let model = try Self.model(of: id, work, page, call, returned, isWhole: part == \ContactPage.markup)
      return ContactPage(model: model, page: page, isEditing: isEditing, returned: returned)[keyPath: part]
    }
  }

  private static func model(
    of id: ID<Contact>, _ work: Work, _ page: Page, _ call: Call, _ returned: ReturnedForm?, isWhole: Bool
  ) throws -> ContactPage.Model {
    let card = try work.contacts.find(id)
    return try ContactPage.Model(
      card: card, homes: try work.contacts.homes(of: card), canChange: try work.contacts.may(.change, id),
      mergeOffer: try work.contacts.mergeOffer(returned, for: card),
      around: ClientFrame.Surroundings(of: card.contact, in: work.contacts, page, call, isWhole: isWhole))
  }
}
