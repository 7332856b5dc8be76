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
}

extension ClientList {
  /// Does it with each of the clients; one with whom it may not be done holds nobody else up.
  /// - Throws: `Forbidden` for who changes no clients at all, a `Refusal` for somebody unknown or no segment.
  package func perform(_ act: BatchAct, _ marked: [MarkedClient]) throws -> [ClientOutcome] {
    try work.actor.access.require(.change, Company.kind)
    switch act {
    case .assign(let owner):
      guard work.installation.people[owner]?.active == true else {
        throw Refusal("unknown_person", field: "owner_id")
      }
      return try each(marked) { $0.ownerID = owner }
    case .segment(let segment):
      try work.segments.require(segment)
      return try each(marked) { $0.segmentID = segment }
    case .move, .archive, .restore, .plan, .finish: throw StoreError.unreadable("a deed that is not for clients")
    }
  }

  private func each(_ marked: [MarkedClient], _ edit: (inout CompanyDraft) -> Void) throws -> [ClientOutcome] {
    try marked.map { mark in
      do {
        let before = try work.companies.find(mark.id).company
        let after = try work.companies.change(mark.id, expecting: mark.version, edit).company
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
