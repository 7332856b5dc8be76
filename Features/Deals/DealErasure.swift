import Clients
import Kernel
import Store

extension Deals {
  /// Deletes deals with all their traces, as if they had never been: for taking an import back, which
  /// only the product itself does, past the actor's reach. What has been worked with is closed, never erased.
  /// - Throws: `Forbidden` for everybody else.
  package func erase(_ deals: [Deal]) throws {
    guard case .system = work.actor.kind else { throw Forbidden("not_your_deal") }
    guard !deals.isEmpty else { return }
    let ids = deals.map(\.id)
    try work.clearAway(deals.map(\.subject))
    let totals = DealTotals(work: work, isGathering: true)
    for deal in deals {
      try totals.leave(deal)
      if deal.state == .won, let money = deal.money, try isSale(deal) {
        try work.companies.addEarnings(Money(minor: -money.minor, money.currency), to: deal.companyID)
      }
    }
    try totals.save()
    for table in ["deal_contact", "deal_participant", "deal_check", "stage_move"] as [SQL] {
      try work.execute("DELETE FROM \(table) WHERE deal_id IN \(list: ids)")
    }
    for table in ["event", "comment"] as [SQL] {
      try work.execute("DELETE FROM \(table) WHERE subject_kind = \(Deal.kind) AND subject_id IN \(list: ids)")
    }
    // Past the actor's reach: what came in together goes together, whoever sees it.
    try work.execute("DELETE FROM \(Deal.table) WHERE id IN \(list: ids)")
    for id in ids { work.noteErased(Subject(Deal.kind, id.number)) }
  }
}
