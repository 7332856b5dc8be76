import Kernel
import Store
import Timeline
import Web

extension Holding {
  /// Companies that somebody owns.
  static let clients = Holding("clients", at: "/companies") { work, person in
    // Past the actor's reach: who may end somebody's work counts all that is left by him.
    try work.value("SELECT count(*) FROM \(Company.table) WHERE owner_id = \(person)") ?? 0
  } give: { work, person, heirs in
    try work.companies.handOver(from: person, to: heirs)
  }

  /// People of whom somebody takes care.
  static let contacts = Holding("contacts", at: "/companies") { work, person in
    // Past the actor's reach: who may end somebody's work counts all that is left by him.
    try work.value("SELECT count(*) FROM \(Contact.table) WHERE owner_id = \(person)") ?? 0
  } give: { work, person, heirs in
    try work.contacts.handOver(from: person, to: heirs)
  }
}

extension Companies {
  /// Gives all clients of somebody to his heirs.
  fileprivate func handOver(from leaver: ID<Person>, to heirs: Heirs) throws -> [ID<Person>: Int] {
    // Past the actor's reach: who may end somebody's work hands over all of it.
    let ids: [ID<Company>] = try work.values(
      "SELECT id FROM \(Company.table) WHERE owner_id = \(leaver) ORDER BY id")
    var counts: [ID<Person>: Int] = [:]
    for id in ids {
      let heir = heirs.heir(ofClient: id.number)
      try work.execute("UPDATE company SET owner_id = \(heir), version = version + 1 WHERE id = \(id)")
      let change = Fact.Change("owner_id", from: Fact.person(leaver), to: Fact.person(heir))
      try work.record(CompanyChanged(id: id, owners: [leaver, heir], changes: [change]))
      counts[heir, default: 0] += 1
    }
    return counts
  }
}

extension Contacts {
  /// Gives the people of his clients along, each to the heir of his first company.
  fileprivate func handOver(from leaver: ID<Person>, to heirs: Heirs) throws -> [ID<Person>: Int] {
    // Past the actor's reach: who may end somebody's work hands over all of it.
    let people = try work.all(
      """
      SELECT contact.id AS id, coalesce(min(membership.company_id), contact.id) AS company_id
      FROM \(Contact.table) AS contact LEFT JOIN membership ON membership.contact_id = contact.id
      WHERE contact.owner_id = \(leaver) GROUP BY contact.id ORDER BY contact.id
      """
    ) { (try $0["id"] as ID<Contact>, try $0["company_id"] as Int64) }
    var counts: [ID<Person>: Int] = [:]
    for (id, company) in people {
      let heir = heirs.heir(ofClient: company)
      try work.execute("UPDATE contact SET owner_id = \(heir), version = version + 1 WHERE id = \(id)")
      let change = Fact.Change("owner_id", from: Fact.person(leaver), to: Fact.person(heir))
      try work.record(ContactChanged(id: id, owners: [leaver, heir], changes: [change]))
      counts[heir, default: 0] += 1
    }
    return counts
  }
}
