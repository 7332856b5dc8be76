import Kernel
import Store
import Team
import Web

extension Holding {
  /// Open deals in which somebody takes part, in any role.
  static let deals = Holding("deals", at: "/deals?scope=mine") { work, person in
    try work.value("SELECT count(*) FROM deal_participant WHERE person_id = \(person) AND open") ?? 0
  } held: { work, person, after, limit in
    // Past the actor's reach: whoever may hand over somebody's work hands over all of it.
    try work.all(
      """
      SELECT deal.id, deal.company_id FROM deal_participant AS mine
      JOIN \(Deal.table) AS deal ON deal.id = mine.deal_id
      WHERE mine.person_id = \(person) AND mine.open AND mine.deal_id > \(after) ORDER BY mine.deal_id LIMIT \(limit)
      """
    ) { HeldRecord(number: try $0["id"], client: try $0["company_id"]) }
  } give: { work, person, held, heirs in
    try work.deals.handOver(held, from: person, to: heirs)
  } takeBack: { work, records in
    try work.deals.takeBack(records)
  }
}

extension Deals {
  /// Gives deals of somebody to his heirs: every slot that was his. Work of a consultant does not go to a manager
  /// (R115): that slot is then left empty, the deal is not.
  fileprivate func handOver(_ held: [HeldRecord], from leaver: ID<Person>, to heirs: Heirs) throws -> [HandedRecord] {
    try anybodys(held.map(\.number)).filter { $0.closedAt == nil }.map { deal in
      let heir = heirs.heir(ofClient: deal.companyID.number)
      let saved = try save(deal.inherited(from: leaver, by: heir, in: work.installation), over: deal)
      try work.record(DealAssigned(before: deal, deal: saved, isHandover: true))
      return deal.handed(from: leaver, to: heir)
    }
  }

  /// Gives each slot back to whose it was, where the heir still has it and the deal goes on.
  fileprivate func takeBack(_ records: [HandedRecord]) throws -> Int {
    var count = 0
    for record in records {
      guard let deal = try anybodys([record.number]).first, deal.closedAt == nil else { continue }
      let back = deal.returned(record, in: work.installation)
      guard back != deal else { continue }
      let saved = try save(back, over: deal)
      try work.record(DealAssigned(before: deal, deal: saved, isHandover: true))
      count += 1
    }
    return count
  }

  // Past the actor's reach: whoever may hand over somebody's work hands over all of it.
  private func anybodys(_ numbers: [Int64]) throws -> [Deal] {
    try work.all("SELECT deal.* FROM \(Deal.table) AS deal WHERE deal.id IN \(list: numbers) ORDER BY deal.id") {
      try Deal(row: $0)
    }
  }
}

extension Deal {
  private static let slots = "slots"

  /// The deal as it goes from one person to another, with the slots that were his.
  func handed(from person: ID<Person>, to heir: ID<Person>) -> HandedRecord {
    let held = [("owner_id", ownerID), ("manager_id", managerID), ("consultant_id", consultantID)]
      .filter { $0.1 == person }
    return HandedRecord(
      number: id.number, from: person, to: heir, before: [Self.slots: .array(held.map { .string($0.0) })])
  }

  /// The deal that began with its owner in somebody's stead: as owner and as manager.
  func lent(for person: ID<Person>) -> HandedRecord {
    var usual = self
    if managerID == ownerID { usual.managerID = person }
    usual.ownerID = person
    return usual.handed(from: person, to: ownerID)
  }

  /// The deal with the heir in every slot of the leaver's.
  fileprivate func inherited(from leaver: ID<Person>, by heir: ID<Person>, in installation: Installation) -> Deal {
    var deal = self
    if ownerID == leaver { deal.ownerID = heir }
    if managerID == leaver { deal.managerID = heir }
    if consultantID == leaver { deal.consultantID = installation.people[heir]?.job == .manager ? nil : heir }
    return deal
  }

  /// The deal with the slots given back that the heir still has.
  fileprivate func returned(_ record: HandedRecord, in installation: Installation) -> Deal {
    guard let source = record.source else { return self }
    let slots = Set((record.before[Self.slots]?.array ?? []).compactMap(\.string))
    var deal = self
    if slots.contains("owner_id"), ownerID == record.heir { deal.ownerID = source }
    if slots.contains("manager_id"), managerID == record.heir { deal.managerID = source }
    // A manager who stood in for a consultant left his slot empty.
    let isEmpty = consultantID == nil && installation.people[record.heir]?.job == .manager
    if slots.contains("consultant_id"), consultantID == record.heir || isEmpty { deal.consultantID = source }
    return deal
  }
}
