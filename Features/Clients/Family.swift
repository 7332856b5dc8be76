import Kernel
import Store
import Timeline

/// A family is called after its people: what becomes known of their names renames it, as long as
/// nobody gave it a name of his own.
struct Family {
  let work: Work
  let id: ID<Company>
  let name: String
  let ownerID: ID<Person>?

  /// Its first person has told his name: the numbers under which it went so far are his.
  func welcome(_ contact: ID<Contact>, named person: ProperName) throws -> String {
    guard isNameless else { return name }
    for table in ["phone", "email", "messenger"] as [SQL] {
      try work.execute(
        """
        UPDATE \(table) SET contact_id = \(contact)
        WHERE company_id = \(id) AND contact_id IS NULL
        """)
    }
    return try rename(to: person.family)
  }

  /// One of its people turned out to be called otherwise.
  func follow(from old: ProperName, to new: ProperName) throws -> String {
    name == old.family ? try rename(to: new.family) : name
  }

  /// It goes by its number or address.
  private var isNameless: Bool { PhoneNumber(name) != nil || EmailAddress(name) != nil }

  private func rename(to new: String) throws -> String {
    guard new != name, !new.isEmpty else { return name }
    try work.execute(
      """
      UPDATE company SET name = \(new), folded = \(Company.key(of: new)), version = version + 1
      WHERE id = \(id)
      """)
    let change = Fact.Change("name", from: .string(name), to: .string(new))
    try work.record(CompanyChanged(id: id, owners: [ownerID], changes: [change]))
    return new
  }
}

extension Companies {
  /// Nil where the company is no family.
  func family(_ id: ID<Company>) throws -> Family? {
    // Past the actor's reach: the family follows its people whoever writes their names.
    try work.first(
      """
      SELECT name, owner_id FROM \(Company.table) AS company
      WHERE id = \(id) AND type = 'family'
      """
    ) { Family(work: work, id: id, name: try $0["name"], ownerID: try $0["owner_id"]) }
  }
}
