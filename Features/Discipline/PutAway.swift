import Clients
import Deals
import Kernel
import Store

/// A deal that was put into the archive while it was open: a client leaves every board that way, so that it is said
/// on this one who did it, and why.
package struct PutAwayDeal: Sendable {
  package let deal: Deal
  package let companyName: String
}

extension Discipline {
  /// So many days back the board itself tells of them.
  package static let putAwayDays: Int64 = 30

  /// Open deals that were put away, of those in the actor's reach; the newest first.
  package func putAway(
    since: Instant? = nil, after cursor: Cursor? = nil, limit: Int = 50
  ) throws -> Slice<PutAwayDeal> {
    try requireBoard()
    // deal_put_away holds these alone, in this order and with their owners.
    var conditions: [SQL] = [
      "deal.archived_state = 'open'", "deal.archived_at IS NOT NULL", reach.condition(on: "+deal.owner_id"),
    ]
    if let since { conditions.append("deal.archived_at >= \(since)") }
    if let cursor {
      guard cursor.keys.count == 2, let at = cursor.keys[0].integer, let id = cursor.keys[1].integer
      else { throw Unreadable("bad_cursor", field: "after") }
      conditions.append("(deal.archived_at, deal.id) < (\(at), \(id))")
    }
    // The names of clients go past the actor's reach: who sees a deal is told whose it is.
    let found = try work.all(
      """
      SELECT deal.*, company.name AS company_name
      FROM \(work.visible(Deal.self)) AS deal JOIN \(Company.table) AS company ON company.id = deal.company_id
      WHERE \(.all(conditions)) ORDER BY deal.archived_at DESC, deal.id DESC LIMIT \(limit + 1)
      """
    ) { PutAwayDeal(deal: try Deal(row: $0), companyName: try $0["company_name"]) }
    return Slice(found, limit: limit) {
      Cursor([.integer($0.deal.archivedAt?.milliseconds ?? 0), JSON($0.deal.id)])
    }
  }

  package func putAwayCount() throws -> Int {
    try requireBoard()
    return try work.value(
      """
      SELECT count(*) FROM \(work.visible(Deal.self)) AS deal
      WHERE deal.archived_state = 'open' AND deal.archived_at IS NOT NULL AND \(reach.condition(on: "+deal.owner_id"))
      """) ?? 0
  }
}
