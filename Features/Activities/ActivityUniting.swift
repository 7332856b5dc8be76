import Clients
import Kernel
import Store

extension Reaction {
  /// What was planned and done with a client goes with him into the one that he turned out to be; what comes next is
  /// reckoned anew. Past the actor's reach: it goes whole.
  static let unitedClients = Reaction.uniting(
    .rows("activities", of: Company.kind, in: Activity.table, "company_id", isCounted: true) { work, clients in
      try work.activities.keepNext(deals: [], clients: clients.map { ID<Company>($0) })
    })

  static let unitedPeople = Reaction.uniting(
    .rows("activities", of: Contact.kind, in: Activity.table, "contact_id", isCounted: true))
}
