import Store

extension Migration {
  /// Tries to sign in, and which reading of a department is the newest.
  package static let team001 = Migration(
    "team-001",
    [
      """
      CREATE TABLE sign_in_attempt (
        id \(.identity),
        email TEXT NOT NULL,
        address TEXT NOT NULL,
        at instant NOT NULL
      )
      """,
      "CREATE INDEX sign_in_attempt_email ON sign_in_attempt (email, at)",
      "CREATE INDEX sign_in_attempt_address ON sign_in_attempt (address, at)",
      "CREATE INDEX sign_in_attempt_at ON sign_in_attempt (at)",
      "ALTER TABLE department ADD COLUMN version BIGINT NOT NULL DEFAULT 1",
      "CREATE INDEX department_parent ON department (parent_id)",
    ])
}
