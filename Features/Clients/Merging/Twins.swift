import Kernel
import Store

/// Another record that may be the same client, or the same person.
package struct Twin: Sendable, Hashable {
  package let number: Int64
  package let name: String
  /// What both have: `phones`, `emails`, `inn`, `name`; nil for one that was looked for.
  package var why: String?
  package var isArchived = false
}

/// Records that may be doubles of each other. Only those are named whom the actor sees.
package protocol TwinSearch {
  /// Those with the same number, address or name, the surest first.
  func twins(of number: Int64) throws -> [Twin]
  /// Those whom a name, a number or an address means.
  func candidates(_ typed: String) throws -> [Twin]
}

extension Twin {
  fileprivate init(_ person: Contact, why: String? = nil) {
    self.init(number: person.id.number, name: person.name.full, why: why, isArchived: person.archive != nil)
  }
}

private let most = 10

extension Work {
  /// The numbers with why, each once.
  fileprivate func twins(_ queries: [(why: String, sql: SQL)]) throws -> [(number: Int64, why: String)] {
    var found: [(number: Int64, why: String)] = []
    for query in queries where found.count < most {
      for number in try values("\(query.sql) LIMIT \(most)", as: Int64.self)
      where !found.contains(where: { $0.number == number }) {
        found.append((number, query.why))
      }
    }
    return found
  }
}

extension Companies: TwinSearch {
  package func twins(of number: Int64) throws -> [Twin] {
    // Past the actor's reach, and each by its index; whom he does not see is left out below.
    let found = try work.twins([
      ("phones", shared("phone", "e164", number)), ("emails", shared("email", "folded", number)),
      (
        "inn",
        """
        SELECT other.id FROM \(Company.table) AS company JOIN \(Company.table) AS other ON other.inn = company.inn
        WHERE company.id = \(number) AND other.id <> company.id
        """
      ),
      (
        "name",
        """
        SELECT other.id FROM \(Company.table) AS company JOIN \(Company.table) AS other ON other.folded = company.folded
        WHERE company.id = \(number) AND other.id <> company.id
        """
      ),
    ])
    let names = try names(of: found.map(\.number))
    return found.compactMap { number, why in
      names[number].map { Twin(number: number, name: $0.name, why: why, isArchived: $0.isArchived) }
    }
  }

  package func candidates(_ typed: String) throws -> [Twin] {
    let digits = typed.filter(\.isNumber).count
    let isName = typed.contains(where: \.isLetter) && !typed.contains("@")
    return try work.clients.known(
      phone: digits >= 4 && !isName ? typed : nil, name: isName ? typed : nil,
      email: typed.contains("@") ? typed : nil, inn: typed, withArchive: true, limit: most
    ).filter(\.isVisible).map { Twin(number: $0.companyID.number, name: $0.name, isArchived: $0.isArchived) }
  }

  private func shared(_ table: SQL, _ key: SQL, _ number: Int64) -> SQL {
    """
    SELECT DISTINCT other.company_id FROM \(table) AS own JOIN \(table) AS other ON other.\(key) = own.\(key)
    WHERE own.company_id = \(number) AND other.company_id <> \(number)
    """
  }

  private func names(of numbers: [Int64]) throws -> [Int64: (name: String, isArchived: Bool)] {
    var names: [Int64: (name: String, isArchived: Bool)] = [:]
    try work.query(
      """
      SELECT id, name, archived_at IS NOT NULL AS is_archived FROM \(work.visible(Company.self)) AS company
      WHERE id IN \(list: numbers)
      """
    ) { names[try $0["id"]] = (try $0["name"], try $0["is_archived"]) }
    return names
  }
}

extension Contacts: TwinSearch {
  package func twins(of number: Int64) throws -> [Twin] {
    // Past the actor's reach, as above.
    let found = try work.twins([
      ("phones", shared("phone", "e164", number)), ("emails", shared("email", "folded", number)),
      (
        "name",
        """
        SELECT DISTINCT other.id FROM \(Contact.table) AS contact
        JOIN membership AS place ON place.contact_id = contact.id
        JOIN membership AS beside ON beside.company_id = place.company_id AND beside.contact_id <> contact.id
        JOIN \(Contact.table) AS other ON other.id = beside.contact_id AND other.first_name = contact.first_name
        WHERE contact.id = \(number)
        """
      ),
    ])
    let people = try named(found.map(\.number))
    return found.compactMap { number, why in people[number].map { Twin($0, why: why) } }
  }

  package func candidates(_ typed: String) throws -> [Twin] {
    var filter = ContactFilter()
    if typed.contains("@") {
      filter.email = typed
    } else if typed.contains(where: \.isLetter) {
      filter.name = typed
    } else {
      filter.phone = typed
    }
    var found = try list(filter, limit: most).items
    filter.isArchived = true
    found += try list(filter, limit: most).items
    return found.prefix(most).map { Twin($0.contact) }
  }

  private func shared(_ table: SQL, _ key: SQL, _ number: Int64) -> SQL {
    """
    SELECT DISTINCT other.contact_id FROM \(table) AS own JOIN \(table) AS other ON other.\(key) = own.\(key)
    WHERE own.contact_id = \(number) AND other.contact_id <> \(number)
    """
  }

  private func named(_ numbers: [Int64]) throws -> [Int64: Contact] {
    var people: [Int64: Contact] = [:]
    try work.query(
      "SELECT \(Contact.columns) FROM \(work.visible(Contact.self)) AS contact WHERE id IN \(list: numbers)"
    ) { row in
      let contact = try Contact(row: row)
      people[contact.id.number] = contact
    }
    return people
  }
}
