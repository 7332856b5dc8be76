import Store

extension Migration {
  /// When a deal was first answered and last worked, and when it will have stood still for too long.
  package static let deals007 = Migration(
    "deals-007",
    [
      "ALTER TABLE pipeline ADD COLUMN reaction_minutes BIGINT",
      "UPDATE pipeline SET reaction_minutes = 15 WHERE kind IN ('sales', 'leads')",
      "ALTER TABLE deal ADD COLUMN touched_at instant",
      "ALTER TABLE deal ADD COLUMN last_activity_at instant",
      "ALTER TABLE deal ADD COLUMN stalls_at instant",
      "ALTER TABLE deal ADD COLUMN stall_told_at instant",
      "ALTER TABLE deal ADD COLUMN reaction_due_at instant",
      "ALTER TABLE deal ADD COLUMN reaction_told_at instant",
      "ALTER TABLE deal ADD COLUMN reaction_seconds BIGINT",
      "ALTER TABLE deal ADD COLUMN reaction_person_id BIGINT REFERENCES person (id)",
      // Whatever has left the stage where deals begin was answered at the latest then.
      """
      UPDATE deal SET touched_at = coalesce(
        (SELECT min(stage_move.at) FROM stage_move
          WHERE stage_move.deal_id = deal.id AND stage_move.from_stage_id IS NOT NULL),
        (SELECT deal.created_at FROM stage WHERE stage.id = deal.stage_id AND stage.kind <> 'new'))
      """,
      """
      UPDATE deal
      SET stalls_at = stage_entered_at
        + (SELECT stage.max_days FROM stage WHERE stage.id = deal.stage_id) * 86400000
      WHERE closed_at IS NULL
      """,
      "CREATE INDEX deal_stalls ON deal (stalls_at, id) WHERE state = 'open'",
      "CREATE INDEX deal_stalls_untold ON deal (stalls_at, id) WHERE state = 'open' AND stall_told_at IS NULL",
      "CREATE INDEX deal_waiting ON deal (reaction_due_at, id) WHERE state = 'open' AND touched_at IS NULL",
      """
      CREATE INDEX deal_reaction ON deal (touched_at, reaction_person_id, source_id, reaction_seconds)
      WHERE reaction_seconds IS NOT NULL
      """,
      // Looks after what runs out; each run queues the next.
      "INSERT INTO job (kind, arguments, run_at, created_at) VALUES ('deals.watch', '{}', 0, 0)",
    ])
}
