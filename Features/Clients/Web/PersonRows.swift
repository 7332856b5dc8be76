import HTML
import Kernel
import Web

/// What is asked of a person.
struct PersonRows {
  let rows: ClientFormRows

  private static let names: Set<String> = [
    "last_name", "first_name", "middle_name", "position", "birthday", "gender", "phones", "emails",
    "owner_id",
  ]

  /// For a new person: his name and how to reach him.
  var brief: HTML {
    """
    \(rows.notices(showing: Self.names.subtracting(["birthday", "gender", "owner_id"])))
    <div class="form-pair">\(rows.line("last_name"))\(rows.line("first_name"))\(rows.line("middle_name"))\(rows.line("position"))</div>
    <div class="form-pair">\(rows.lines("phones"))\(rows.lines("emails"))</div>
    """
  }

  func all(of card: ContactCard, _ page: Page) -> HTML {
    let contact = card.contact
    let genders = Contact.Gender.allCases.map {
      (value: $0.rawValue, label: page.text("clients.gender.\($0.rawValue)"))
    }
    let unknown = (value: "", label: page.text("clients.not_given"))
    return """
      \(rows.notices(showing: Self.names))
      <div class="form-pair">\(rows.line("last_name", contact.name.last))\(rows.line("first_name", contact.name.first))\(rows.line("middle_name", contact.name.middle))</div>
      \(rows.lines("phones", card.phones.map { written($0, page) }))
      \(rows.lines("emails", card.emails.map(\.text)))
      <div class="form-pair">\(rows.line("birthday", contact.birthday?.description, type: "date"))\(rows.choice("gender", contact.gender?.rawValue, [unknown] + genders))\(rows.line("position", contact.position))</div>
      \(rows.owner(contact.ownerID))
      """
  }
}
