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
  /// Whether he lies in the archive.
  package let isArchived: Bool
}

extension Clients {
  /// The clients whom a beginning or an end of a phone number (four digits and more), a beginning of
  /// a name, an e-mail address or a tax number may mean, the likeliest first. Who lies in the archive is known by his
  /// number, address and tax number; by a name only with `withArchive`.
  package func known(
    phone: String? = nil, name: String? = nil, email: String? = nil, inn: String? = nil, withArchive: Bool = false,
    limit: Int = 5
  ) throws -> [KnownClient] {
    var found: [(company: ID<Company>, isSure: Bool, e164: String?)] = []
    for part in lookups(phone: phone, name: name, email: email, inn: inn, withArchive) where found.count < limit * 2 {
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
          companyID: company, name: row.name, phone: number, ownerID: row.owner, isVisible: true,
          isArchived: row.isArchived)
      }
      return names[company].map {
        KnownClient(
          companyID: company, name: $0.name, phone: nil, ownerID: nil, isVisible: false, isArchived: $0.isArchived)
      }
    }.prefix(limit).map(\.self)
  }

  private func lookups(
    phone: String?, name: String?, email: String?, inn: String?, _ withArchive: Bool
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
      lookups.append((companies(beginning: Company.key(of: name), withArchive), false))
      for key in Set([name.folded, ProperName(typed: name).key]).sorted() where !key.isEmpty {
        lookups.append((people(beginning: key, withArchive), false))
      }
    }
    return lookups
  }

  private func companies(beginning key: String, _ withArchive: Bool) -> SQL {
    let isThere: SQL = withArchive ? "1 = 1" : "archived_at IS NULL"
    return """
      SELECT id AS company_id, NULL AS e164 FROM \(work.visible(Company.self)) AS company
      WHERE \(.begins("folded", with: key)) AND \(isThere) ORDER BY folded, id
      """
  }

  private func people(beginning key: String, _ withArchive: Bool) -> SQL {
    // Past the actor's reach: a look at whether the client is there.
    let isThere: SQL =
      withArchive
      ? "1 = 1"
      : """
      contact.archived_at IS NULL AND NOT EXISTS (SELECT 1 FROM \(Company.table) AS company
        WHERE company.id = membership.company_id AND company.archived_at IS NOT NULL)
      """
    return """
      SELECT membership.company_id, NULL AS e164
      FROM \(work.visible(Contact.self)) AS contact
      JOIN membership ON membership.contact_id = contact.id AND membership.ordinal = 0
      WHERE \(.begins("contact.folded", with: key)) AND \(isThere)
      ORDER BY contact.folded, contact.id
      """
  }

  private func visible(
    _ ids: [ID<Company>]
  ) throws -> [ID<Company>: (name: String, owner: ID<Person>?, isArchived: Bool)] {
    var rows: [ID<Company>: (name: String, owner: ID<Person>?, isArchived: Bool)] = [:]
    try work.query(
      """
      SELECT id, name, owner_id, archived_at IS NOT NULL AS is_archived
      FROM \(work.visible(Company.self)) AS company WHERE id IN \(list: ids)
      """
    ) { rows[try $0["id"]] = (try $0["name"], try $0["owner_id"], try $0["is_archived"]) }
    return rows
  }

  private func names(of ids: [ID<Company>]) throws -> [ID<Company>: (name: String, isArchived: Bool)] {
    guard !ids.isEmpty else { return [:] }
    // Past the actor's reach: whoever names a whole number is told whose it is.
    var names: [ID<Company>: (name: String, isArchived: Bool)] = [:]
    try work.query(
      """
      SELECT id, name, archived_at IS NOT NULL AS is_archived FROM \(Company.table) AS company
      WHERE id IN \(list: ids)
      """
    ) { names[try $0["id"]] = (try $0["name"], try $0["is_archived"]) }
    return names
  }
}
