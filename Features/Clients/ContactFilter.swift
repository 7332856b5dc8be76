import Kernel
import Store

/// Which contacts a list holds.
package struct ContactFilter: ClientFilter {
  package var companyID: ID<Company>?
  package var role: Membership.Role?
  package var scope = ListScope.all
  package var ownerID: ID<Person>?
  package var phone: String?
  package var email: String?
  /// The beginning of the name, family name first.
  package var name: String?
  package var isArchived = false

  package init() {}
}

extension Contacts {
  package func conditions(_ filter: ContactFilter) -> [SQL] {
    var conditions: [SQL] = []
    if let company = filter.companyID {
      let role: SQL = filter.role.map { "role = \($0)" } ?? "1 = 1"
      conditions.append(
        "contact.id IN (SELECT contact_id FROM membership WHERE company_id = \(company) AND \(role))")
    } else if let role = filter.role {
      // Many have each role: they are met soon where the list is walked in its order.
      conditions.append(
        "EXISTS (SELECT 1 FROM membership WHERE membership.contact_id = contact.id AND role = \(role))")
    }
    if let name = filter.name, !name.folded.isEmpty {
      conditions.append(.begins("contact.folded", with: name.folded))
    }
    return conditions
  }

  /// The people of the companies; in each, those who decide come first.
  package func of(_ companies: [ID<Company>]) throws -> [ID<Company>: [ContactCard]] {
    guard !companies.isEmpty else { return [:] }
    let rows = try work.all(
      """
      SELECT \(Contact.columns), membership.company_id
      FROM membership JOIN \(work.visible(Contact.self)) AS contact
        ON contact.id = membership.contact_id
      WHERE membership.company_id IN \(list: companies)
      ORDER BY membership.company_id,
        CASE membership.role WHEN 'decision_maker' THEN 0 WHEN 'buyer' THEN 1 WHEN 'inquirer' THEN 3 ELSE 2 END,
        contact.id
      LIMIT 2000
      """
    ) { (company: try $0["company_id"] as ID<Company>, contact: try Contact(row: $0)) }
    let cards = try cards(rows.map(\.contact))
    var found: [ID<Company>: [ContactCard]] = [:]
    for (row, card) in zip(rows, cards) { found[row.company, default: []].append(card) }
    return found
  }
}
