import Clients
import Kernel
import Store

/// How a deal is written: its row, who takes part, what is kept of it.
extension Deals {
  /// Saves the deal with its totals and those who take part; throws `Conflict` where it changed meanwhile.
  @discardableResult
  func save(_ deal: Deal, over before: Deal) throws -> Deal {
    let progress: SQL =
      deal.stageID == before.stageID
      ? ""
      : """
      , touched_at = \(deal.touchedAt), stalls_at = \(deal.stallsAt), stall_told_at = NULL,
      reaction_seconds = \(deal.reactionSeconds), reaction_person_id = \(deal.reactionPersonID)
      """
    let changed = try work.execute(
      """
      UPDATE deal SET title = \(deal.title), folded = \(deal.title.folded), stage_id = \(deal.stageID),
        state = \(deal.state), amount = \(deal.amount), currency = \(deal.currency), owner_id = \(deal.ownerID),
        manager_id = \(deal.managerID), consultant_id = \(deal.consultantID), source_id = \(deal.sourceID),
        origin = \(deal.origin), fields = \(deal.fields.text), stage_entered_at = \(deal.stageEnteredAt),
        closed_at = \(deal.closedAt), reason_id = \(deal.reasonID), check_due_at = \(deal.checkDueAt),
        expected_close_on = \(deal.expectedCloseOn), archived_at = \(deal.archivedAt),
        archived_state = \(deal.archivedState), archived_reason = \(deal.archivedReason),
        archiver_id = \(deal.archiverID), version = version + 1\(progress)
      WHERE id = \(deal.id) AND version = \(before.version)
      """)
    guard changed == 1 else { throw Conflict("stale", ["name": "", "at": "", "stage": ""]) }
    if deal.stageID != before.stageID || deal.amount != before.amount || deal.currency != before.currency
      || deal.people != before.people || deal.state != before.state
    {
      let totals = totals ?? DealTotals(work: work)
      try totals.leave(before)
      try totals.enter(deal)
    }
    if deal.people != before.people {
      try work.execute("DELETE FROM deal_participant WHERE deal_id = \(deal.id)")
      try saveParticipants(of: deal)
    } else if deal.stageID != before.stageID || deal.closedAt != before.closedAt {
      try work.execute(
        """
        UPDATE deal_participant SET open = \(deal.closedAt == nil), stage_id = \(deal.stageID),
          stage_entered_at = \(deal.stageEnteredAt)
        WHERE deal_id = \(deal.id)
        """)
    }
    var saved = deal
    saved.version = before.version + 1
    return saved
  }

  /// Writes down who takes part, with what their boards ask.
  func saveParticipants(of deal: Deal) throws {
    for person in deal.people {
      try work.insert(
        into: "deal_participant", ["person_id", "deal_id", "open", "stage_id", "stage_entered_at"],
        [
          person.stored, deal.id.stored, (deal.closedAt == nil).stored, deal.stageID.stored,
          deal.stageEnteredAt.stored,
        ])
    }
  }

  /// Writes down how long it stood where it was.
  func logMove(_ deal: Deal, from: Stage?, to: Stage, at: Instant, seconds: Int64) throws {
    try work.insert(
      into: "stage_move", ["deal_id", "from_stage_id", "to_stage_id", "person_id", "at", "seconds"],
      [deal.id.stored, (from?.id).stored, to.id.stored, work.actor.id.stored, at.stored, seconds.stored])
  }
}
