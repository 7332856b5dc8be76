import Store

extension Migration {
  /// The index of words, and what everybody opened last. A database that is in use already is
  /// indexed by a job.
  package static let search001 = Migration(
    "search-001",
    [
      // Every word that some record has.
      """
      CREATE TABLE search_word (
        word TEXT \(.bytewise) NOT NULL PRIMARY KEY
      ) \(.keyed)
      """,
      // Which record has the word: `word` is the number that is made of it.
      """
      CREATE TABLE search_posting (
        word BIGINT NOT NULL,
        ref BIGINT NOT NULL,
        PRIMARY KEY (word, ref)
      ) \(.keyed)
      """,
      // All words of the record, each between spaces.
      """
      CREATE TABLE search_record (
        ref BIGINT NOT NULL PRIMARY KEY,
        text TEXT NOT NULL
      )
      """,
      """
      CREATE TABLE search_visit (
        person_id BIGINT NOT NULL REFERENCES person (id),
        ref BIGINT NOT NULL,
        at instant NOT NULL,
        PRIMARY KEY (person_id, ref)
      )
      """,
      "CREATE INDEX search_visit_at ON search_visit (person_id, at)",
      """
      INSERT INTO job (kind, arguments, run_at, created_at)
      SELECT 'search_fill', '{}', 0, 0 WHERE EXISTS (SELECT 1 FROM event)
      """,
    ])
}
