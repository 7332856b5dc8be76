import Store

extension Migration {
  /// What stands in a stage is kept by person too: crews are many (12,000 rows for 50,000 open deals),
  /// people are few, and a board asks of everybody's deals or of one person's.
  package static let deals010 = Migration(
    "deals-010",
    [
      """
      CREATE TABLE deal_share (
        stage_id BIGINT NOT NULL,
        owned BOOLEAN NOT NULL,
        person_id BIGINT NOT NULL,
        currency TEXT NOT NULL,
        deals BIGINT NOT NULL,
        amount BIGINT NOT NULL,
        PRIMARY KEY (stage_id, owned, person_id, currency)
      ) \(.keyed)
      """,
      Deals.sharing,
    ])
}
