import Clients
import HTML
import Kernel
import Web

/// The form in which it is said whom of the client a deal is about, and what each has to say in it (R20).
struct DealContactForm {
  /// What is chosen for a person; nothing is chosen for who is not in the deal.
  enum Part: String, CaseIterable {
    case usual, buyer, inquirer
    case decisionMaker = "decision_maker"

    static func of(_ role: Membership.Role?) -> Part { role.flatMap { Part(rawValue: $0.rawValue) } ?? .usual }

    var role: Membership.Role? { Membership.Role(rawValue: rawValue) }
  }

  let deal: Deal
  let contacts: [DealContact]
  let client: ClientCard
  let page: Page

  static func field(_ contact: ID<Contact>) -> Field<Part> { .choice("contacts.\(contact)", Part.allCases) }

  /// What the form says of the client's people, as far as the actor saw them.
  static func change(_ call: Call, _ work: Work, _ deal: Deal) throws -> (DealContactsChange, version: Int?) {
    let shown = try work.clients.card(deal.companyID).people.map(\.contact.id)
    let input = try call.form([DealForm.version.required] + shown.map(field))
    try input.check()
    let sent = shown.filter { input.has(field($0)) }
    let stay = try work.deals.contacts(of: deal.id).map(\.id).filter { !sent.contains($0) }
    var change = DealContactsChange(named: stay)
    for id in sent {
      guard let part = input[field(id)] else { continue }
      change.roles.updateValue(part.role, forKey: id)
    }
    return (change, input[DealForm.version])
  }

  /// Nil where the client has nobody to choose from.
  var markup: HTML? {
    // Who lies in the archive is offered where the deal is about him already.
    let people = client.people.filter { card in
      card.contact.archive == nil || contacts.contains { $0.id == card.contact.id }
    }
    guard !people.isEmpty else { return nil }
    let path = "/deals/\(deal.id)/contacts"
    return """
      <details class="edit" data-edit>
      <summary class="button" data-kind="bare" data-size="s">\(.icon(.note))\(page.text("deals.contacts.edit"))</summary>
      <form class="form" method="post" action="\(path)" hx-post="\(path)" hx-target="closest [data-src]" hx-swap="outerHTML">
      \(page.token)<input type="hidden" name="version" value="\(deal.version)">
      \(people.map(row))
      <p class="form-foot"><button class="button" data-kind="main">\(page.text("layout.save")) <kbd class="key">Ctrl ↵</kbd></button><button type="button" class="button" data-edit-close>\(page.text("layout.cancel"))</button></p>
      </form>
      </details>
      """
  }

  private func row(_ card: ContactCard) -> HTML {
    var row = FormRow(Self.field(card.contact.id).name, label: card.contact.name.full)
    let usual = card.membership(in: client.companyID)?.role.map { page.text("clients.role.\($0.rawValue).long") }
    let asUsual = usual.map { page.reader("deals.contacts.as_usual", ["role": $0]) } ?? page.text("deals.contacts.in")
    row.options =
      [("", page.text("deals.contacts.absent")), (Part.usual.rawValue, asUsual)]
      + Membership.Role.allCases.map { ($0.rawValue, page.text("clients.role.\($0.rawValue).long")) }
    row.value = contacts.first { $0.id == card.contact.id }.map { Part.of($0.role).rawValue } ?? ""
    return row.markup(in: "contacts")
  }
}
