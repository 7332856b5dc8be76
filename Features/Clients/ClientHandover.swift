import Kernel
import Store
import Timeline
import Web

extension Holding {
  /// Companies that somebody owns.
  static let clients = Holding("clients", at: "/companies") { work, person in
    // Past the actor's reach: whoever may hand over somebody's work counts all of it.
    try work.value("SELECT count(*) FROM \(Company.table) WHERE owner_id = \(person)") ?? 0
  } held: { work, person, after, limit in
    // Past the actor's reach, as above.
    try work.values(
      """
      SELECT id FROM \(Company.table) WHERE owner_id = \(person) AND id > \(after) ORDER BY id LIMIT \(limit)
      """, as: Int64.self
    ).map { HeldRecord(number: $0, client: $0) }
  } give: { work, person, held, heirs in
    try held.map { record in
      let heir = heirs.heir(ofClient: record.client)
      try work.companies.pass(ID(record.number), from: person, to: heir)
      return HandedRecord(number: record.number, from: person, to: heir)
    }
  } takeBack: { work, records in
    try records.count { try work.companies.takeBack($0) }
  }

  /// People of whom somebody takes care.
  static let contacts = Holding("contacts", at: "/companies") { work, person in
    // Past the actor's reach: whoever may hand over somebody's work counts all of it.
    try work.value("SELECT count(*) FROM \(Contact.table) WHERE owner_id = \(person)") ?? 0
  } held: { work, person, after, limit in
    // Past the actor's reach, as above. Each goes along with his first company.
    try work.all(
      """
      SELECT contact.id AS id, coalesce(
        (SELECT min(company_id) FROM membership WHERE membership.contact_id = contact.id), contact.id) AS company_id
      FROM \(Contact.table) AS contact
      WHERE contact.owner_id = \(person) AND contact.id > \(after) ORDER BY contact.id LIMIT \(limit)
      """
    ) { HeldRecord(number: try $0["id"], client: try $0["company_id"]) }
  } give: { work, person, held, heirs in
    try held.map { record in
      let heir = heirs.heir(ofClient: record.client)
      try work.contacts.pass(ID(record.number), from: person, to: heir)
      return HandedRecord(number: record.number, from: person, to: heir)
    }
  } takeBack: { work, records in
    try records.count { try work.contacts.takeBack($0) }
  }
}

extension Companies {
  fileprivate func pass(_ id: ID<Company>, from old: ID<Person>?, to new: ID<Person>?) throws {
    try work.execute("UPDATE company SET owner_id = \(new), version = version + 1 WHERE id = \(id)")
    let change = Fact.Change("owner_id", from: Fact.person(old), to: Fact.person(new))
    try work.record(CompanyChanged(id: id, owners: [old, new], changes: [change]))
  }

  /// Gives it back where the heir still has it.
  fileprivate func takeBack(_ record: HandedRecord) throws -> Bool {
    // Past the actor's reach: whoever may hand over somebody's work takes all of it back.
    let owner: ID<Person>? = try work.value(
      "SELECT owner_id FROM \(Company.table) WHERE id = \(record.number)", as: ID<Person>?.self
    ).flatMap { $0 }
    guard owner == record.heir else { return false }
    try pass(ID(record.number), from: record.heir, to: record.source)
    return true
  }
}

extension Contacts {
  fileprivate func pass(_ id: ID<Contact>, from old: ID<Person>?, to new: ID<Person>?) throws {
    try work.execute("UPDATE contact SET owner_id = \(new), version = version + 1 WHERE id = \(id)")
    let change = Fact.Change("owner_id", from: Fact.person(old), to: Fact.person(new))
    try work.record(ContactChanged(id: id, owners: [old, new], changes: [change]))
  }

  /// Gives him back where the heir still has him.
  fileprivate func takeBack(_ record: HandedRecord) throws -> Bool {
    // Past the actor's reach: whoever may hand over somebody's work takes all of it back.
    let owner: ID<Person>? = try work.value(
      "SELECT owner_id FROM \(Contact.table) WHERE id = \(record.number)", as: ID<Person>?.self
    ).flatMap { $0 }
    guard owner == record.heir else { return false }
    try pass(ID(record.number), from: record.heir, to: record.source)
    return true
  }
}
