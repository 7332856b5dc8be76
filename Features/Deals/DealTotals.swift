import Kernel
import Store

/// How many deals stand in each stage and what they are worth, by all who take part in them: kept
/// exact in the move's own transaction, because counting 50,000 open deals on each look at the board
/// costs more. There are as many rows as crews, and a crew that has nothing left has none.
struct DealTotals {
  let work: Work

  /// The deal now counts in its stage.
  func enter(_ deal: Deal) throws {
    guard deal.closedAt == nil else { return }
    try work.execute(
      """
      INSERT INTO deal_total (stage_id, owner_id, manager_id, consultant_id, currency, deals, amount)
      VALUES (\(deal.stageID), \(deal.ownerID), \(deal.managerID?.number ?? 0), \(deal.consultantID?.number ?? 0),
        \(deal.currency), 1, \(deal.amount ?? 0))
      ON CONFLICT (stage_id, owner_id, manager_id, consultant_id, currency) DO UPDATE
      SET deals = deal_total.deals + 1, amount = deal_total.amount + excluded.amount
      """)
  }

  /// The deal no longer counts in its stage.
  func leave(_ deal: Deal) throws {
    guard deal.closedAt == nil else { return }
    let crew: SQL = """
      stage_id = \(deal.stageID) AND owner_id = \(deal.ownerID) AND manager_id = \(deal.managerID?.number ?? 0)
        AND consultant_id = \(deal.consultantID?.number ?? 0) AND currency = \(deal.currency)
      """
    try work.execute(
      "UPDATE deal_total SET deals = deals - 1, amount = amount - \(deal.amount ?? 0) WHERE \(crew)")
    try work.execute("DELETE FROM deal_total WHERE \(crew) AND deals = 0")
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
