import Store

extension Migration {
  /// What is to be done and was done: open while `closed_at` is empty, done where `done_at` stands, called
  /// off where only `closed_at` does.
  package static let activities001 = Migration(
    "activities-001",
    [
      """
      CREATE TABLE activity (
        id \(.identity),
        kind TEXT NOT NULL,
        title TEXT NOT NULL,
        text TEXT NOT NULL,
        deal_id BIGINT REFERENCES deal (id),
        company_id BIGINT REFERENCES company (id),
        contact_id BIGINT REFERENCES contact (id),
        owner_id BIGINT NOT NULL REFERENCES person (id),
        due_at instant NOT NULL,
        due_on day,
        remind_at instant,
        repeat_every BIGINT,
        repeat_unit TEXT,
        repeat_from day,
        result TEXT NOT NULL,
        done_at instant,
        closed_at instant,
        created_at instant NOT NULL,
        version BIGINT NOT NULL
      )
      """,
      "CREATE INDEX activity_deal ON activity (deal_id, due_at, id) WHERE closed_at IS NULL",
      "CREATE INDEX activity_company ON activity (company_id, due_at, id) WHERE closed_at IS NULL",
      """
      CREATE INDEX activity_contact ON activity (contact_id, due_at, id)
      WHERE closed_at IS NULL AND contact_id IS NOT NULL
      """,
      "CREATE INDEX activity_owner ON activity (owner_id, due_at, id) WHERE closed_at IS NULL",
      "CREATE INDEX activity_due ON activity (due_at, id)",
      "CREATE INDEX activity_deal_done ON activity (deal_id, done_at, id) WHERE done_at IS NOT NULL",
      "CREATE INDEX activity_company_done ON activity (company_id, done_at, id) WHERE done_at IS NOT NULL",
      "CREATE INDEX activity_owner_done ON activity (owner_id, done_at, id) WHERE done_at IS NOT NULL",
    ])
}
