import Clients
import Kernel
import Store

extension Reaction {
  /// The deals of a client go with him into the one that he turned out to be. What they bring meanwhile goes back with
  /// them.
  static let unitedClients: Reaction = {
    let rows = Uniting.rows("deals", of: Company.kind, in: Deal.table, "company_id", isCounted: true)
    return .uniting(
      Uniting(rows.key, of: rows.kind, count: rows.count) { work, gone, stays in
        let moved = try rows.unite(work, gone, stays)
        return ["deals": moved, "brought": .integer(try work.deals.earnings(of: moved.numbers, with: ID(stays)))]
      } part: { work, gone, stays, memory in
        let moved = memory["deals"] ?? .null
        let news = try work.deals.earnings(of: moved.numbers, with: ID(stays)) - (memory["brought"]?.integer ?? 0)
        try rows.part(work, gone, stays, moved)
        let currency = work.installation.currency
        try work.companies.addEarnings(Money(minor: -news, currency), to: ID(stays))
        try work.companies.addEarnings(Money(minor: news, currency), to: ID(gone))
      })
  }()

  /// Deals are about the person who stays, with what he has to say in each.
  static let unitedPeople = Reaction.uniting(
    Uniting("deals", of: Contact.kind) { work, gone in
      try work.value("SELECT count(*) FROM deal_contact WHERE contact_id = \(gone)") ?? 0
    } unite: { work, gone, stays in
      let rows = try work.all(
        """
        SELECT deal_id, role, EXISTS (
          SELECT 1 FROM deal_contact AS own WHERE own.deal_id = deal_contact.deal_id AND own.contact_id = \(stays)
        ) AS shared FROM deal_contact WHERE contact_id = \(gone)
        """
      ) { row in
        (deal: try row["deal_id"] as Int64, role: try row["role"] as String?, isShared: try row["shared"] as Bool)
      }
      let shared = rows.filter(\.isShared).map(\.deal)
      try work.execute("DELETE FROM deal_contact WHERE contact_id = \(gone) AND deal_id IN \(list: shared)")
      try work.execute("UPDATE deal_contact SET contact_id = \(stays) WHERE contact_id = \(gone)")
      return .array(
        rows.map { ["deal_id": .integer($0.deal), "role": JSON($0.role), "shared": .bool($0.isShared)] })
    } part: { work, gone, stays, memory in
      for row in memory.array ?? [] {
        guard let deal = row["deal_id"]?.integer else { continue }
        if row["shared"] == true {
          try work.execute(
            "INSERT INTO deal_contact (deal_id, contact_id, role) VALUES (\(deal), \(gone), \(row["role"]?.string))")
        } else {
          try work.execute(
            "UPDATE deal_contact SET contact_id = \(gone) WHERE deal_id = \(deal) AND contact_id = \(stays)")
        }
      }
    })
}

extension Deals {
  /// What those of the deals brought that are still a client's, in minor units of the installation's currency (R102).
  fileprivate func earnings(of deals: [Int64], with client: ID<Company>) throws -> Int64 {
    try deals.parts(of: 500).reduce(0) { sum, part in
      // Past the actor's reach: what a client brought is the same for everybody.
      let brought: Int64? = try work.value(
        """
        SELECT CAST(sum(deal.amount) AS BIGINT) FROM \(Deal.table) AS deal
        JOIN \(Pipeline.table) AS pipeline ON pipeline.id = deal.pipeline_id
        WHERE deal.id IN \(list: part) AND deal.company_id = \(client) AND deal.state = 'won'
          AND pipeline.kind = 'sales' AND deal.currency = \(work.installation.currency.rawValue)
        """, as: Int64?.self
      ).flatMap { $0 }
      return sum + (brought ?? 0)
    }
  }
}
