import Store

extension Migration {
  /// Files under records. The content lies in the storage, under `key`.
  package static let files001 = Migration(
    "files-001",
    [
      """
      CREATE TABLE file (
        id \(.identity),
        subject_kind TEXT NOT NULL,
        subject_id BIGINT NOT NULL,
        comment_id BIGINT,
        name TEXT NOT NULL,
        type TEXT NOT NULL,
        size BIGINT NOT NULL,
        hash TEXT NOT NULL,
        key TEXT NOT NULL UNIQUE,
        author_id BIGINT REFERENCES person (id),
        at instant NOT NULL,
        removed_at instant
      )
      """,
      "CREATE INDEX file_subject ON file (subject_kind, subject_id, id) WHERE removed_at IS NULL",
      "CREATE INDEX file_comment ON file (comment_id, id) WHERE comment_id IS NOT NULL AND removed_at IS NULL",
    ])
}
