import Store

extension Migration {
  /// What was spent on advertising, by source, campaign and month.
  package static let advertising001 = Migration(
    "advertising-001",
    [
      """
      CREATE TABLE spend (
        id \(.identity),
        source_id BIGINT NOT NULL REFERENCES source (id),
        campaign TEXT NOT NULL,
        month day NOT NULL,
        amount BIGINT NOT NULL,
        currency TEXT NOT NULL,
        author_id BIGINT REFERENCES person (id),
        at instant NOT NULL,
        UNIQUE (month, source_id, campaign)
      )
      """,
      // The inquiries of a source in a month.
      "CREATE INDEX deal_inquiry ON deal (source_id, created_at)",
    ])
}
