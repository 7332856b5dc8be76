import Clients
import Kernel
import Store

/// Which deals a list holds: filters are named after fields.
package struct DealFilter: Sendable, Hashable {
  package var pipelineID: ID<Pipeline>?
  package var stageID: ID<Stage>?
  package var state: Deal.State?
  package var companyID: ID<Company>?
  package var ownerID: ID<Person>?
  package var managerID: ID<Person>?
  package var consultantID: ID<Person>?
  package var sourceID: ID<Source>?
  package var origin: Deal.Origin?

  package init() {}

  var conditions: [SQL] {
    var conditions: [SQL] = []
    if let pipelineID { conditions.append("deal.pipeline_id = \(pipelineID)") }
    if let stageID { conditions.append("deal.stage_id = \(stageID)") }
    if let state { conditions.append("deal.state = \(state)") }
    if let companyID { conditions.append("deal.company_id = \(companyID)") }
    if let ownerID { conditions.append("deal.owner_id = \(ownerID)") }
    if let managerID { conditions.append("deal.manager_id = \(managerID)") }
    if let consultantID { conditions.append("deal.consultant_id = \(consultantID)") }
    if let sourceID { conditions.append("deal.source_id = \(sourceID)") }
    if let origin { conditions.append("deal.origin = \(origin)") }
    // An open deal lies in the short index: say so where only open ones can match.
    if state == .open || state == .refused { conditions.append("deal.closed_at IS NULL") }
    return conditions
  }
}

/// The orders of a list, each with its index.
package enum DealOrder: String, Sendable, CaseIterable {
  case newest = "-created_at"
  case oldest = "created_at"
  case number = "id"
  case numberDown = "-id"

  fileprivate var isDescending: Bool { self == .newest || self == .numberDown }
  fileprivate var isByNumber: Bool { self == .number || self == .numberDown }
}

extension Deals {
  /// A page of the list, by key.
  package func list(_ filter: DealFilter, order: DealOrder, after cursor: Cursor?, limit: Int) throws -> Slice<Deal> {
    var conditions = filter.conditions
    let sign: SQL = order.isDescending ? "<" : ">"
    let direction: SQL = order.isDescending ? "DESC" : "ASC"
    if let keys = cursor?.keys.compactMap(\.integer) {
      if order.isByNumber, keys.count == 1 {
        conditions.append("deal.id \(sign) \(keys[0])")
      } else if !order.isByNumber, keys.count == 2 {
        conditions.append("(deal.created_at, deal.id) \(sign) (\(keys[0]), \(keys[1]))")
      }
    }
    let key: SQL = order.isByNumber ? "" : "deal.created_at \(direction), "
    let deals = try work.all(
      """
      SELECT deal.* FROM \(work.visible(Deal.self)) AS deal
      WHERE \(.all(conditions)) ORDER BY \(key)deal.id \(direction) LIMIT \(limit + 1)
      """
    ) { try Deal(row: $0) }
    return Slice(deals, limit: limit) { deal in
      let number = JSON.integer(deal.id.number)
      return Cursor(order.isByNumber ? [number] : [.integer(deal.createdAt.milliseconds), number])
    }
  }

  package func count(_ filter: DealFilter) throws -> Int {
    try work.value(
      "SELECT count(*) FROM \(work.visible(Deal.self)) AS deal WHERE \(.all(filter.conditions))") ?? 0
  }

  /// The contacts of many deals at once.
  package func contacts(of deals: [Deal]) throws -> [ID<Deal>: [ID<Contact>]] {
    var contacts: [ID<Deal>: [ID<Contact>]] = [:]
    guard !deals.isEmpty else { return contacts }
    try work.query(
      """
      SELECT deal_id, contact_id FROM deal_contact
      WHERE deal_id IN \(list: deals.map(\.id)) ORDER BY contact_id
      """
    ) { row in contacts[try row["deal_id"], default: []].append(try row["contact_id"]) }
    return contacts
  }
}
