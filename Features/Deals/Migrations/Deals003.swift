import Store

extension Migration {
  /// The orders of the lists of deals: of all, of the open ones, of the closed ones.
  package static let deals003 = Migration(
    "deals-003",
    [
      "CREATE INDEX deal_amount ON deal (coalesce(amount, -1), id)",
      "CREATE INDEX deal_entered ON deal (stage_entered_at, id)",
      "CREATE INDEX deal_closed ON deal (closed_at, id) WHERE closed_at IS NOT NULL",
      "CREATE INDEX deal_open_number ON deal (id) WHERE closed_at IS NULL",
      "CREATE INDEX deal_open_created ON deal (created_at, id) WHERE closed_at IS NULL",
      "CREATE INDEX deal_open_amount ON deal (coalesce(amount, -1), id) WHERE closed_at IS NULL",
      "CREATE INDEX deal_open_entered ON deal (stage_entered_at, id) WHERE closed_at IS NULL",
      """
      CREATE INDEX deal_open_expected ON deal (coalesce(expected_close_on, '9999-12-31'), id)
      WHERE closed_at IS NULL
      """,
      "CREATE INDEX deal_open_title ON deal (folded, id) WHERE closed_at IS NULL",
    ])
}
