import Kernel
import Store

/// The phone numbers, or the e-mail addresses, of clients. Each stands with its company and, where
/// it is a person's, with him.
struct ContactPoints<Point: ContactPoint> {
  let work: Work

  /// All that the companies are reached by, the people's included, each once.
  func ofCompanies(_ ids: [ID<Company>]) throws -> [ID<Company>: [Point]] { try all(ofCompanies: ids).mapValues(\.all) }

  /// The same, and beside it what stands with the company itself and with nobody in it.
  func all(ofCompanies ids: [ID<Company>]) throws -> [ID<Company>: (all: [Point], own: [Point])] {
    guard !ids.isEmpty else { return [:] }
    var found: [ID<Company>: (all: [Point], own: [Point])] = [:]
    try work.query(
      """
      SELECT company_id, contact_id, \(Point.columns) FROM \(Point.relation)
      WHERE company_id IN \(list: ids) ORDER BY ordinal, id
      """
    ) { row in
      let point = try Point(row: row)
      let (company, contact): (ID<Company>, ID<Contact>?) = (try row["company_id"], try row["contact_id"])
      if found[company]?.all.contains(where: { $0.key == point.key }) != true {
        found[company, default: ([], [])].all.append(point)
      }
      if contact == nil { found[company, default: ([], [])].own.append(point) }
    }
    return found
  }

  /// What stands with the company itself and with nobody in it.
  func own(of company: ID<Company>) throws -> [Point] {
    try work.all(
      """
      SELECT \(Point.columns) FROM \(Point.relation)
      WHERE company_id = \(company) AND contact_id IS NULL ORDER BY ordinal, id
      """
    ) { try Point(row: $0) }
  }

  func ofContacts(_ ids: [ID<Contact>]) throws -> [ID<Contact>: [Point]] {
    guard !ids.isEmpty else { return [:] }
    var found: [ID<Contact>: [Point]] = [:]
    try work.query(
      """
      SELECT contact_id, \(Point.columns) FROM \(Point.relation)
      WHERE contact_id IN \(list: ids) ORDER BY ordinal, id
      """
    ) { row in found[try row["contact_id"], default: []].append(try Point(row: row)) }
    return found
  }

  func add(
    _ point: Point, to company: ID<Company>, of contact: ID<Contact>?, ordinal: Int = 0
  ) throws {
    try work.insert(
      into: Point.table, ["company_id", "contact_id", "ordinal"] + Point.columnNames,
      [company.stored, contact.stored, ordinal.stored] + point.row)
  }

  /// Makes `points` all that the company is reached by. What is a person's stays his.
  func replace(_ points: [Point], ofCompany company: ID<Company>) throws {
    let old = try own(of: company)
    let keys = points.map(\.key)
    try work.execute(
      """
      DELETE FROM \(Point.relation)
      WHERE company_id = \(company) AND (contact_id IS NULL OR \(without(keys)))
      """)
    let peoples: Set<String> = Set(
      try work.values("SELECT \(Point.keyColumn) FROM \(Point.relation) WHERE company_id = \(company)"))
    for (ordinal, point) in points.enumerated() {
      if peoples.contains(point.key) {
        try work.execute(
          """
          UPDATE \(Point.relation) SET ordinal = \(ordinal)
          WHERE company_id = \(company) AND \(Point.keyColumn) = \(point.key)
          """)
      } else {
        try add(kept(point, from: old), to: company, of: nil, ordinal: ordinal)
      }
    }
  }

  /// Makes `points` all that the contact is reached by.
  func replace(
    _ points: [Point], ofContact contact: ID<Contact>, in company: ID<Company>
  ) throws {
    let old = try ofContacts([contact])[contact] ?? []
    try work.execute("DELETE FROM \(Point.relation) WHERE contact_id = \(contact)")
    for (ordinal, point) in points.enumerated() {
      try add(kept(point, from: old), to: company, of: contact, ordinal: ordinal)
    }
  }

  /// Throws a `Refusal` that names the other client who has one of the points.
  func requireFree(_ points: [Point], except companies: [ID<Company>]) throws {
    guard !points.isEmpty else { return }
    // Past the actor's reach: a number must not be given twice because he can't see who has it.
    let other = try work.first(
      """
      SELECT company.id, company.name, point.contact_id, \(qualifiedKey) AS point_key
      FROM \(Point.relation) AS point JOIN \(Company.table) AS company ON company.id = point.company_id
      WHERE \(qualifiedKey) IN \(list: points.map(\.key))
        AND NOT company.id IN \(list: companies.isEmpty ? [ID<Company>(0)] : companies)
      ORDER BY company.id LIMIT 1
      """
    ) { row -> (key: String, holder: NumberHolder, name: String) in
      let holder = NumberHolder(company: try row["id"], contact: try row["contact_id"])
      return (try row["point_key"], holder, try row["name"])
    }
    guard let other else { return }
    let shown = points.first { $0.key == other.key }?.shown ?? other.key
    let arguments = ["value": shown, "client": other.name].merging(other.holder.arguments) { $1 }
    throw Refusal(Point.taken, field: Point.field, arguments)
  }

  private var qualifiedKey: SQL { "point.\(Point.keyColumn)" }

  private func without(_ keys: [String]) -> SQL {
    keys.isEmpty ? "1 = 1" : "\(Point.keyColumn) NOT IN \(list: keys)"
  }

  private func kept(_ point: Point, from old: [Point]) -> Point {
    old.first { $0.key == point.key }.map { point.keeping($0) } ?? point
  }
}

extension Work {
  var phones: ContactPoints<PhoneNumber> { ContactPoints(work: self) }
  var emails: ContactPoints<EmailAddress> { ContactPoints(work: self) }
  var messengers: ContactPoints<MessengerName> { ContactPoints(work: self) }
}

/// Who has a number already that somebody else was to get.
struct NumberHolder: Sendable, Equatable {
  let company: ID<Company>
  /// Nil where the number is nobody's in particular there.
  let contact: ID<Contact>?
}

extension NumberHolder {
  private static let companyKey = "client_id"
  private static let contactKey = "contact_id"

  /// As the refusal carries it; its sentence does not say it.
  var arguments: [String: String] {
    var arguments = [Self.companyKey: company.description]
    if let contact { arguments[Self.contactKey] = contact.description }
    return arguments
  }

  /// Nil where the violation is none of a number that is taken.
  init?(_ violation: Refusal.Violation) {
    guard let company = violation.arguments[Self.companyKey].flatMap({ ID<Company>($0) }) else { return nil }
    self.init(company: company, contact: violation.arguments[Self.contactKey].flatMap { ID<Contact>($0) })
  }
}
