import Kernel
import Store

/// A client as he is offered while somebody types his number or name.
package struct KnownClient: Sendable, Hashable {
  package let companyID: ID<Company>
  package let name: String
  /// The number by which he was found, else his first; nil where he has none or may not be seen.
  package let phone: PhoneNumber?
  package let ownerID: ID<Person>?
  /// Whether the actor may see him; of others he is told the name alone, and only by a whole
  /// number or address.
  package let isVisible: Bool
}

extension Clients {
  /// The clients whom a beginning or an end of a phone number (four digits and more), a beginning of
  /// a name, an e-mail address or a tax number may mean, the likeliest first.
  package func known(
    phone: String? = nil, name: String? = nil, email: String? = nil, inn: String? = nil, limit: Int = 5
  ) throws -> [KnownClient] {
    var found: [(company: ID<Company>, isSure: Bool, e164: String?)] = []
    for part in lookups(phone: phone, name: name, email: email, inn: inn) where found.count < limit * 2 {
      // Past the actor's reach; who he may not see is left out or reduced below.
      try work.query("\(part.sql) LIMIT \(limit * 4)") { row in
        let company: ID<Company> = try row["company_id"]
        guard !found.contains(where: { $0.company == company }) else { return }
        found.append((company, part.isSure, try row["e164"]))
      }
    }
    guard !found.isEmpty else { return [] }
    let ids = found.map(\.company)
    let seen = try visible(ids)
    let phones = try work.phones.ofCompanies(ids.filter { seen[$0] != nil })
    let names = try names(of: found.filter { $0.isSure && seen[$0.company] == nil }.map(\.company))
    return found.compactMap { company, _, e164 -> KnownClient? in
      if let row = seen[company] {
        let number = e164.map { PhoneNumber(e164: $0) } ?? phones[company]?.first
        return KnownClient(
          companyID: company, name: row.name, phone: number, ownerID: row.owner, isVisible: true)
      }
      return names[company].map {
        KnownClient(companyID: company, name: $0, phone: nil, ownerID: nil, isVisible: false)
      }
    }.prefix(limit).map(\.self)
  }

  private func lookups(
    phone: String?, name: String?, email: String?, inn: String?
  ) -> [(sql: SQL, isSure: Bool)] {
    var lookups: [(SQL, Bool)] = []
    if let phone {
      let (whole, partial) = PhoneSearch.parts(of: phone)
      let conditions = [whole].compactMap(\.self).map { ($0, true) } + partial.map { ($0, false) }
      for (condition, isWhole) in conditions {
        lookups.append(("SELECT company_id, e164 FROM phone WHERE \(condition)", isWhole))
      }
    }
    if let email = email.flatMap({ EmailAddress($0) }) {
      let sql: SQL = "SELECT company_id, NULL AS e164 FROM email WHERE folded = \(email.folded)"
      lookups.append((sql, true))
    }
    if let inn = inn?.filter(\.isNumber), [10, 12].contains(inn.count) {
      // Past the actor's reach, like phones. Leans on company_by_inn.
      lookups.append(
        ("SELECT id AS company_id, NULL AS e164 FROM \(Company.table) AS company WHERE inn = \(inn)", true))
    }
    if let name, name.folded.count >= 2 {
      lookups.append((companies(beginning: Company.key(of: name)), false))
      for key in Set([name.folded, ProperName(typed: name).key]).sorted() where !key.isEmpty {
        lookups.append((people(beginning: key), false))
      }
    }
    return lookups
  }

  private func companies(beginning key: String) -> SQL {
    """
    SELECT id AS company_id, NULL AS e164 FROM \(work.visible(Company.self)) AS company
    WHERE \(.begins("folded", with: key)) ORDER BY folded, id
    """
  }

  private func people(beginning key: String) -> SQL {
    """
    SELECT membership.company_id, NULL AS e164
    FROM \(work.visible(Contact.self)) AS contact
    JOIN membership ON membership.contact_id = contact.id AND membership.ordinal = 0
    WHERE \(.begins("contact.folded", with: key)) ORDER BY contact.folded, contact.id
    """
  }

  private func visible(
    _ ids: [ID<Company>]
  ) throws -> [ID<Company>: (name: String, owner: ID<Person>?)] {
    var rows: [ID<Company>: (name: String, owner: ID<Person>?)] = [:]
    try work.query(
      """
      SELECT id, name, owner_id FROM \(work.visible(Company.self)) AS company
      WHERE id IN \(list: ids)
      """
    ) { rows[try $0["id"]] = (try $0["name"], try $0["owner_id"]) }
    return rows
  }

  private func names(of ids: [ID<Company>]) throws -> [ID<Company>: String] {
    guard !ids.isEmpty else { return [:] }
    // Past the actor's reach: whoever names a whole number is told whose it is.
    var names: [ID<Company>: String] = [:]
    try work.query(
      "SELECT id, name FROM \(Company.table) AS company WHERE id IN \(list: ids)"
    ) { names[try $0["id"]] = try $0["name"] }
    return names
  }
}
