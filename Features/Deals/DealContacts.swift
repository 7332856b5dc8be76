import Clients
import Kernel
import Store

/// A person of the client whom a deal is about, and what he has to say in it (R20).
package struct DealContact: Sendable, Hashable {
  package let id: ID<Contact>
  /// What he is in this deal; nil where he is what he usually is.
  package var role: Membership.Role?
  /// What he is with the client, whatever the deal.
  package let usual: Membership.Role?

  /// What counts here.
  package var standing: Membership.Role? { role ?? usual }
}

/// What is said about the people of a deal.
package struct DealContactsChange: Sendable {
  /// Those whom it is about from now on; nil leaves them.
  package var named: [ID<Contact>]?
  /// What each is in it, nil what he usually is; who was not in it comes in.
  package var roles: [ID<Contact>: Membership.Role?]

  package init(named: [ID<Contact>]? = nil, roles: [ID<Contact>: Membership.Role?] = [:]) {
    self.named = named
    self.roles = roles
  }

  /// The people of another deal of the client, with the same say.
  init(of contacts: [DealContact]) {
    self.init(roles: Dictionary(uniqueKeysWithValues: contacts.map { ($0.id, $0.role) }))
  }

  /// The people of a deal after it, each with the role that was chosen for him.
  func applied(to before: [DealContact]) -> [ID<Contact>: Membership.Role?] {
    let known: [ID<Contact>: Membership.Role?] = Dictionary(uniqueKeysWithValues: before.map { ($0.id, $0.role) })
    var after = known
    if let named {
      after = [:]
      for id in named { after.updateValue(known[id] ?? nil, forKey: id) }
    }
    for (id, role) in roles { after.updateValue(role, forKey: id) }
    return after
  }
}

extension Deals {
  package func contacts(of id: ID<Deal>) throws -> [DealContact] { try contacts(of: [id])[id] ?? [] }

  /// The contacts of many deals at once.
  package func contacts(of ids: [ID<Deal>]) throws -> [ID<Deal>: [DealContact]] {
    var contacts: [ID<Deal>: [DealContact]] = [:]
    guard !ids.isEmpty else { return contacts }
    // Past the actor's reach: who asks has the deals.
    try work.query(
      """
      SELECT deal_contact.deal_id, deal_contact.contact_id, deal_contact.role, membership.role AS usual
      FROM deal_contact JOIN \(Deal.table) AS deal ON deal.id = deal_contact.deal_id
      LEFT JOIN membership
        ON membership.contact_id = deal_contact.contact_id AND membership.company_id = deal.company_id
      WHERE deal_contact.deal_id IN \(list: ids) ORDER BY deal_contact.contact_id
      """
    ) { row in
      contacts[try row["deal_id"], default: []].append(
        DealContact(id: try row["contact_id"], role: try row["role"], usual: try row["usual"]))
    }
    return contacts
  }

  /// Writes down whom the deal is about, and gives what is to be told of it.
  /// - Throws: a `Refusal` on `contact_ids` for somebody who is not of the client.
  func change(_ people: DealContactsChange, in deal: Deal) throws -> [DealContactChanged] {
    let before = try contacts(of: deal.id)
    let after = people.applied(to: before)
    var told: [(ID<Contact>, from: DealContactChanged.Part, to: DealContactChanged.Part)] = []
    for contact in before {
      let role = after[contact.id]
      guard role != .some(contact.role) else { continue }
      told.append((contact.id, .of(contact.role), role.map(DealContactChanged.Part.of) ?? .absent))
      try work.execute("DELETE FROM deal_contact WHERE deal_id = \(deal.id) AND contact_id = \(contact.id)")
      if let role { try link(deal, contact.id, role) }
    }
    let known = Set(before.map(\.id))
    for (id, role) in after.sorted(by: { $0.key < $1.key }) where !known.contains(id) {
      try bring(id, into: deal)
      try link(deal, id, role)
      told.append((id, .absent, .of(role)))
    }
    return try told.map { id, from, to in
      DealContactChanged(deal: deal, contactID: id, name: try name(of: id), from: from, to: to)
    }
  }

  /// Names the people of the client whom a new deal is about.
  /// - Parameter client: the contact who came with the client, and so is one of his.
  func link(_ deal: Deal, _ people: DealContactsChange, client: ID<Contact>?) throws {
    var after = people.applied(to: [])
    if let client, after[client] == nil { after.updateValue(nil, forKey: client) }
    for (id, role) in after {
      if id != client { try bring(id, into: deal) }
      try link(deal, id, role)
    }
  }

  /// One of the client's people, who comes back where he lies in the archive.
  private func bring(_ contact: ID<Contact>, into deal: Deal) throws {
    let member: Int? = try work.value(
      "SELECT 1 FROM membership WHERE contact_id = \(contact) AND company_id = \(deal.companyID)")
    guard member != nil else { throw Refusal("unknown_contact", field: "contact_ids") }
    try work.contacts.comeBack(contact)
  }

  private func link(_ deal: Deal, _ contact: ID<Contact>, _ role: Membership.Role?) throws {
    try work.insert(
      into: "deal_contact", ["deal_id", "contact_id", "role"], [deal.id.stored, contact.stored, role.stored])
  }

  private func name(of contact: ID<Contact>) throws -> String {
    // Past the actor's reach: the deal that he changes names the person.
    try work.first("SELECT \(Contact.columns) FROM \(Contact.table) AS contact WHERE id = \(contact)") {
      try Contact(row: $0).name.full
    } ?? ""
  }
}
