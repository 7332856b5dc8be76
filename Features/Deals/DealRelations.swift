import Clients
import Kernel
import Store
import Web

/// How deals hang on clients: what happens to a deal stands in the history of its client and of the
/// people who take part.
enum DealRelations {
  static let all = [
    Relation(
      of: Deal.kind, to: Company.kind, at: "/deals",
      numbers: { work, company in
        try work.values(
          """
          SELECT deal.id FROM \(work.visible(Deal.self)) AS deal WHERE deal.company_id = \(company)
          ORDER BY deal.id DESC LIMIT \(Relation.most)
          """)
      }, names: titles),
    Relation(
      of: Deal.kind, to: Contact.kind, at: "/deals",
      numbers: { work, contact in
        try work.values(
          """
          SELECT deal.id FROM deal_contact JOIN \(work.visible(Deal.self)) AS deal ON deal.id = deal_contact.deal_id
          WHERE deal_contact.contact_id = \(contact) ORDER BY deal.id DESC LIMIT \(Relation.most)
          """)
      }, names: titles),
  ]

  private static let titles: @Sendable (Work, [Int64]) throws -> [Int64: String] = { work, ids in
    var titles: [Int64: String] = [:]
    try work.query("SELECT id, title FROM \(work.visible(Deal.self)) AS deal WHERE id IN \(list: ids)") {
      titles[try $0["id"]] = try $0["title"]
    }
    return titles
  }
}

extension Deals {
  /// The client's deals that the actor may see, open ones first, then the newest (R05).
  package func of(_ company: ID<Company>, limit: Int = 50) throws -> [Deal] {
    try work.all(
      """
      SELECT deal.* FROM \(work.visible(Deal.self)) AS deal
      WHERE deal.company_id = \(company) AND deal.state <> 'archived'
      ORDER BY CASE WHEN deal.closed_at IS NULL THEN 0 ELSE 1 END, deal.created_at DESC, deal.id DESC
      LIMIT \(limit)
      """
    ) { try Deal(row: $0) }
  }

  /// The same of those deals in which a person takes part.
  package func of(_ contact: ID<Contact>, limit: Int = 50) throws -> [Deal] {
    try work.all(
      """
      SELECT deal.* FROM deal_contact JOIN \(work.visible(Deal.self)) AS deal ON deal.id = deal_contact.deal_id
      WHERE deal_contact.contact_id = \(contact) AND deal.state <> 'archived'
      ORDER BY CASE WHEN deal.closed_at IS NULL THEN 0 ELSE 1 END, deal.created_at DESC, deal.id DESC
      LIMIT \(limit)
      """
    ) { try Deal(row: $0) }
  }
}
