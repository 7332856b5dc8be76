import Kernel
import Store

/// Answering and working a deal. Three instants say how it is cared for: `touchedAt`, when somebody
/// first did something for it; `lastActivityAt`, when something for it was last finished; `stallsAt`,
/// when it will have stood still for longer than its stage allows.
extension Deal {
  /// Since when it stands still: its last forward move, or what was finished since.
  package var stillSince: Instant { max(stageEnteredAt, lastActivityAt ?? stageEnteredAt) }

  /// R46: whether it has stood still for longer than its stage allows. Under check it does not.
  package func isStalled(at now: Instant) -> Bool { state == .open && stallsAt.map { $0 <= now } ?? false }

  /// R47: whether an inquiry waits for its first answer.
  package var isWaiting: Bool { state == .open && touchedAt == nil && reactionDueAt != nil }

  /// When it will have stood still for too long in `stage`; nil where that is allowed.
  func stalls(in stage: Stage) -> Instant? {
    stage.maxDays.map { stillSince.adding(seconds: Int64($0) * 86_400) }
  }

  /// The deal after its first answer; what was answered already stays as it is.
  func answered(at: Instant, in installation: Installation) -> Deal {
    guard touchedAt == nil else { return self }
    var answered = self
    answered.touchedAt = at
    guard reactionDueAt != nil else { return answered }
    answered.reactionSeconds = installation.branch(of: ownerID).workingSeconds(from: createdAt, to: at)
    answered.reactionPersonID = ownerID
    return answered
  }

  /// The deal after something for it was finished in `stage`.
  func worked(at: Instant, in stage: Stage, of installation: Installation) -> Deal {
    var worked = answered(at: at, in: installation)
    worked.lastActivityAt = max(at, lastActivityAt ?? at)
    worked.stallsAt = worked.stalls(in: stage)
    return worked
  }
}

extension Deal {
  fileprivate var care: JSON {
    [
      "touched_at": JSON(touchedAt?.milliseconds), "last_activity_at": JSON(lastActivityAt?.milliseconds),
      "stalls_at": JSON(stallsAt?.milliseconds), "reaction_seconds": JSON(reactionSeconds),
      "reaction_person_id": JSON(reactionPersonID),
    ]
  }

  fileprivate func cared(as json: JSON) -> Deal {
    func instant(_ name: String) -> Instant? { json[name]?.integer.map { Instant(milliseconds: $0) } }
    var deal = self
    (deal.touchedAt, deal.lastActivityAt) = (instant("touched_at"), instant("last_activity_at"))
    (deal.stallsAt, deal.reactionSeconds) = (instant("stalls_at"), json["reaction_seconds"]?.integer)
    deal.reactionPersonID = json["reaction_person_id"]?.integer.map { ID($0) }
    return deal
  }
}

extension Deals {
  /// Something for the deal's client was finished: an activity, a call, a message that went out. It
  /// ends the wait for a first answer and the standstill. Whoever may finish the thing may do this;
  /// a closed deal stays as it is.
  /// - Parameter at: when it was finished, where that is not now.
  package func touch(_ id: ID<Deal>, at: Instant? = nil) throws {
    guard let deal = try anybodys(id), deal.closedAt == nil else { return }
    let stage = try work.pipelines.of(stage: deal.stageID).stage
    let at = max(deal.createdAt, min(at ?? work.now, work.now))
    try keep(deal.worked(at: at, in: stage, of: work.installation), over: deal)
  }

  /// Somebody of its people wrote what he did for the client. That answers an inquiry, but moves nothing on:
  /// a standstill is not ended by words.
  func answer(_ deal: Deal) throws {
    guard deal.closedAt == nil, !work.actor.isQuiet, let me = work.actor.id, deal.people.contains(me) else { return }
    try keep(deal.answered(at: work.now, in: work.installation), over: deal)
  }

  /// How the deal is cared for, as a deed keeps it that may be taken back.
  package func care(of id: ID<Deal>) throws -> JSON? { try anybodys(id)?.care }

  /// What touched the deal was taken back: it waits and stands still as before, unless somebody worked it since.
  package func takeBackCare(of id: ID<Deal>, to before: JSON, from after: JSON) throws {
    // What was read has its fields in another order.
    guard let deal = try anybodys(id), deal.closedAt == nil, try JSON(parsing: deal.care.text) == after else { return }
    try keep(deal.cared(as: before), over: deal)
  }

  // Past the actor's reach: who finishes something need not be one of the deal's people.
  private func anybodys(_ id: ID<Deal>) throws -> Deal? {
    try work.first("SELECT deal.* FROM \(Deal.table) AS deal WHERE deal.id = \(id)") { try Deal(row: $0) }
  }

  /// Not a change of what the deal says: its version stays, so that nobody's open form grows stale.
  private func keep(_ deal: Deal, over before: Deal) throws {
    guard deal != before else { return }
    // A new standstill is told of again.
    let told: SQL = deal.stillSince > before.stillSince ? ", stall_told_at = NULL" : ""
    try work.execute(
      """
      UPDATE deal SET touched_at = \(deal.touchedAt), last_activity_at = \(deal.lastActivityAt),
        stalls_at = \(deal.stallsAt), reaction_seconds = \(deal.reactionSeconds),
        reaction_person_id = \(deal.reactionPersonID)\(told)
      WHERE id = \(deal.id)
      """)
    if !work.actor.isQuiet { try work.announce(deal.subject, audience: deal.people) }
  }
}
