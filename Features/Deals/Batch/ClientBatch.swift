import Clients
import Kernel
import Store

/// A client that somebody marked in a list, as he saw him.
package struct MarkedClient: Sendable, Hashable {
  package let id: ID<Company>
  package let version: Int64?

  package init(id: ID<Company>, version: Int64? = nil) {
    self.id = id
    self.version = version
  }
}

/// What came of one client of many.
package struct ClientOutcome: Sendable {
  package let id: ID<Company>
  /// The rule that stood against it.
  package let error: (any Error)?
  /// As he was and is, where it could be done.
  let change: (before: Company, after: Company)?
  /// His deals that went with him.
  var deals: [(before: Deal, after: Deal)] = []

  /// What is kept of it; nil where nothing was changed.
  var item: BatchItem? {
    change.flatMap { change in
      BatchItem(change.before, change.after, deals: deals.compactMap { BatchItem($0.before, $0.after) })
    }
  }
}

extension ClientList {
  /// Does it with each of the clients; one with whom it may not be done holds nobody else up.
  /// - Throws: `Forbidden` for who does that with no clients at all, a `Refusal` for somebody unknown or no segment.
  package func perform(_ act: BatchAct, _ marked: [MarkedClient]) throws -> [ClientOutcome] {
    try work.actor.access.require(act.isArchiving ? .delete : .change, Company.kind)
    switch act {
    case .assign(let owner):
      try requirePerson(owner)
      return try edit(marked) { $0.ownerID = owner }
    case .handOver(let owner):
      try requirePerson(owner)
      let people = DealPeople(owner: owner)
      try people.check(in: work.installation)
      return try edit(marked) { $0.ownerID = owner }.map { outcome in
        guard outcome.error == nil else { return outcome }
        var outcome = outcome
        outcome.deals = try handOver(dealsOf: outcome.id, to: people)
        return outcome
      }
    case .segment(let segment):
      try work.segments.require(segment)
      return try edit(marked) { $0.segmentID = segment }
    case .archive(let reason):
      return try each(marked) { try work.companies.archive($0.id, because: reason, expecting: $0.version) }
    case .restore: return try each(marked) { try work.companies.restore($0.id, expecting: $0.version) }
    case .move, .plan, .finish: throw StoreError.unreadable("a deed that is not for clients")
    }
  }

  private func requirePerson(_ id: ID<Person>) throws {
    guard work.installation.people[id]?.active == true else { throw Refusal("unknown_person", field: "owner_id") }
  }

  /// What is being worked with the client, as far as the actor may give it; what is not his stays where it is.
  private func handOver(dealsOf client: ID<Company>, to people: DealPeople) throws -> [(before: Deal, after: Deal)] {
    // deal_company
    let open = try work.all(
      """
      SELECT deal.* FROM \(work.scope(.change, Deal.self)) AS deal
      WHERE deal.company_id = \(client) AND deal.closed_at IS NULL ORDER BY +deal.id
      """
    ) { try Deal(row: $0) }
    return try open.compactMap { deal in
      do {
        return (deal, try work.deals.assign(deal.id, people, expecting: nil))
      } catch let error where error is NotFound || error is Forbidden || error is Conflict || error is Refusal {
        return nil
      }
    }
  }

  private func edit(_ marked: [MarkedClient], _ edit: (inout CompanyDraft) -> Void) throws -> [ClientOutcome] {
    try each(marked) { try work.companies.change($0.id, expecting: $0.version, edit) }
  }

  private func each(_ marked: [MarkedClient], _ act: (MarkedClient) throws -> CompanyCard) throws -> [ClientOutcome] {
    try marked.map { mark in
      do {
        let before = try work.companies.find(mark.id).company
        let after = try act(mark).company
        return ClientOutcome(id: mark.id, error: nil, change: (before, after))
      } catch let error where error is NotFound || error is Forbidden || error is Conflict || error is Refusal {
        return ClientOutcome(id: mark.id, error: error, change: nil)
      }
    }
  }

  /// The numbers of those in the list that come after one, in their own order.
  func numbers(after number: Int64, upTo last: Int64, limit: Int) throws -> [ID<Company>] {
    let terms = try terms()
    let driver = try rarest(of: terms)
    let conditions = terms.enumerated().map { $0 == driver ? $1.driving : $1.walked }
    let key: SQL = driver == nil ? "company.id" : "+company.id"
    return try work.values(
      """
      SELECT company.id FROM \(work.visible(Company.self)) AS company
      WHERE \(.all(conditions + ["\(key) > \(number)", "\(key) <= \(last)"])) ORDER BY \(key) LIMIT \(limit)
      """)
  }
}
