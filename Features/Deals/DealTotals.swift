import Kernel
import Store

/// How many deals stand in each stage and what they are worth, by all who take part in them: kept
/// exact in the move's own transaction, because counting 50,000 open deals on each look at the board
/// costs more. There are as many rows as crews, and a crew that has nothing left has none.
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

  /// Which rows are those of the stages, of an owner, and of crews with somebody of each of `people`.
  static func kept(in stages: [ID<Stage>], owner: ID<Person>?, taking people: [People]) -> SQL {
    var conditions: [SQL] = ["stage_id IN \(list: stages)"]
    if let owner { conditions.append("owner_id = \(owner)") }
    for people in Set(people) where people != .everybody {
      let places: [SQL] = ["owner_id", "manager_id", "consultant_id"]
      conditions.append(.any(places.map { people.condition(on: $0) }))
    }
    return .all(conditions)
  }

  private func save(_ key: Key, _ deals: Int64, _ amount: Int64) throws {
    try work.execute(
      """
      INSERT INTO deal_total (stage_id, owner_id, manager_id, consultant_id, currency, deals, amount)
      VALUES (\(key.stage), \(key.owner), \(key.manager), \(key.consultant), \(key.currency), \(deals), \(amount))
      ON CONFLICT (stage_id, owner_id, manager_id, consultant_id, currency) DO UPDATE
      SET deals = deal_total.deals + excluded.deals, amount = deal_total.amount + excluded.amount
      """)
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
