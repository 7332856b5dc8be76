import Clients
import Kernel
import Store
import Web

/// How deals are found by words: by title and by number.
enum DealSearch {
  static let searchable = Searchable(
    kind: Deal.kind, code: 3, icon: .deals, title: "deals.title", path: "/deals/", follows: follows,
    words: words, numbers: numbers, reach: reach, meant: meant, findings: findings)

  private static func follows(_ event: any Event) -> Searchable.Change? {
    switch event {
    case let created as DealCreated: .new(created.deal.id.number, created.deal.title)
    case is DealChanged: .changed(event.subject.number)
    default: nil
    }
  }

  // Past the actor's reach, as the next: the index holds all deals.
  private static func words(_ work: Work, _ numbers: [Int64]) throws -> [Int64: String] {
    var words: [Int64: String] = [:]
    try work.query("SELECT id, title FROM \(Deal.table) AS deal WHERE id IN \(list: numbers)") { row in
      words[try row["id"]] = try row["title"]
    }
    return words
  }

  private static func numbers(_ work: Work, after: Int64, limit: Int) throws -> [Int64] {
    // Past the actor's reach, as above.
    try work.values("SELECT id FROM \(Deal.table) AS deal WHERE id > \(after) ORDER BY id LIMIT \(limit)")
  }

  /// The same right as `work.visible(Deal.self)`, asked of a number that may stand in any column.
  static func reach(_ work: Work, _ number: SQL) -> SQL? {
    switch work.actor.access.people(for: .see, Deal.kind) {
    case .everybody: nil
    case .nobody: "1 = 0"
    case let people: Deal.taken(by: people, number: number)
    }
  }

  /// «№ 42», «#42», «42».
  private static func meant(_ work: Work, _ typed: String, _ limit: Int) throws -> [Int64] {
    let digits = typed.drop { " №#".contains($0) }.filter { $0 != " " }
    guard let number = Int64(digits), number > 0, digits.allSatisfy(\.isNumber) else { return [] }
    // The actor's reach is asked in the condition.
    return try work.values(
      "SELECT id FROM \(Deal.table) AS deal WHERE id = \(number) AND \(reach(work, "deal.id") ?? "1 = 1")")
  }

  private static func findings(_ work: Work, _ reader: Reader, _ numbers: [Int64]) throws -> [Finding] {
    // The actor's reach is asked in the condition; who sees a deal is told whose it is.
    try work.all(
      """
      SELECT deal.id, deal.title, deal.state, deal.amount, deal.currency, deal.owner_id, company.name AS company_name,
        stage.name AS stage_name
      FROM \(Deal.table) AS deal
      JOIN \(Company.table) AS company ON company.id = deal.company_id
      JOIN stage ON stage.id = deal.stage_id
      WHERE deal.id IN \(list: numbers) AND \(reach(work, "deal.id") ?? "1 = 1")
      """
    ) { row in
      let (state, owner): (Deal.State, ID<Person>) = (try row["state"], try row["owner_id"])
      let amount: Int64? = try row["amount"]
      let currency: Currency = try row["currency"]
      let sum = amount.map { reader.money(Money(minor: $0, currency)) }
      let notes = [try row["company_name"], sum, work.installation.people[owner]?.name] as [String?]
      return Finding(
        number: try row["id"], title: try row["title"], note: notes.compactMap(\.self).joined(separator: " · "),
        state: state == .archived ? reader("deals.state.archived") : try row["stage_name"],
        isOver: state == .won || state == .lost || state == .archived)
    }
  }
}
