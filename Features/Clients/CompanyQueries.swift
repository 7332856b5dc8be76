import Kernel
import Store

/// In which order clients are listed.
package enum ClientOrder: String, CaseIterable, Sendable {
  case name
  case oldest = "created_at"
  case newest = "-created_at"
}

/// Which companies a list holds.
package struct CompanyFilter: Sendable, Hashable {
  package var type: Company.Kind?
  package var ownerID: ID<Person>?
  /// Whole, or a beginning or end of at least four digits.
  package var phone: String?
  package var email: String?
  /// The beginning of the name, or of the name of one of its people.
  package var name: String?

  package init() {}
}

extension Companies {
  /// A page of the companies that the actor may see.
  package func list(
    _ filter: CompanyFilter, sort: ClientOrder = .name, limit: Int, after: Cursor? = nil
  ) throws -> Slice<CompanyCard> {
    var conditions = conditions(filter)
    if let after { conditions.append(try sort.condition(after: after, table: "company")) }
    let rows = try work.all(
      """
      SELECT \(Company.columns), company.folded FROM \(work.visible(Company.self)) AS company
      WHERE \(.all(conditions)) ORDER BY \(sort.sql(table: "company")) LIMIT \(limit + 1)
      """
    ) { (company: try Company(row: $0), folded: try $0["folded"] as String) }
    let slice = Slice(rows, limit: limit) { row in
      sort.cursor(folded: row.folded, createdAt: row.company.createdAt, number: row.company.id.number)
    }
    return Slice(items: try cards(slice.items.map(\.company)), next: slice.next)
  }

  /// How many companies the list has on all its pages.
  package func count(_ filter: CompanyFilter) throws -> Int {
    try work.value(
      """
      SELECT count(*) FROM \(work.visible(Company.self)) AS company
      WHERE \(.all(conditions(filter)))
      """) ?? 0
  }

  private func conditions(_ filter: CompanyFilter) -> [SQL] {
    var conditions: [SQL] = []
    if let type = filter.type { conditions.append("company.type = \(type)") }
    if let owner = filter.ownerID { conditions.append("company.owner_id = \(owner)") }
    if let phone = filter.phone {
      let found = SQL.any(PhoneSearch.conditions(for: phone))
      conditions.append("company.id IN (SELECT company_id FROM phone WHERE \(found))")
    }
    if let email = filter.email {
      conditions.append(
        "company.id IN (SELECT company_id FROM email WHERE folded = \(email.lowercased()))")
    }
    if let name = filter.name, !name.folded.isEmpty { conditions.append(named(name)) }
    return conditions
  }

  private func named(_ name: String) -> SQL {
    let people: SQL = """
      SELECT membership.company_id
      FROM \(work.visible(Contact.self)) AS contact
      JOIN membership ON membership.contact_id = contact.id
      WHERE \(.begins("contact.folded", with: name.folded))
      """
    return """
      \(SQL.begins("company.folded", with: Company.key(of: name))) OR company.id IN (\(people))
      """
  }
}

extension ClientOrder {
  func sql(table: SQL) -> SQL {
    switch self {
    case .name: "\(table).folded, \(table).id"
    case .oldest: "\(table).created_at, \(table).id"
    case .newest: "\(table).created_at DESC, \(table).id DESC"
    }
  }

  func cursor(folded: String, createdAt: Instant, number: Int64) -> Cursor {
    let key: JSON = self == .name ? .string(folded) : .integer(createdAt.milliseconds)
    return Cursor([.string(rawValue), key, .integer(number)])
  }

  /// - Throws: `Refusal` for a cursor of another order.
  func condition(after cursor: Cursor, table: SQL) throws -> SQL {
    guard cursor.keys.count == 3, cursor.keys[0].string == rawValue,
      let number = cursor.keys[2].integer
    else { throw Refusal("bad_cursor", field: "after") }
    switch (self, cursor.keys[1]) {
    case (.name, .string(let folded)):
      return "(\(table).folded, \(table).id) > (\(folded), \(number))"
    case (.oldest, .integer(let at)):
      return "(\(table).created_at, \(table).id) > (\(at), \(number))"
    case (.newest, .integer(let at)):
      return "(\(table).created_at, \(table).id) < (\(at), \(number))"
    default: throw Refusal("bad_cursor", field: "after")
    }
  }
}
