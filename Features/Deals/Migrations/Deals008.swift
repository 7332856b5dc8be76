import Store

extension Migration {
  /// What a person's deals lack: inquiries without an answer, deals that stand still, refusals under
  /// check. Each index holds open deals only.
  package static let deals008 = Migration(
    "deals-008",
    [
      """
      CREATE INDEX deal_untouched ON deal (owner_id, created_at, id)
      WHERE closed_at IS NULL AND state = 'open' AND touched_at IS NULL
      """,
      """
      CREATE INDEX deal_owner_stalls ON deal (owner_id, stalls_at, id)
      WHERE closed_at IS NULL AND state = 'open'
      """,
      "CREATE INDEX deal_owner_refused ON deal (owner_id, id) WHERE closed_at IS NULL AND state = 'refused'",
    ])
}
