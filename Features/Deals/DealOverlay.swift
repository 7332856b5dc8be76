import Clients
import Kernel
import Store

/// The overlay of a refusal under check (D1) and the few ways in which a deal is lost. Whoever calls
/// these records why: the checking of refusals, and the import for what was lost elsewhere.
extension Deals {
  /// Puts the overlay on: the deal leaves the columns and the worklists, its stage stays (R49).
  /// - Throws: `NotFound`, `Forbidden`, `Conflict("deal_closed")`, `Conflict("deal_refused")`.
  package func refuse(_ id: ID<Deal>, for reason: ID<Reason>, until due: Instant) throws -> Deal {
    let deal = try find(id, to: .change)
    return try save(try deal.refused(for: reason, until: due), over: deal)
  }

  /// The deal of a refusal. Past the actor's reach: who checks a refusal is shown what it is about,
  /// also where he sees no other deal.
  package func ofRefusal(_ id: ID<Deal>) throws -> Deal {
    let found = try work.first("SELECT * FROM \(Deal.table) AS deal WHERE id = \(id)") { try Deal(row: $0) }
    guard let found else { throw NotFound(Deal.kind) }
    return found
  }

  /// Takes the overlay off: the deal goes on where it stood, with other people where `people` says so.
  /// - Throws: `Conflict("not_refused")`, a `Refusal` naming the slot.
  package func resume(_ deal: Deal, with people: DealPeople = DealPeople()) throws -> Deal {
    let resumed = try deal.resumed().given(to: people, in: work.installation)
    let saved = try save(resumed, over: deal)
    if saved.people != deal.people { try work.record(DealAssigned(before: deal, deal: saved)) }
    return saved
  }

  /// Closes the deal as lost, for the reason that was found. The one way there is for a deal that lived
  /// here (R56).
  package func lose(_ deal: Deal, for reason: ID<Reason>) throws -> Deal {
    let (pipeline, current) = try place(deal.stageID)
    guard let stage = pipeline.lost else { throw Conflict("no_lost_stage", ["pipeline": pipeline.name]) }
    let lost = try deal.lost(in: stage, from: current, for: reason, at: work.now)
    return try finish(lost, over: deal, from: current, to: stage, at: work.now)
  }

  /// Ends a deal that was made in this unit of work as it had ended before it came to us: what was lost
  /// elsewhere, an import may tell.
  package func end(_ deal: Deal, in stageID: ID<Stage>, at: Instant) throws -> Deal {
    let (_, target) = try place(stageID)
    guard target.kind == .lost else { return try move(deal, to: stageID, at: at) }
    let isNew = work.happened(DealCreated.kind, to: deal.subject)
    guard isNew, deal.version == 1, deal.state == .open else { throw Forbidden("may_not_close") }
    let (_, current) = try place(deal.stageID)
    let lost = try deal.placed(in: target, from: current, at: at)
    return try finish(lost, over: deal, from: current, to: target, at: at)
  }
}

extension Deal {
  /// - Throws: `Conflict("deal_closed")`, `Conflict("deal_refused")`.
  func refused(for reason: ID<Reason>, until due: Instant) throws -> Deal {
    try requireOpen()
    var refused = self
    (refused.state, refused.reasonID, refused.checkDueAt) = (.refused, reason, due)
    return refused
  }

  /// - Throws: `Conflict("not_refused")`.
  func resumed() throws -> Deal {
    guard state == .refused else { throw Conflict("not_refused") }
    var resumed = self
    (resumed.state, resumed.reasonID, resumed.checkDueAt) = (.open, nil, nil)
    return resumed
  }

  /// - Throws: `Conflict("deal_closed")`.
  func lost(in stage: Stage, from current: Stage, for reason: ID<Reason>, at now: Instant) throws -> Deal {
    guard closedAt == nil else { throw Conflict("deal_closed") }
    var lost = try placed(in: stage, from: current, at: now)
    (lost.reasonID, lost.checkDueAt) = (reason, nil)
    return lost
  }
}
