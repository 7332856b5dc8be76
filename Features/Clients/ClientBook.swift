import Kernel
import Store

/// Who is known by the numbers, addresses and names of many inquiries: read at once, and kept up
/// with those who are made meanwhile. What it does not know has to be asked of the database.
package final class ClientBook {
  private var byPoint: [String: [Bearer]] = [:]
  private var byName: [String: [Bearer]] = [:]

  /// Past the actor's reach: see `Clients.findOrMake`. Leans on phone_e164, email_folded and company_folded.
  init(of inquiries: [ReadDescription], in work: Work) throws {
    try read(inquiries.compactMap(\.phone), in: work)
    try read(inquiries.compactMap(\.email), in: work)
    try readNames(Set(inquiries.compactMap { $0.company.map(Company.key(of:)) }), in: work)
  }

  /// Nil where it is not known who is.
  subscript(point: String) -> [Bearer]? { byPoint[point] }

  /// The organisations whose names have that key; nil where they are not known.
  subscript(called key: String) -> [Bearer]? { byName[key] }

  /// Somebody was made of what `client` says.
  func note(_ client: ReadDescription, as bearer: Bearer) {
    for point in [client.phone?.key, client.email?.key] {
      if let point { byPoint[point]?.append(bearer.found(by: point)) }
    }
    if let company = client.company, bearer.type != .family {
      byName[Company.key(of: company)]?.append(bearer.organisation)
    }
  }

  /// Something of the company changes: it has to be asked for again, and so has `point`.
  func forget(_ company: ID<Company>, _ point: String? = nil) {
    if let point { byPoint[point] = nil }
    byPoint = byPoint.filter { !$0.value.contains { $0.companyID == company } }
    byName = byName.filter { !$0.value.contains { $0.companyID == company } }
  }

  private func read<Point: ContactPoint>(_ points: [Point], in work: Work) throws {
    let keys = Set(points.map(\.key))
    guard !keys.isEmpty else { return }
    for key in keys { byPoint[key] = [] }
    try work.query(
      """
      SELECT point.\(Point.keyColumn) AS point_key, company.id, company.name, company.type, company.owner_id,
        contact.id AS contact_id, contact.last_name, contact.first_name, contact.middle_name,
        \(Bearer.isArchived) AS is_archived
      FROM \(Point.relation) AS point
      JOIN \(Company.table) AS company ON company.id = point.company_id
      LEFT JOIN \(Contact.table) AS contact ON contact.id = point.contact_id
      WHERE point.\(Point.keyColumn) IN \(list: keys.sorted()) ORDER BY point.id
      """
    ) { row in
      let key: String = try row["point_key"]
      byPoint[key]?.append(try Bearer(row: row, point: key))
    }
  }

  private func readNames(_ keys: Set<String>, in work: Work) throws {
    guard !keys.isEmpty else { return }
    for key in keys { byName[key] = [] }
    try work.query(
      """
      SELECT folded, company.id, company.name, company.type, company.owner_id, NULL AS contact_id,
        company.archived_at IS NOT NULL AS is_archived
      FROM \(Company.table) AS company
      WHERE folded IN \(list: keys.sorted()) AND type <> 'family' ORDER BY id
      """
    ) { row in byName[try row["folded"]]?.append(try Bearer(row: row)) }
  }
}
