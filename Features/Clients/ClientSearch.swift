import Kernel
import Store
import Web

/// How clients are found by words: companies by name, requisites and address, people by name, both by
/// phone and e-mail.
package enum ClientSearch {
  package static let companies = Searchable(
    kind: Company.kind, code: 1, icon: .clients, title: "clients.title", path: "/companies/", follows: companyFollows,
    words: companyWords, numbers: { try numbers($0, of: Company.self, after: $1, limit: $2) },
    reach: { reach($0, Company.self, $1) },
    meant: { try meant($0, Company.self, by: "company_id", $1, $2) }, findings: companyFindings)

  package static let people = Searchable(
    kind: Contact.kind, code: 2, icon: .person, title: "clients.people", path: "/contacts/", follows: contactFollows,
    words: contactWords, numbers: { try numbers($0, of: Contact.self, after: $1, limit: $2) },
    reach: { reach($0, Contact.self, $1) },
    meant: { try meant($0, Contact.self, by: "contact_id", $1, $2) }, findings: contactFindings)

  private static func companyFollows(_ event: any Event) -> Searchable.Change? {
    guard event.subject.kind == Company.kind else { return nil }
    let number = event.subject.number
    switch event {
    case let added as CompanyAdded: return added.words.map { .new(number, $0) } ?? .changed(number)
    case is CompanyChanged, is ClientMerged, is ClientParted: return .changed(number)
    default: return nil
    }
  }

  private static func contactFollows(_ event: any Event) -> Searchable.Change? {
    guard event.subject.kind == Contact.kind else { return nil }
    let number = event.subject.number
    switch event {
    case let added as ContactAdded: return .new(number, added.name)
    case is ContactChanged, is ClientMerged, is ClientParted: return .changed(number)
    default: return nil
    }
  }

  // MARK: - Words

  /// All by which a company is found: what it is called, its requisites, its addresses. It goes past
  /// the actor's reach, as all of the index.
  private static func companyWords(_ work: Work, _ numbers: [Int64]) throws -> [Int64: String] {
    var words: [Int64: String] = [:]
    // Past the actor's reach, as said above.
    try work.query(
      "SELECT id, name, inn, ogrn FROM \(Company.table) AS company WHERE id IN \(list: numbers)"
    ) { row in
      words[try row["id"]] = Company.words(try row["name"], inn: try row["inn"], ogrn: try row["ogrn"])
    }
    try work.query(
      "SELECT company_id, text FROM address WHERE company_id IN \(list: numbers) ORDER BY company_id, ordinal, id"
    ) { row in words[try row["company_id"], default: ""] += " \(try row["text"] as String)" }
    return words
  }

  private static func contactWords(_ work: Work, _ numbers: [Int64]) throws -> [Int64: String] {
    var words: [Int64: String] = [:]
    // Past the actor's reach, as above.
    try work.query(
      """
      SELECT id, last_name, first_name, middle_name FROM \(Contact.table) AS contact
      WHERE id IN \(list: numbers)
      """
    ) { row in
      let name = ProperName(
        last: try row["last_name"], first: try row["first_name"], middle: try row["middle_name"])
      words[try row["id"]] = name.full
    }
    return words
  }

  private static func numbers<Record: Guarded>(
    _ work: Work, of record: Record.Type, after: Int64, limit: Int
  ) throws -> [Int64] {
    try work.values("SELECT id FROM \(Record.table) AS record WHERE id > \(after) ORDER BY id LIMIT \(limit)")
  }

  private static func reach<Record: Guarded>(_ work: Work, _ record: Record.Type, _ number: SQL) -> SQL? {
    guard work.actor.access.people(for: .see, Record.kind) != .everybody else { return nil }
    return "EXISTS (SELECT 1 FROM \(work.visible(record)) AS seen WHERE seen.id = \(number))"
  }

  // MARK: - Phones and addresses

  /// Whose phone or e-mail was typed, or a part of it that tells: the newest first.
  private static func meant<Record: Guarded>(
    _ work: Work, _ record: Record.Type, by holder: SQL, _ typed: String, _ limit: Int
  ) throws -> [Int64] {
    var found: [Int64] = []
    for condition in points(typed) {
      let holders: [Int64] = try work.values(
        "SELECT \(holder) FROM \(condition.table) WHERE \(condition.sql) AND \(holder) IS NOT NULL LIMIT 200")
      let seen: [Int64] = try work.values(
        "SELECT id FROM \(work.visible(record)) AS record WHERE id IN \(list: holders) ORDER BY id DESC")
      found += seen.filter { !found.contains($0) }
      if found.count >= limit { break }
    }
    return found
  }

  private static func points(_ typed: String) -> [(table: SQL, sql: SQL)] {
    let key = typed.lowercased().filter { !$0.isWhitespace }
    if !typed.contains(where: \.isLetter) {
      let (whole, partial) = PhoneSearch.parts(of: typed)
      // An end is what people remember; it comes last there.
      return ([whole].compactMap(\.self) + partial.reversed()).map { ("phone", $0) }
    }
    guard key.utf8.count >= 3, key.utf8.allSatisfy({ $0 < 0x80 }) else { return [] }
    return [("email", .begins("folded", with: key))]
  }

  // MARK: - Findings

  private static func companyFindings(_ work: Work, _ reader: Reader, _ numbers: [Int64]) throws -> [Finding] {
    let ids = numbers.map { ID<Company>($0) }
    let phones = try work.phones.ofCompanies(ids)
    return try work.all(
      """
      SELECT id, name, type, inn, owner_id, archived_at FROM \(work.visible(Company.self)) AS company
      WHERE id IN \(list: numbers)
      """
    ) { row in
      let id: ID<Company> = try row["id"]
      let (inn, owner): (String?, ID<Person>?) = (try row["inn"], try row["owner_id"])
      let notes = [
        phones[id]?.first?.international, inn.map { "\(reader("fields.inn")) \($0)" },
        owner.flatMap { work.installation.people[$0]?.name },
      ]
      return Finding(
        number: id.number, title: try row["name"], note: notes.compactMap(\.self).joined(separator: " · "),
        state: try away(row, reader), isOver: try !away(row, reader).isEmpty)
    }
  }

  private static func contactFindings(_ work: Work, _ reader: Reader, _ numbers: [Int64]) throws -> [Finding] {
    let ids = numbers.map { ID<Contact>($0) }
    let phones = try work.phones.ofContacts(ids)
    var companies: [Int64: [String]] = [:]
    try work.query(
      """
      SELECT membership.contact_id, company.name
      FROM membership JOIN \(work.visible(Company.self)) AS company ON company.id = membership.company_id
      WHERE membership.contact_id IN \(list: numbers) ORDER BY membership.ordinal, company.id
      """
    ) { companies[try $0["contact_id"], default: []].append(try $0["name"]) }
    return try work.all(
      """
      SELECT id, last_name, first_name, middle_name, archived_at FROM \(work.visible(Contact.self)) AS contact
      WHERE id IN \(list: numbers)
      """
    ) { row in
      let id: ID<Contact> = try row["id"]
      let name = ProperName(
        last: try row["last_name"], first: try row["first_name"], middle: try row["middle_name"])
      let notes = [companies[id.number]?.joined(separator: ", "), phones[id]?.first?.international]
      return Finding(
        number: id.number, title: name.full, note: notes.compactMap(\.self).joined(separator: " · "),
        state: try away(row, reader), isOver: try !away(row, reader).isEmpty)
    }
  }

  /// That he lies in the archive, in words; nothing of who is there.
  private static func away(_ row: Row, _ reader: Reader) throws -> String {
    try row["archived_at"] as Instant? == nil ? "" : reader("clients.archived")
  }
}
