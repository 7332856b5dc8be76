import Store

extension Migration {
  /// Calls with clients: written once, never changed, never deleted.
  package static let calls001 = Migration(
    "calls-001",
    [
      """
      CREATE TABLE phone_call (
        id \(.identity),
        deal_id BIGINT REFERENCES deal (id),
        company_id BIGINT NOT NULL REFERENCES company (id),
        direction TEXT NOT NULL,
        phone TEXT NOT NULL,
        at instant NOT NULL,
        seconds BIGINT,
        person_id BIGINT REFERENCES person (id),
        author_id BIGINT REFERENCES person (id),
        file_id BIGINT,
        note TEXT NOT NULL,
        created_at instant NOT NULL
      )
      """,
      "CREATE INDEX phone_call_deal ON phone_call (deal_id, id)",
      "CREATE INDEX phone_call_company ON phone_call (company_id, at, id)",
    ])
}
