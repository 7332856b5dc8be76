import Kernel

/// A client for a page about something else, a deal: the company, its people and how to reach
/// them. Somebody who may not see the client gets the name alone.
package struct ClientCard: Sendable {
  package let companyID: ID<Company>
  package let name: String
  /// Nil where the actor may not see the client.
  package let company: CompanyCard?
  package let people: [ContactCard]
  /// What stands with the company itself.
  package var own: ContactDetails { company?.own ?? ContactDetails() }

  /// The number to call first.
  package var phone: PhoneNumber? { company?.phones.first }
}

extension Clients {
  /// The client of a record that the actor sees; throws `NotFound` where there is no such client.
  package func card(_ id: ID<Company>) throws -> ClientCard {
    try work.once(id) {
      do {
        return try card(of: work.companies.find(id))
      } catch is NotFound {
        return try name(of: id)
      }
    }
  }

  /// The name alone, past the actor's reach: he sees the record that names the client.
  private func name(of id: ID<Company>) throws -> ClientCard {
    let name: String? = try work.value("SELECT name FROM \(Company.table) AS company WHERE id = \(id)")
    guard let name else { throw NotFound(Company.kind) }
    return ClientCard(companyID: id, name: name, company: nil, people: [])
  }

  /// The number to call the client on, for somebody who has to though he may see no client: whether he
  /// has to is the caller's to know.
  package func numberToCall(_ id: ID<Company>) throws -> PhoneNumber? {
    let number: String? = try work.value("SELECT e164 FROM phone WHERE company_id = \(id) ORDER BY id LIMIT 1")
    return number.map { PhoneNumber(e164: $0) }
  }

  /// The number to call first of each of these clients that the actor sees, by the index phone_company.
  package func numbersToCall(_ ids: Set<ID<Company>>) throws -> [ID<Company>: PhoneNumber] {
    guard !ids.isEmpty else { return [:] }
    let found = try work.all(
      """
      SELECT company.id, phone.e164 FROM \(work.visible(Company.self)) AS company
      JOIN phone ON phone.company_id = company.id
      WHERE company.id IN \(list: Array(ids)) ORDER BY phone.ordinal, phone.id
      """
    ) { (try $0["id"] as ID<Company>, PhoneNumber(e164: try $0["e164"])) }
    return Dictionary(found, uniquingKeysWith: { first, _ in first })
  }

  /// Whether the client can be called, whoever asks: his own number or one of his people.
  package func hasPhone(_ id: ID<Company>) throws -> Bool {
    let found: Int? = try work.value("SELECT 1 FROM phone WHERE company_id = \(id) LIMIT 1")
    return found != nil
  }

  /// Whether the client's tax number is known, whoever asks.
  package func hasINN(_ id: ID<Company>) throws -> Bool {
    // Past the actor's reach: a rule asks, and he learns no number.
    let inn: String? = try work.value("SELECT coalesce(inn, '') FROM \(Company.table) AS company WHERE id = \(id)")
    return !(inn ?? "").isEmpty
  }

  /// The client whose company has been read.
  func card(of card: CompanyCard) throws -> ClientCard {
    let id = card.company.id
    return ClientCard(
      companyID: id, name: card.company.name, company: card,
      people: try work.contacts.of([id])[id] ?? [])
  }
}
