import Clients
import Kernel
import Store

/// Putting deals away and bringing them back (D9): nothing of a deal is lost, and nobody deletes one.
extension Deals {
  /// Puts the deal away: it leaves boards, lists, counts and totals.
  /// - Throws: `NotFound`, `Forbidden`, `Conflict`.
  @discardableResult
  package func archive(_ id: ID<Deal>, expecting version: Int? = nil) throws -> Deal {
    let deal = try find(id, to: .delete)
    guard mayArchive(deal) else { throw Forbidden("open_deal_stays") }
    try expect(version, of: deal)
    let saved = try save(deal.archived(at: work.now), over: deal)
    try settleEarnings(of: saved, before: deal)
    try work.record(DealArchived(deal: saved))
    return saved
  }

  /// Whether the actor may put the deal away. R49: nobody puts away what he himself still works, nor does he whose
  /// reach is his own work; a client is not given up that way either. The owner may, as he closes without a check.
  func mayArchive(_ deal: Deal) -> Bool {
    guard may(.delete, deal) else { return false }
    guard deal.state == .open, let me = work.actor.person, me.job != .owner else { return true }
    if case .one = work.actor.access.people(for: .delete, Deal.kind) { return false }
    return !deal.people.contains(me.id)
  }

  /// Brings the deal back as it was.
  /// - Throws: `NotFound`, `Forbidden`, `Conflict`.
  @discardableResult
  package func restore(_ id: ID<Deal>, expecting version: Int? = nil) throws -> Deal {
    let deal = try find(id, to: .delete)
    try expect(version, of: deal)
    let saved = try save(deal.restored(), over: deal)
    try settleEarnings(of: saved, before: deal)
    try work.record(DealRestored(deal: saved, archivedAt: deal.archivedAt))
    return saved
  }

  /// Takes the client's earnings along where a deal stops to be won, or is won again.
  func settleEarnings(of deal: Deal, before: Deal) throws {
    guard (deal.state == .won) != (before.state == .won), let money = deal.money, try isSale(deal) else { return }
    let sum = deal.state == .won ? money : Money(minor: -money.minor, money.currency)
    try work.companies.addEarnings(sum, to: deal.companyID)
  }
}
