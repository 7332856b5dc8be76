import Clients
import Deals
import Foundation
import Kernel
import Store

/// Takes an import back, some deals a transaction, from the last row to the first: every deal that
/// nobody has touched since goes with all its traces, those that the product itself left among them, and then the clients who were made for them
/// and have nothing else. What people have worked with stays, and is counted. It reads past the actor's
/// reach: what came in together goes together, whoever sees it now.
struct Rollback: Sendable {
  let crm: CRM
  let id: ID<Import>
  var batchSize = 200

  private struct Candidate: Sendable {
    let line: Int
    let deal: Deal?
    let isTouched: Bool
  }

  func run() async throws {
    let begun = try await crm.read(as: .system("import")) { try $0.imports.find(id) }
    let actor = Actor.system("import", for: begun.startedBy.flatMap { crm.installation.people[$0] })
    while try await crm.write(as: actor, { try takeBackDeals(in: $0) }) { try Task.checkCancellation() }
    while try await crm.write(as: actor, { try takeBackClients(in: $0) }) { try Task.checkCancellation() }
    try await crm.write(as: actor) { _ = try $0.imports.end(id, .rolledBack, nil) }
    try await crm.refetchEverywhere()
  }

  /// The next deals; false where there are no more.
  private func takeBackDeals(in work: Work) throws -> Bool {
    let begun = try work.imports.find(id)
    guard begun.state == .rollingBack else { return false }
    let candidates = try work.all(
      """
      SELECT import_row.line AS row_line, deal.*,
        EXISTS (
          SELECT 1 FROM event
          WHERE subject_kind = \(Deal.kind) AND subject_id = import_row.deal_id AND actor_id IS NOT NULL AND actor_kind <> 'import'
        ) AS touched
      FROM import_row LEFT JOIN \(Deal.table) AS deal ON deal.id = import_row.deal_id
      WHERE import_row.import_id = \(id) AND import_row.line < \(begun.progress.line)
      ORDER BY import_row.line DESC LIMIT \(batchSize)
      """
    ) { row in
      let isThere = try row["title"] as String? != nil
      return Candidate(
        line: try row["row_line"], deal: isThere ? try Deal(row: row) : nil, isTouched: try row["touched"])
    }
    guard let last = candidates.last else { return false }
    let gone = candidates.filter { !$0.isTouched }
    try work.deals.erase(gone.compactMap(\.deal))
    try work.execute(
      "DELETE FROM import_row WHERE import_id = \(id) AND line IN \(list: gone.map(\.line))")
    try work.execute(
      """
      UPDATE import SET line = \(last.line), taken_back = taken_back + \(gone.count),
        kept = kept + \(candidates.count - gone.count)
      WHERE id = \(id)
      """)
    try work.announce(begun.subject, audience: [])
    return true
  }

  /// The next clients; false where there are no more. One stays who has a deal, or whom somebody
  /// has touched.
  private func takeBackClients(in work: Work) throws -> Bool {
    guard try work.imports.find(id).state == .rollingBack else { return false }
    let made: [ID<Company>] = try work.values(
      """
      SELECT company_id FROM import_client WHERE import_id = \(id) ORDER BY company_id LIMIT \(batchSize)
      """)
    guard !made.isEmpty else { return false }
    let lonely: [ID<Company>] = try work.values(
      """
      SELECT company.id FROM \(Company.table) AS company
      WHERE company.id IN \(list: made)
        AND NOT EXISTS (SELECT 1 FROM \(Deal.table) AS deal WHERE deal.company_id = company.id)
        AND NOT EXISTS (
          SELECT 1 FROM event
          WHERE subject_kind = \(Company.kind) AND subject_id = company.id
            AND actor_id IS NOT NULL AND actor_kind <> 'import')
        AND NOT EXISTS (
          SELECT 1 FROM membership
          JOIN event ON event.subject_kind = \(Contact.kind) AND event.subject_id = membership.contact_id
          WHERE membership.company_id = company.id
            AND event.actor_id IS NOT NULL AND event.actor_kind <> 'import')
      """)
    try work.clients.erase(lonely)
    try work.execute("DELETE FROM import_client WHERE import_id = \(id) AND company_id IN \(list: made)")
    return true
  }
}
