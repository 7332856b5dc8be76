import Store

extension Migration {
  /// Segments of clients, and which client belongs to which.
  package static let clients005 = Migration(
    "clients-005",
    [
      """
      CREATE TABLE segment (
        id \(.identity),
        name TEXT NOT NULL,
        silence_days BIGINT,
        position BIGINT NOT NULL,
        archived_at instant,
        version BIGINT NOT NULL
      )
      """,
      "ALTER TABLE company ADD COLUMN segment_id BIGINT REFERENCES segment (id)",
      "CREATE INDEX company_segment ON company (segment_id, folded, id)",
    ])
}
