import Clients
import Kernel
import Store

/// A segment of clients as lists choose it: one of them, or none at all.
package enum SegmentPick: Sendable, Hashable {
  case outside
  case one(ID<Segment>)

  package var id: ID<Segment>? { if case .one(let id) = self { id } else { nil } }

  // Leans on company_segment.
  var condition: SQL { id.map { "company.segment_id = \($0)" } ?? "company.segment_id IS NULL" }
}
