import Store

extension Migration {
  /// What each person's day left over when it ended; which steps a day has seen; how many clients each
  /// person has; the job that watches the clock.
  package static let discipline001 = Migration(
    "discipline-001",
    [
      """
      CREATE TABLE day_step (
        day day NOT NULL,
        step TEXT NOT NULL,
        at instant NOT NULL,
        PRIMARY KEY (day, step)
      )
      """,
      """
      CREATE TABLE day_picture (
        day day NOT NULL,
        person_id BIGINT NOT NULL REFERENCES person (id),
        taken_at instant NOT NULL,
        untouched BIGINT NOT NULL,
        unplanned BIGINT NOT NULL,
        overdue BIGINT NOT NULL,
        refused BIGINT NOT NULL,
        stalled BIGINT NOT NULL,
        open_deals BIGINT NOT NULL,
        clients BIGINT NOT NULL,
        deals json_record NOT NULL,
        PRIMARY KEY (day, person_id)
      )
      """,
      "CREATE INDEX day_picture_person ON day_picture (person_id, day)",
      """
      CREATE TABLE person_load (
        person_id BIGINT NOT NULL PRIMARY KEY REFERENCES person (id),
        clients BIGINT NOT NULL,
        counted_at instant NOT NULL
      )
      """,
      "INSERT INTO job (kind, arguments, run_at, created_at) VALUES ('day_watch', '{}', 0, 0)",
    ])
}
