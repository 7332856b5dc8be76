import Clients
import Kernel

/// A client that somebody marked in a list, as he saw him.
package struct MarkedClient: Sendable, Hashable {
  package let id: ID<Company>
  package let version: Int64?

  package init(id: ID<Company>, version: Int64? = nil) {
    self.id = id
    self.version = version
  }
}

extension ClientList {
  /// Gives each of the clients to somebody; one that may not be given holds nobody else up.
  /// - Returns: of each the rule that stood against it, or nil.
  /// - Throws: `Forbidden` for who changes no clients at all, a `Refusal` for somebody unknown.
  package func assign(
    _ marked: [MarkedClient], to owner: ID<Person>
  ) throws -> [(id: ID<Company>, error: (any Error)?)] {
    try work.actor.access.require(.change, Company.kind)
    guard work.installation.people[owner]?.active == true else {
      throw Refusal("unknown_person", field: "owner_id")
    }
    return try marked.map { mark in
      do {
        _ = try work.companies.change(mark.id, expecting: mark.version) { $0.ownerID = owner }
        return (mark.id, nil)
      } catch let error where error is NotFound || error is Forbidden || error is Conflict || error is Refusal {
        return (mark.id, error)
      }
    }
  }
}
