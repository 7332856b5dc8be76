import Store

extension Migration {
  /// What people write under a record.
  package static let timeline001 = Migration(
    "timeline-001",
    [
      """
      CREATE TABLE comment (
        id \(.identity),
        subject_kind TEXT NOT NULL,
        subject_id BIGINT NOT NULL,
        author_id BIGINT REFERENCES person (id),
        text TEXT NOT NULL,
        at instant NOT NULL
      )
      """,
      "CREATE INDEX comment_subject ON comment (subject_kind, subject_id, id)",
    ])
}
