import Kernel
import Store

/// How many deals stand in each stage and what they are worth, by owner: kept exact in the move's
/// own transaction, because counting 50,000 open deals on each look at the board costs more.
struct DealTotals {
  let work: Work

  /// The deal now counts in its stage.
  func enter(_ deal: Deal) throws { try add(1, deal) }

  /// The deal no longer counts in its stage.
  func leave(_ deal: Deal) throws { try add(-1, deal) }

  private func add(_ sign: Int64, _ deal: Deal) throws {
    guard deal.closedAt == nil else { return }
    try work.execute(
      """
      INSERT INTO deal_total (stage_id, owner_id, currency, deals, amount)
      VALUES (\(deal.stageID), \(deal.ownerID), \(deal.currency), \(sign), \(sign * (deal.amount ?? 0)))
      ON CONFLICT (stage_id, owner_id, currency) DO UPDATE
      SET deals = deal_total.deals + excluded.deals, amount = deal_total.amount + excluded.amount
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
