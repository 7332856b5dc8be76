import Clients
import Foundation
import Kernel
import Store

/// Putting deals away and bringing them back (D9): nothing of a deal is lost, and nobody deletes one.
extension Deals {
  /// Puts the deal away: it leaves boards, lists, counts and totals.
  /// - Parameter reason: why; nobody puts an open deal away without a word.
  /// - Throws: `NotFound`, `Forbidden`, `Conflict`, a `Refusal` for an open deal without a reason.
  @discardableResult
  package func archive(_ id: ID<Deal>, because reason: String? = nil, expecting version: Int? = nil) throws -> Deal {
    let deal = try find(id, to: .delete)
    guard mayArchive(deal) else { throw Forbidden("open_deal_stays") }
    try expect(version, of: deal)
    let words = reason.map { $0.trimmingCharacters(in: .whitespacesAndNewlines) } ?? ""
    guard deal.state != .open || words.count >= ArchiveNote.letters else {
      throw Refusal("archive_reason", field: "reason", ["min": String(ArchiveNote.letters)])
    }
    return try putAway(deal, because: words.isEmpty ? nil : words)
  }

  /// Puts a deal away that was begun by the step that is taken back now, and that nobody has worked.
  /// - Throws: `NotFound`, `Forbidden`, `Conflict`.
  package func withdraw(_ id: ID<Deal>) throws { try putAway(try find(id, to: .delete), because: nil) }

  @discardableResult
  private func putAway(_ deal: Deal, because reason: String?) throws -> Deal {
    let saved = try save(deal.archived(at: work.now, because: reason, by: work.actor.id), over: deal)
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
    if saved.closedAt == nil { try work.companies.comeBack(saved.companyID) }
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

extension Deal {
  /// The deal put away. A refusal that is being checked keeps it where it is.
  /// - Throws: `Conflict("deal_archived")`, `Conflict("deal_refused")`.
  func archived(at now: Instant, because reason: String? = nil, by person: ID<Person>? = nil) throws -> Deal {
    guard state != .archived else { throw Conflict("deal_archived") }
    guard state != .refused else { throw Conflict("deal_refused") }
    var archived = self
    (archived.archivedState, archived.state, archived.archivedAt) = (state, .archived, now)
    (archived.archivedReason, archived.archiverID) = (reason, person)
    // Whoever asks for open deals asks for those that are not closed.
    archived.closedAt = closedAt ?? now
    return archived
  }

  /// The deal as it was before it was put away.
  /// - Throws: `Conflict("deal_not_archived")`.
  func restored() throws -> Deal {
    guard state == .archived, let before = archivedState else { throw Conflict("deal_not_archived") }
    var restored = self
    (restored.archivedState, restored.state, restored.archivedAt) = (nil, before, nil)
    (restored.archivedReason, restored.archiverID) = (nil, nil)
    if before == .open { restored.closedAt = nil }
    return restored
  }
}
