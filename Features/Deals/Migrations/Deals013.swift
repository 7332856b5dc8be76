import Store

extension Migration {
  /// How a person's work stands, found by index whatever else he owns: his inquiries nobody reacted to, how quickly
  /// he answered lately, and all his deals by age.
  package static let deals013 = Migration(
    "deals-013",
    [
      "DROP INDEX deal_untouched",
      """
      CREATE INDEX deal_untouched ON deal (owner_id, stage_id, created_at, id)
      WHERE closed_at IS NULL AND state = 'open' AND touched_at IS NULL
      """,
      """
      CREATE INDEX deal_reaction_person ON deal (reaction_person_id, touched_at, reaction_seconds)
      WHERE reaction_seconds IS NOT NULL
      """,
      // Of one seller, the newest first: what lists are narrowed to most often.
      "CREATE INDEX deal_owner_created ON deal (owner_id, created_at, id)",
    ])
}
