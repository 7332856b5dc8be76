import Kernel
import Store

extension Migration {
  /// The outbox: each letter with what became of it.
  package static let post001 = Migration(
    "post-001",
    [
      """
      CREATE TABLE letter (
        id \(.identity),
        kind TEXT NOT NULL,
        person_id BIGINT NOT NULL REFERENCES person (id),
        name TEXT NOT NULL,
        address TEXT NOT NULL,
        subject TEXT NOT NULL,
        text TEXT NOT NULL,
        html TEXT NOT NULL,
        leaving TEXT,
        token TEXT NOT NULL,
        state TEXT NOT NULL,
        attempts BIGINT NOT NULL DEFAULT 0,
        error TEXT,
        created_at instant NOT NULL,
        tried_at instant
      )
      """,
      "CREATE INDEX letter_stranded ON letter (id) WHERE state IN ('failed', 'unknown')",
      "CREATE INDEX letter_created ON letter (created_at)",
    ])
}
