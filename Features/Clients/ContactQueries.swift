import Kernel
import Store

/// Which contacts a list holds.
package struct ContactFilter: Sendable, Hashable {
  package var companyID: ID<Company>?
  package var ownerID: ID<Person>?
  /// Whole, or a beginning or end of at least four digits.
  package var phone: String?
  package var email: String?
  /// The beginning of the name, family name first.
  package var name: String?

  package init() {}
}

extension Contacts {
  /// A page of the contacts that the actor may see.
  package func list(
    _ filter: ContactFilter, sort: ClientOrder = .name, limit: Int, after: Cursor? = nil
  ) throws -> Slice<ContactCard> {
    var conditions = conditions(filter)
    if let after { conditions.append(try sort.condition(after: after, table: "contact")) }
    let rows = try work.all(
      """
      SELECT \(Contact.columns), contact.folded FROM \(work.visible(Contact.self)) AS contact
      WHERE \(.all(conditions)) ORDER BY \(sort.sql(table: "contact")) LIMIT \(limit + 1)
      """
    ) { (contact: try Contact(row: $0), folded: try $0["folded"] as String) }
    let slice = Slice(rows, limit: limit) { row in
      sort.cursor(folded: row.folded, createdAt: row.contact.createdAt, number: row.contact.id.number)
    }
    return Slice(items: try cards(slice.items.map(\.contact)), next: slice.next)
  }

  /// How many contacts the list has on all its pages.
  package func count(_ filter: ContactFilter) throws -> Int {
    try work.value(
      """
      SELECT count(*) FROM \(work.visible(Contact.self)) AS contact
      WHERE \(.all(conditions(filter)))
      """) ?? 0
  }

  /// The people of the companies, in the order of their names within each.
  package func of(_ companies: [ID<Company>]) throws -> [ID<Company>: [ContactCard]] {
    guard !companies.isEmpty else { return [:] }
    let rows = try work.all(
      """
      SELECT \(Contact.columns), membership.company_id
      FROM membership JOIN \(work.visible(Contact.self)) AS contact
        ON contact.id = membership.contact_id
      WHERE membership.company_id IN \(list: companies)
      ORDER BY membership.company_id, contact.id LIMIT 2000
      """
    ) { (company: try $0["company_id"] as ID<Company>, contact: try Contact(row: $0)) }
    let cards = try cards(rows.map(\.contact))
    var found: [ID<Company>: [ContactCard]] = [:]
    for (row, card) in zip(rows, cards) { found[row.company, default: []].append(card) }
    return found
  }

  private func conditions(_ filter: ContactFilter) -> [SQL] {
    var conditions: [SQL] = []
    if let company = filter.companyID {
      conditions.append(
        "contact.id IN (SELECT contact_id FROM membership WHERE company_id = \(company))")
    }
    if let owner = filter.ownerID { conditions.append("contact.owner_id = \(owner)") }
    if let phone = filter.phone {
      let found = SQL.any(PhoneSearch.conditions(for: phone))
      conditions.append("contact.id IN (SELECT contact_id FROM phone WHERE \(found))")
    }
    if let email = filter.email {
      conditions.append(
        "contact.id IN (SELECT contact_id FROM email WHERE folded = \(email.lowercased()))")
    }
    if let name = filter.name, !name.folded.isEmpty {
      conditions.append(.begins("contact.folded", with: name.folded))
    }
    return conditions
  }
}
