import HTML
import Kernel
import Web

/// What is known of a company, as labels and values.
struct CompanyFacts {
  let client: ClientCard
  let card: CompanyCard
  let segment: Segment?
  let page: Page

  var markup: HTML {
    let company = card.company
    let facts = FactList(page: page)
    var rows: [HTML] = [
      facts.links("phones", client.own.phones.map(ContactLinks.phone)),
      facts.links("emails", client.own.emails.map(ContactLinks.email)),
    ]
    if !client.own.messengers.isEmpty {
      rows.append(facts.links("messengers", client.own.messengers.map(ContactLinks.messenger)))
    }
    if !card.addresses.isEmpty {
      rows.append(facts.row("addresses", HTML.lines(card.addresses.joined(separator: "\n"))))
    }
    rows.append(facts.person("owner_id", company.ownerID))
    rows.append(facts.text("segment_id", segment?.name))
    rows.append(
      facts.labelled(page.text("clients.since"), "\(page.reader.day(company.createdAt.day(in: page.reader.zone)))"))
    return facts.list(rows + facts.own(company.fields))
  }
}

/// Labels and values of a panel.
struct FactList {
  let page: Page

  func list(_ rows: [HTML]) -> HTML {
    """
    <dl class="facts">\(rows)</dl>
    """
  }

  func labelled(_ label: String, _ value: HTML) -> HTML { "<dt>\(label)</dt><dd>\(value)</dd>" }

  func row(_ field: String, _ value: HTML) -> HTML { labelled(page.reader.label(of: field), value) }

  /// Nothing where there is no value.
  func text(_ field: String, _ value: String?) -> HTML { value.map { row(field, HTML.lines($0)) } ?? .none }

  func links(_ field: String, _ links: [HTML]) -> HTML {
    row(field, links.isEmpty ? quiet("clients.not_given") : links.joined(by: "<br>"))
  }

  func person(_ field: String, _ id: ID<Person>?) -> HTML {
    let value: HTML? = id.flatMap { page.installation.people[$0] }.map { person in
      PersonChip(person, reader: page.reader, mayWrap: true).markup
    }
    return row(field, value ?? quiet("clients.nobody"))
  }

  /// The fields that the company itself thought of.
  func own(_ fields: JSON) -> [HTML] {
    (fields.fields ?? []).map { labelled($0.name, value($0.value)) }
  }

  private func quiet(_ key: String) -> HTML { "<span class=\"quiet\">\(page.text(key))</span>" }

  private func value(_ value: JSON) -> HTML {
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
