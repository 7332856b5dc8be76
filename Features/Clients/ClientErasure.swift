import Kernel
import Store

extension Clients {
  /// Deletes clients and their people with all their traces, as if they had never been: for taking
  /// an import back, which only the product itself does, past the actor's reach. They must have no deals.
  /// - Throws: `Forbidden` for everybody else.
  package func erase(_ clients: [ID<Company>]) throws {
    guard case .system = work.actor.kind else { throw Forbidden() }
    guard !clients.isEmpty else { return }
    // A person who belongs to another company as well stays with that one.
    let people: [ID<Contact>] = try work.values(
      """
      SELECT contact_id FROM membership WHERE company_id IN \(list: clients) AND contact_id NOT IN (
        SELECT contact_id FROM membership WHERE company_id NOT IN \(list: clients)
          AND contact_id IN (SELECT contact_id FROM membership WHERE company_id IN \(list: clients)))
      """)
    try work.clearAway(
      clients.map { Subject(Company.kind, $0.number) } + people.map { Subject(Contact.kind, $0.number) })
    for table in ["phone", "email", "messenger", "requisites", "bank_account", "address", "membership"] as [SQL] {
      try work.execute("DELETE FROM \(table) WHERE company_id IN \(list: clients)")
    }
    // Past the actor's reach: what came in together goes together, whoever sees it.
    try work.execute("DELETE FROM \(Contact.table) WHERE id IN \(list: people)")
    try work.execute("DELETE FROM event WHERE subject_kind = \(Contact.kind) AND subject_id IN \(list: people)")
    try work.execute("DELETE FROM event WHERE subject_kind = \(Company.kind) AND subject_id IN \(list: clients)")
    try work.execute("DELETE FROM \(Company.table) WHERE id IN \(list: clients)")
    for id in people { work.noteErased(Subject(Contact.kind, id.number)) }
    for id in clients { work.noteErased(Subject(Company.kind, id.number)) }
  }
}
