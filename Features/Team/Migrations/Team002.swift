import Store

extension Migration {
  /// Invitations by link: only the hash of the link's secret is kept.
  package static let team002 = Migration(
    "team-002",
    [
      """
      CREATE TABLE invite (
        id \(.identity),
        hash TEXT NOT NULL UNIQUE,
        note TEXT NOT NULL,
        job TEXT NOT NULL,
        department_id BIGINT REFERENCES department (id),
        language TEXT,
        created_by BIGINT,
        created_at instant NOT NULL,
        expires_at instant NOT NULL,
        used_at instant,
        ended_at instant,
        person_id BIGINT REFERENCES person (id)
      )
      """,
      "CREATE INDEX invite_open ON invite (expires_at, id) WHERE used_at IS NULL AND ended_at IS NULL",
    ])
}
