import Clients
import Deals
import Kernel
import Store
import Team
import Web

extension Work {
  package var serving: Serving { Serving(work: self) }
}

/// Clients who bought go to the department that looks after them (R25): each to the one of it who has the fewest.
package struct Serving {
  let work: Work

  /// So many go in one step.
  package static let most = 200

  /// What came of it.
  package struct Outcome: Sendable {
    package let handover: Handover
    package let done: Int
    /// Those that the actor may not give, or that nobody there can take.
    package let refused: Int
  }

  /// Gives the clients to a department.
  /// - Parameter pipeline: in which each gets a new deal; nil is none.
  /// - Throws: a `Refusal` naming the field, `Forbidden` where none of the clients is the actor's to give.
  package func pass(
    _ clients: [ID<Company>], to department: ID<Department>, dealIn pipeline: ID<Pipeline>?
  ) throws -> Outcome {
    try work.actor.access.require(.change, Company.kind)
    guard let named = work.installation.departments[department]
    else { throw Refusal("unknown_department", field: "department_id") }
    let workers = work.installation.workers(in: department)
    guard !workers.isEmpty else { throw Refusal("nobody_there", field: "department_id", ["name": named.name]) }
    var loads = try loads(of: workers)
    var (records, refused): ([(holding: String, record: HandedRecord)], [any Error]) = ([], [])
    for client in Set(clients).sorted() {
      let heir = workers.min { (loads[$0, default: 0], $0) < (loads[$1, default: 0], $1) } ?? workers[0]
      do {
        records += try pass(client, to: heir, dealIn: pipeline, among: workers)
        loads[heir, default: 0] += 1
      } catch let error where error is NotFound || error is Forbidden || error is Conflict {
        refused.append(error)
      }
    }
    if records.isEmpty, let first = refused.first { throw first }
    guard !records.isEmpty else { throw Refusal("already_there", field: "department_id", ["name": named.name]) }
    let handover = try work.handovers.keep(.service, to: workers, records)
    for (heir, own) in Dictionary(grouping: records.map(\.record), by: \.heir).sorted(by: { $0.key < $1.key }) {
      let count = Set(own.map(\.number)).count
      try work.record(ClientsPassedOn(heir: heir, department: named.name, count: count, handover: handover.id))
    }
    return Outcome(handover: handover, done: Set(clients).count - refused.count, refused: refused.count)
  }

  private func pass(
    _ id: ID<Company>, to heir: ID<Person>, dealIn pipeline: ID<Pipeline>?, among workers: [ID<Person>]
  ) throws -> [(holding: String, record: HandedRecord)] {
    let company = try work.companies.find(id, to: .change).company
    // Who is with the department already stays with whom he has there.
    let stays = company.ownerID.map { workers.contains($0) } ?? false
    let heir = stays ? company.ownerID ?? heir : heir
    var records: [(holding: String, record: HandedRecord)] = []
    if let pipeline {
      var new = NewDeal(client: .known(id))
      (new.pipelineID, new.people, new.origin) = (pipeline, DealPeople(owner: heir), .outbound)
      let deal = try work.deals.create(new)
      records.append((Holding.serviceDeals.key, HandedRecord(number: deal.id.number, from: nil, to: heir)))
    }
    guard !stays else { return records }
    _ = try work.companies.change(id, expecting: nil) { $0.ownerID = heir }
    return records + [("clients", HandedRecord(number: id.number, from: company.ownerID, to: heir))]
  }

  private func loads(of people: [ID<Person>]) throws -> [ID<Person>: Int] {
    // Past the actor's reach: who has the fewest is counted over all that they have.
    let rows = try work.all(
      """
      SELECT owner_id, count(*) FROM \(Company.table) AS company WHERE owner_id IN \(list: people) GROUP BY owner_id
      """
    ) { (try $0[0] as ID<Person>, try $0[1] as Int) }
    return Dictionary(rows, uniquingKeysWith: +)
  }
}

extension Holding {
  /// Deals that began for clients who went to a department: taken back, they go to the archive while nobody has
  /// worked them.
  static let serviceDeals = Holding("service_deals", at: "/deals?scope=mine") { _, _ in
    0
  } held: { _, _, _, _ in
    []
  } give: { _, _, _, _ in
    []
  } takeBack: { work, records in
    try records.count { record in
      let deal = try work.deals.find(ID(record.number))
      guard deal.state == .open, deal.version == 1 else { return false }
      try work.deals.withdraw(deal.id)
      return true
    }
  }
}

/// Clients came to somebody of a department that looks after them: one event an heir.
package struct ClientsPassedOn: Event {
  package static let kind = "clients_to_service"
  let heir: ID<Person>
  let department: String
  let count: Int
  let handover: ID<Handover>
  package var subject: Subject { Subject("person", heir.number) }
  package var audience: [ID<Person>]? { [heir] }
  package var facts: JSON {
    [
      "to": ["person": JSON(heir)], "department": .string(department), "count": JSON(count),
      "handover_id": JSON(handover),
    ]
  }
  package var notices: [Notice] {
    [Notice("clients_to_service", to: heir, facts: ["count": JSON(count)], path: "/companies?owner_id=\(heir)")]
  }
}
