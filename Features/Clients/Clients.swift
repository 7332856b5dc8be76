import Kernel
import Store
import Timeline

/// Clients as inquiries meet them: one command finds or makes the client whom a description means.
package struct Clients {
  let work: Work

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
    let client = try ReadDescription(description, prefix: prefix)
    let owner = description.ownerID ?? work.actor.id
    if let bearer = try bearer(of: client) {
      return try Meeting(work: work, bearer: bearer, client: client, owner: owner).found()
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

  private func bearers<Point: ContactPoint>(of point: Point) throws -> [Bearer] {
    // Past the actor's reach: see `findOrMake`.
    try work.all(
      """
      SELECT company.id, company.name, company.type, company.owner_id, contact.id AS contact_id,
        contact.last_name, contact.first_name, contact.middle_name
      FROM \(Point.relation) AS point
      JOIN \(Company.table) AS company ON company.id = point.company_id
      LEFT JOIN \(Contact.table) AS contact ON contact.id = point.contact_id
      WHERE point.\(Point.keyColumn) = \(point.key) ORDER BY point.id LIMIT 20
      """
    ) { try Bearer(row: $0, point: point.key) }
  }

  private func organisation(called name: String) throws -> Bearer? {
    // Past the actor's reach, like the rest. Leans on company_folded.
    let candidates = try work.all(
      """
      SELECT company.id, company.name, company.type, company.owner_id, NULL AS contact_id
      FROM \(Company.table) AS company
      WHERE folded = \(Company.key(of: name)) AND type <> 'family' ORDER BY id LIMIT 50
      """
    ) { try Bearer(row: $0) }
    return candidates.first { $0.companyName.folded == name.folded }
      ?? candidates.first { Company.same($0.companyName, name) }
  }

  private func make(_ client: ReadDescription, owner: ID<Person>?) throws -> FoundClient {
    try work.actor.access.require(.add, Company.kind)
    let name = client.companyName
    let company = try work.companies.insert(
      CompanyDraft(type: client.type, name: name), owner: owner)
    let contact = try client.person.map { person in
      var draft = ContactDraft(name: person)
      draft.companyIDs = [company]
      return try work.contacts.insert(draft, owner: owner)
    }
    if let phone = client.phone { try work.phones.add(phone, to: company, of: contact) }
    if let email = client.email { try work.emails.add(email, to: company, of: contact) }
    return FoundClient(companyID: company, name: name, contactID: contact, isNew: true)
  }
}

extension Work {
  package var clients: Clients { Clients(work: self) }
}

/// Who is known by a phone number, an address or an organisation's name.
struct Bearer {
  let companyID: ID<Company>
  let companyName: String
  let type: Company.Kind
  let ownerID: ID<Person>?
  /// The person whose number it is, where it is a person's.
  let person: (id: ID<Contact>, name: ProperName)?
  /// The number or address that led here.
  let point: String?

  init(row: Row, point: String? = nil) throws {
    self.point = point
    companyID = try row["id"]
    companyName = try row["name"]
    type = try row["type"]
    ownerID = try row["owner_id"]
    let contact: ID<Contact>? = try row["contact_id"]
    person = try contact.map { ($0, try ProperName(row: row)) }
  }
}
