import Store

extension Migration {
  /// What a person's deals lack: without an activity, overdue, under check. Each index holds open deals only.
  package static let deals008 = Migration(
    "deals-008",
    [
      """
      CREATE INDEX deal_next ON deal (owner_id, next_activity_at, id)
      WHERE closed_at IS NULL AND state = 'open'
      """,
      "CREATE INDEX deal_refused ON deal (owner_id, id) WHERE closed_at IS NULL AND state = 'refused'",
    ])
}
