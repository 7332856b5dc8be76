import Store

extension Migration {
  /// Which two clients, or people, turned out to be one, with all that is needed to part them again.
  package static let clients007 = Migration(
    "clients-007",
    [
      """
      CREATE TABLE client_merge (
        id \(.identity),
        kind TEXT NOT NULL,
        gone_id BIGINT NOT NULL,
        gone_name TEXT NOT NULL,
        stays_id BIGINT NOT NULL,
        person_id BIGINT REFERENCES person (id),
        at instant NOT NULL,
        memory json_record NOT NULL,
        parted_at instant
      )
      """,
      "CREATE INDEX client_merge_gone ON client_merge (kind, gone_id, id)",
      "CREATE INDEX client_merge_stays ON client_merge (kind, stays_id, id)",
      // The list of clients by when there was contact last, within all and within one person's.
      "CREATE INDEX company_touched ON company (coalesce(last_touch_at, 0), id)",
      "CREATE INDEX company_next ON company (next_activity_at, id)",
    ])
}
