import Store

extension Migration {
  /// What is to be done next in a deal, beside when; open deals without an activity, and by when the next
  /// one is due.
  package static let deals005 = Migration(
    "deals-005",
    [
      "ALTER TABLE deal ADD COLUMN next_activity_kind TEXT",
      "ALTER TABLE deal ADD COLUMN next_activity_all_day BOOLEAN NOT NULL DEFAULT FALSE",
      """
      CREATE INDEX deal_without_activity ON deal (owner_id, id)
      WHERE closed_at IS NULL AND state = 'open' AND next_activity_at IS NULL
      """,
      """
      CREATE INDEX deal_owner_next ON deal (owner_id, next_activity_at, id)
      WHERE closed_at IS NULL AND state = 'open'
      """,
      "CREATE INDEX deal_open_next ON deal (next_activity_at, id) WHERE closed_at IS NULL",
    ])
}
