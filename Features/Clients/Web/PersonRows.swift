import HTML
import Kernel
import Web

/// What is asked of a person.
struct PersonRows {
  let rows: ClientFormRows

  private static let names: Set<String> = ["last_name", "first_name", "middle_name", "phones", "emails"]

  /// For a new person: his name, how to reach him, what he is here.
  func brief(in type: Company.Kind?) -> HTML {
    let about: HTML =
      switch type {
      case .family: "\(rows.kinship())\(rows.line("birthday", type: "date"))\(rows.role())"
      case .organisation, .entrepreneur: "\(rows.line("position"))\(rows.role())"
      case nil: .none
      }
    return """
      \(rows.notices(showing: Self.names.union(["position", "birthday", "role", "kinship"])))
      <div class="form-pair">\(rows.line("last_name"))\(rows.line("first_name"))\(rows.line("middle_name"))</div>
      <div class="form-pair">\(about)</div>
      <div class="form-pair">\(rows.lines("phones"))\(rows.lines("emails"))</div>
      \(type == nil ? nil : rows.messengers())
      """
  }

  func all(of card: ContactCard, _ homes: [ContactHome], _ page: Page) -> HTML {
    let contact = card.contact
    let genders = Contact.Gender.allCases.map {
      (value: $0.rawValue, label: page.text("clients.gender.\($0.rawValue)"))
    }
    let unknown = (value: "", label: page.text("clients.not_given"))
    let shown = Self.names.union(["position", "birthday", "gender", "owner_id"])
      .union(homes.flatMap { ["memberships.\($0.id).role", "memberships.\($0.id).kinship"] })
    return """
      \(rows.notices(showing: shown))
      <div class="form-pair">\(rows.line("last_name", contact.name.last))\(rows.line("first_name", contact.name.first))\(rows.line("middle_name", contact.name.middle))</div>
      \(rows.lines("phones", card.phones.map { written($0, page) }))
      \(rows.lines("emails", card.emails.map(\.text)))
      <div data-known-list aria-live="polite"></div>
      \(rows.messengers(card.messengers))
      <div class="form-pair">\(rows.line("birthday", contact.birthday?.description, type: "date"))\(rows.choice("gender", contact.gender?.rawValue, [unknown] + genders))\(rows.line("position", contact.position))</div>
      \(homes.map(home))
      \(rows.owner(contact.ownerID))
      """
  }

  /// What he is to one of his companies.
  private func home(_ home: ContactHome) -> HTML {
    let path = "memberships.\(home.id)"
    let kinship: HTML? =
      home.type == .family || home.membership.kinship != nil
      ? rows.kinship("\(path).kinship", home.membership.kinship) : nil
    return """
      <fieldset class="form-group"><legend>\(home.name)</legend><div class="form-pair">\(rows.role("\(path).role", home.membership.role))\(kinship)</div></fieldset>
      """
  }
}
