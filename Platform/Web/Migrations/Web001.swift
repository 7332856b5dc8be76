import Store

extension Migration {
  /// Sessions and the tokens of programs.
  package static let web001 = Migration(
    "web-001",
    [
      """
      CREATE TABLE session (
        id \(.identity),
        hash TEXT NOT NULL UNIQUE,
        person_id BIGINT NOT NULL REFERENCES person (id),
        csrf TEXT NOT NULL,
        created_at instant NOT NULL,
        seen_at instant NOT NULL,
        address TEXT NOT NULL,
        browser TEXT NOT NULL,
        ended_at instant
      )
      """,
      "CREATE INDEX session_person ON session (person_id, seen_at) WHERE ended_at IS NULL",
      """
      CREATE TABLE api_token (
        id \(.identity),
        hash TEXT NOT NULL UNIQUE,
        person_id BIGINT NOT NULL REFERENCES person (id),
        name TEXT NOT NULL,
        created_at instant NOT NULL,
        used_at instant,
        ended_at instant
      )
      """,
      "CREATE INDEX api_token_person ON api_token (person_id) WHERE ended_at IS NULL",
    ])
}
