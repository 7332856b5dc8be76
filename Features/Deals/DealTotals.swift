import Kernel
import Store

/// How many deals stand in each stage and what they are worth, by all who take part in them: kept
/// exact in the move's own transaction, because counting 50,000 open deals on each look at the board
/// costs more. There are as many rows as crews, and a crew that has nothing left has none. Beside them
/// the shares of each person: of the deals he owns, and of those he takes part in.
final class DealTotals {
  private struct Key: Hashable {
    let stage: ID<Stage>
    let owner, manager, consultant: Int64
    let currency: Currency
    var order: (ID<Stage>, Int64, Int64, Int64, String) { (stage, owner, manager, consultant, currency.rawValue) }

    init(_ deal: Deal) {
      (stage, owner, currency) = (deal.stageID, deal.ownerID.number, deal.currency)
      (manager, consultant) = (deal.managerID?.number ?? 0, deal.consultantID?.number ?? 0)
    }
  }

  private let work: Work
  /// Whether changes wait for `save`, one for each stage and crew.
  private let isGathering: Bool
  private var changes: [Key: (deals: Int64, amount: Int64)] = [:]

  init(work: Work, isGathering: Bool = false) {
    self.work = work
    self.isGathering = isGathering
  }

  /// The deal now counts in its stage.
  func enter(_ deal: Deal) throws { try add(1, deal) }

  /// The deal no longer counts in its stage.
  func leave(_ deal: Deal) throws { try add(-1, deal) }

  func save() throws {
    let ordered = changes.sorted { $0.key.order < $1.key.order }
    for (key, change) in ordered where change != (0, 0) { try save(key, change.deals, change.amount) }
    changes = [:]
  }

  private func add(_ sign: Int64, _ deal: Deal) throws {
    // What is under check counts nowhere.
    guard deal.state == .open else { return }
    let (key, amount) = (Key(deal), sign * (deal.amount ?? 0))
    guard isGathering else { return try save(key, sign, amount) }
    let sum = changes[key] ?? (0, 0)
    changes[key] = (sum.deals + sign, sum.amount + amount)
  }

  /// The rows to add up, `deal_total WHERE …`: those of the stages, of some owners, and of deals in which
  /// somebody of each of `people` takes part.
  static func rows(in stages: [ID<Stage>], owners: [ID<Person>], taking people: [People]) -> SQL {
    let asked = Set(people).subtracting([.everybody])
    let shares: SQL = "deal_share WHERE stage_id IN \(list: stages)"
    if asked.isEmpty {
      return owners.isEmpty
        ? "\(shares) AND owned = \(true)" : "\(shares) AND owned = \(true) AND person_id IN \(list: owners)"
    }
    if owners.isEmpty, let one = onlyOne(of: asked) {
      return "\(shares) AND owned = \(false) AND person_id = \(one)"
    }
    var conditions: [SQL] = ["stage_id IN \(list: stages)"]
    if !owners.isEmpty { conditions.append("owner_id IN \(list: owners)") }
    for people in asked {
      let places: [SQL] = ["owner_id", "manager_id", "consultant_id"]
      conditions.append(.any(places.map { people.condition(on: $0) }))
    }
    return "deal_total WHERE \(.all(conditions))"
  }

  /// The person who alone is left of them all: somebody's own deals, asked by himself.
  private static func onlyOne(of asked: Set<People>) -> ID<Person>? {
    let ones = asked.compactMap { if case .one(let person) = $0 { person } else { nil } }
    guard let one = ones.first else { return nil }
    let isLeft = asked.allSatisfy { people in
      switch people {
      case .one(let person), .departments(_, and: let person): person == one
      case .everybody: true
      case .nobody: false
      }
    }
    return isLeft ? one : nil
  }

  private func share(_ key: Key, _ deals: Int64, _ amount: Int64) throws {
    let people = Set([key.owner, key.manager, key.consultant]).subtracting([0]).sorted()
    let rows = ([(true, key.owner)] + people.map { (false, $0) }).map { owned, person -> SQL in
      "(\(key.stage), \(owned), \(person), \(key.currency), \(deals), \(amount))"
    }
    try work.execute(
      """
      INSERT INTO deal_share (stage_id, owned, person_id, currency, deals, amount)
      VALUES \(.joined(rows, by: ", "))
      ON CONFLICT (stage_id, owned, person_id, currency) DO UPDATE
      SET deals = deal_share.deals + excluded.deals, amount = deal_share.amount + excluded.amount
      """)
  }

  private func save(_ key: Key, _ deals: Int64, _ amount: Int64) throws {
    try work.execute(
      """
      INSERT INTO deal_total (stage_id, owner_id, manager_id, consultant_id, currency, deals, amount)
      VALUES (\(key.stage), \(key.owner), \(key.manager), \(key.consultant), \(key.currency), \(deals), \(amount))
      ON CONFLICT (stage_id, owner_id, manager_id, consultant_id, currency) DO UPDATE
      SET deals = deal_total.deals + excluded.deals, amount = deal_total.amount + excluded.amount
      """)
    try share(key, deals, amount)
    guard deals < 0 else { return }
    try work.execute(
      """
      DELETE FROM deal_total
      WHERE stage_id = \(key.stage) AND owner_id = \(key.owner) AND manager_id = \(key.manager)
        AND consultant_id = \(key.consultant) AND currency = \(key.currency) AND deals = 0
      """)
  }
}

/// Count and sums of the deals in one stage.
package struct StageTotal: Sendable, Hashable {
  package var count = 0
  /// One sum a currency, the installation's first.
  package var sums: [Money] = []

  package init() {}

  /// Of deals that were read.
  package init(of deals: [Deal]) {
    for deal in deals { add(count: 1, amount: deal.amount ?? 0, currency: deal.currency) }
  }

  /// Of parts that were added up.
  init(of parts: [StageTotal]) {
    for part in parts {
      count += part.count
      for sum in part.sums { add(count: 0, amount: sum.minor, currency: sum.currency) }
    }
  }

  package mutating func add(count: Int, amount: Int64, currency: Currency) {
    self.count += count
    guard amount != 0 else { return }
    if let index = sums.firstIndex(where: { $0.currency == currency }) {
      sums[index] = sums[index] + Money(minor: amount, currency)
    } else {
      sums.append(Money(minor: amount, currency))
    }
  }
}

extension Deals {
  /// Makes the shares of all people of what is kept by crew, where there are none yet.
  package static let sharing: SQL = """
    INSERT INTO deal_share (stage_id, owned, person_id, currency, deals, amount)
    SELECT stage_id, owned, person_id, currency, CAST(sum(deals) AS BIGINT), CAST(sum(amount) AS BIGINT)
    FROM (
      SELECT stage_id, TRUE AS owned, owner_id AS person_id, currency, deals, amount FROM deal_total
      UNION ALL SELECT stage_id, FALSE, owner_id, currency, deals, amount FROM deal_total
      UNION ALL SELECT stage_id, FALSE, manager_id, currency, deals, amount FROM deal_total
      WHERE manager_id NOT IN (0, owner_id)
      UNION ALL SELECT stage_id, FALSE, consultant_id, currency, deals, amount FROM deal_total
      WHERE consultant_id NOT IN (0, owner_id, manager_id)
    ) AS share
    GROUP BY stage_id, owned, person_id, currency
    """
}
