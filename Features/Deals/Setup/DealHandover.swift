import Kernel
import Store
import Web

extension Holding {
  /// Open deals in which somebody takes part, in any role.
  static let deals = Holding("deals", at: "/deals?scope=mine") { work, person in
    try work.value("SELECT count(*) FROM deal_participant WHERE person_id = \(person) AND open") ?? 0
  } give: { work, person, heirs in
    try work.deals.handOver(from: person, to: heirs)
  }
}

extension Deals {
  /// Gives all open deals of somebody to his heirs: every slot that was his. Work of a consultant does
  /// not go to a manager (R115): that slot is then left empty, the deal is not.
  func handOver(from leaver: ID<Person>, to heirs: Heirs) throws -> [ID<Person>: Int] {
    // Past the actor's reach: who may end somebody's work hands over all of it.
    let deals = try work.all(
      """
      SELECT deal.* FROM \(Deal.table) AS deal
      WHERE deal.closed_at IS NULL AND deal.id IN (
        SELECT deal_id FROM deal_participant WHERE person_id = \(leaver) AND open)
      ORDER BY deal.id
      """
    ) { try Deal(row: $0) }
    var counts: [ID<Person>: Int] = [:]
    for deal in deals {
      let heir = heirs.heir(ofClient: deal.companyID.number)
      let saved = try save(deal.inherited(from: leaver, by: heir, in: work.installation), over: deal)
      try work.record(DealAssigned(before: deal, deal: saved, isHandover: true))
      counts[heir, default: 0] += 1
    }
    return counts
  }
}

extension Deal {
  /// The deal with the heir in every slot of the leaver's.
  fileprivate func inherited(from leaver: ID<Person>, by heir: ID<Person>, in installation: Installation) -> Deal {
    var deal = self
    if ownerID == leaver { deal.ownerID = heir }
    if managerID == leaver { deal.managerID = heir }
    if consultantID == leaver { deal.consultantID = installation.people[heir]?.job == .manager ? nil : heir }
    return deal
  }
}
