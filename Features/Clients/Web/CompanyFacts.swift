import HTML
import Kernel
import Web

/// What is known of a company, as labels and values.
struct CompanyFacts {
  let client: ClientCard
  let card: CompanyCard

  func markup(_ page: Page) -> HTML {
    let company = card.company
    let brought = Money(minor: company.ltvMinor, page.installation.currency)
    let since = company.createdAt.day(in: page.reader.zone)
    var facts: [(String, HTML)] = [
      ("fields.phones", reach(client.ownPhones.map(ContactLinks.phone), page)),
      ("fields.emails", reach(client.ownEmails.map(ContactLinks.email), page)),
    ]
    if !card.addresses.isEmpty {
      facts.append(("fields.addresses", HTML.lines(card.addresses.joined(separator: "\n"))))
    }
    let numbers = [("inn", company.inn), ("kpp", company.kpp), ("ogrn", company.ogrn)]
    for case (let name, .some(let value)) in numbers { facts.append(("fields.\(name)", "\(value)")) }
    facts += [
      ("fields.owner_id", owner(page)),
      ("clients.brought_ever", "\(page.reader.money(brought))"),
      ("clients.since", "\(page.reader.day(since))"),
    ]
    let own = (company.fields.fields ?? []).map { ($0.name, value($0.value, page)) }
    return """
      <dl class="facts">\(facts.map { row(page.text($0.0), $0.1) })\(own.map { row($0.0, $0.1) })</dl>
      """
  }

  private func row(_ label: String, _ value: HTML) -> HTML {
    "<dt>\(label)</dt><dd>\(value)</dd>"
  }

  private func reach(_ links: [HTML], _ page: Page) -> HTML {
    guard links.isEmpty else { return links.joined(by: "<br>") }
    return "<span class=\"quiet\">\(page.text("clients.not_given"))</span>"
  }

  private func owner(_ page: Page) -> HTML {
    let owner = Owner(card.company.ownerID, page).markup
    guard owner.isEmpty else { return owner }
    return "<span class=\"quiet\">\(page.text("clients.nobody"))</span>"
  }

  private func value(_ value: JSON, _ page: Page) -> HTML {
    switch value {
    case .null: .none
    case .bool(let flag): "\(page.text(flag ? "clients.yes" : "clients.no"))"
    case .integer(let number): "\(page.reader.grouped(number))"
    case .decimal(let number): "\(number.description)"
    case .string(let text): HTML.lines(text)
    case .array(let items): "\(items.compactMap(\.string).joined(separator: ", "))"
    case .object: .none
    }
  }
}
