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
    // deal_put_away holds these alone, in this order and with their owners.
    let conditions = try ["deal.archived_state = 'open'"] + away("deal", since: since, after: cursor)
    // The names of clients go past the actor's reach: who sees a deal is told whose it is.
    let found = try work.all(
      """
      SELECT deal.*, company.name AS company_name
      FROM \(work.visible(Deal.self)) AS deal JOIN \(Company.table) AS company ON company.id = deal.company_id
      WHERE \(.all(conditions)) ORDER BY deal.archived_at DESC, deal.id DESC LIMIT \(limit + 1)
      """
    ) { PutAwayDeal(deal: try Deal(row: $0), companyName: try $0["company_name"]) }
    return Slice(found, limit: limit) { Self.cursor($0.deal.archivedAt, $0.deal.id.number) }
  }

  package func putAwayCount() throws -> Int {
    let conditions = try ["deal.archived_state = 'open'"] + away("deal")
    return try work.value(
      "SELECT count(*) FROM \(work.visible(Deal.self)) AS deal WHERE \(.all(conditions))") ?? 0
  }

  /// Clients who were put away, of those in the actor's reach; the newest first.
  package func putAwayClients(
    since: Instant? = nil, after cursor: Cursor? = nil, limit: Int = 50
  ) throws -> Slice<Company> {
    // company_archived holds these alone, in this order and with their owners.
    let conditions = try away("company", since: since, after: cursor)
    let found = try work.all(
      """
      SELECT company.* FROM \(work.visible(Company.self)) AS company
      WHERE \(.all(conditions)) ORDER BY company.archived_at DESC, company.id DESC LIMIT \(limit + 1)
      """
    ) { try Company(row: $0) }
    return Slice(found, limit: limit) { Self.cursor($0.archive?.at, $0.id.number) }
  }

  package func putAwayClientCount() throws -> Int {
    let conditions = try away("company")
    return try work.value(
      "SELECT count(*) FROM \(work.visible(Company.self)) AS company WHERE \(.all(conditions))") ?? 0
  }

  /// What lies in the archive and belongs to those in the actor's reach; what is nobody's is for who sees everybody.
  private func away(_ table: SQL, since: Instant? = nil, after cursor: Cursor? = nil) throws -> [SQL] {
    try requireBoard()
    var conditions: [SQL] = ["\(table).archived_at IS NOT NULL", reach.condition(on: "+\(table).owner_id")]
    if let since { conditions.append("\(table).archived_at >= \(since)") }
    if let cursor {
      guard cursor.keys.count == 2, let at = cursor.keys[0].integer, let id = cursor.keys[1].integer
      else { throw Unreadable("bad_cursor", field: "after") }
      conditions.append("(\(table).archived_at, \(table).id) < (\(at), \(id))")
    }
    return conditions
  }

  private static func cursor(_ at: Instant?, _ number: Int64) -> Cursor {
    Cursor([.integer(at?.milliseconds ?? 0), .integer(number)])
  }
}
