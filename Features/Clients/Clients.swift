import Kernel
import Store
import Timeline

/// Clients as inquiries meet them: one command finds or makes the client whom a description means.
package struct Clients {
  let work: Work
  /// Who is known by the numbers, addresses and names that are to be met, where many are.
  var book: ClientBook?

  /// What many inquiries at once add to, in the order in which the tables refer to each other.
  package static let tables: [StaticString] = ["company", "contact", "membership", "phone", "email"]

  /// Finds the client by his phone number in any spelling, then by e-mail address, never by a
  /// person's name; else makes him. An organisation is also known by its name. A lone person
  /// silently brings a family (R15). What the description adds to a known client is added to him.
  ///
  /// Finding does not ask whether the actor may see the client: a known number must not become a
  /// second client. Making asks for the right to add.
  /// - Parameter prefix: stands before the names of fields in refusals.
  /// - Throws: `Refusal` of `bad_phone`, `bad_email` or `client_required`; `Forbidden`.
  package func findOrMake(
    _ description: ClientDescription, prefix: String = "client."
  ) throws -> FoundClient {
    try findOrMake(ReadDescription(description, prefix: prefix), ownerID: description.ownerID)
  }

  /// The same for a description that has been read.
  package func findOrMake(_ client: ReadDescription, ownerID: ID<Person>?) throws -> FoundClient {
    let owner = ownerID ?? work.actor.id
    if let bearer = try bearer(of: client) {
      return try Meeting(work: work, bearer: bearer, client: client, owner: owner, book: book).found()
    }
    return try make(client, owner: owner)
  }

  // Past the actor's reach, as said above. Leans on phone_e164 and email_folded; on PostgreSQL the
  // serialisable transaction makes the slower of two equal inquiries find the quicker one's client.
  private func bearer(of client: ReadDescription) throws -> Bearer? {
    if let phone = client.phone, let found = try bearer(ofPoint: phone, client) { return found }
    if let email = client.email, let found = try bearer(ofPoint: email, client) { return found }
    return try client.company.flatMap { try organisation(called: $0) }
  }

  private func bearer(
    ofPoint point: some ContactPoint, _ client: ReadDescription
  ) throws -> Bearer? {
    let bearers = try bearers(of: point)
    guard let person = client.person else { return bearers.first }
    // A family may share a number: the one whose name it is comes first.
    return bearers.first { $0.person.map { $0.name.agrees(with: person) } ?? false }
      ?? bearers.first { $0.person == nil } ?? bearers.first
  }

  func bearers<Point: ContactPoint>(of point: Point) throws -> [Bearer] {
    if let known = book?[point.key] { return known }
    // Past the actor's reach: see `findOrMake`.
    return try work.all(
      """
      SELECT company.id, company.name, company.type, company.owner_id, contact.id AS contact_id,
        contact.last_name, contact.first_name, contact.middle_name, \(Bearer.isArchived) AS is_archived
      FROM \(Point.relation) AS point
      JOIN \(Company.table) AS company ON company.id = point.company_id
      LEFT JOIN \(Contact.table) AS contact ON contact.id = point.contact_id
      WHERE point.\(Point.keyColumn) = \(point.key) ORDER BY point.id LIMIT 20
      """
    ) { try Bearer(row: $0, point: point.key) }
  }

  private func organisation(called name: String) throws -> Bearer? {
    let key = Company.key(of: name)
    // Past the actor's reach, like the rest. Leans on company_folded.
    let candidates =
      try book?[called: key]
      ?? work.all(
        """
        SELECT company.id, company.name, company.type, company.owner_id, NULL AS contact_id,
          company.archived_at IS NOT NULL AS is_archived
        FROM \(Company.table) AS company
        WHERE folded = \(key) AND type <> 'family' ORDER BY id LIMIT 50
        """
      ) { try Bearer(row: $0) }
    return candidates.first { $0.companyName.folded == name.folded }
      ?? candidates.first { Company.same($0.companyName, name) }
  }

  private func make(_ client: ReadDescription, owner: ID<Person>?) throws -> FoundClient {
    try work.actor.access.require(.add, Company.kind)
    let name = client.companyName
    var draft = CompanyDraft(type: client.type, name: name)
    draft.segmentID = client.segmentID
    let company = try work.companies.insert(draft, owner: owner)
    let contact = try client.person.map { person in
      var draft = ContactDraft(name: person)
      draft.companyIDs = [company]
      return try work.contacts.insert(draft, owner: owner)
    }
    if let phone = client.phone { try work.phones.add(phone, to: company, of: contact) }
    if let email = client.email { try work.emails.add(email, to: company, of: contact) }
    book?.note(client, as: Bearer(companyID: company, client, owner: owner, contact))
    return FoundClient(companyID: company, name: name, contactID: contact, isNew: true)
  }
}

extension Work {
  package var clients: Clients { Clients(work: self) }

  /// For many inquiries in one unit of work: who is known by what they tell is looked up at once.
  package func clients(meeting inquiries: [ReadDescription]) throws -> Clients {
    Clients(work: self, book: try ClientBook(of: inquiries, in: self))
  }
}

/// Who is known by a phone number, an address or an organisation's name.
struct Bearer {
  let companyID: ID<Company>
  let companyName: String
  let type: Company.Kind
  let ownerID: ID<Person>?
  /// The person whose number it is, where it is a person's.
  let person: (id: ID<Contact>, name: ProperName)?
  /// Whether the company, or that person, lies in the archive.
  let isArchived: Bool
  /// The number or address that led here.
  let point: String?

  /// A client who was just made of what `client` says.
  init(companyID: ID<Company>, _ client: ReadDescription, owner: ID<Person>?, _ contact: ID<Contact>?) {
    self.companyID = companyID
    companyName = client.companyName
    type = client.type
    ownerID = owner
    person = contact.flatMap { id in client.person.map { (id, $0) } }
    isArchived = false
    point = nil
  }

  /// The same, found by that number or address.
  func found(by point: String) -> Bearer { Bearer(self, point: point, person: person) }

  /// The company alone.
  var organisation: Bearer { Bearer(self, point: nil, person: nil) }

  private init(_ other: Bearer, point: String?, person: (id: ID<Contact>, name: ProperName)?) {
    companyID = other.companyID
    companyName = other.companyName
    type = other.type
    ownerID = other.ownerID
    self.person = person
    isArchived = other.isArchived
    self.point = point
  }

  /// Of a company and one of its people.
  static let isArchived: SQL = "(company.archived_at IS NOT NULL OR contact.archived_at IS NOT NULL)"

  init(row: Row, point: String? = nil) throws {
    self.point = point
    companyID = try row["id"]
    companyName = try row["name"]
    type = try row["type"]
    ownerID = try row["owner_id"]
    let contact: ID<Contact>? = try row["contact_id"]
    person = try contact.map { ($0, try ProperName(row: row)) }
    isArchived = try row["is_archived"]
  }
}
