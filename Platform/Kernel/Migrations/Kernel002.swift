import Store

extension Migration {
  /// Days that are not as their weekday says, and the short index of what was set up.
  package static let kernel002 = Migration(
    "kernel-002",
    [
      """
      CREATE TABLE holiday (
        day day NOT NULL PRIMARY KEY,
        name TEXT NOT NULL,
        working BOOLEAN NOT NULL
      )
      """,
      """
      CREATE INDEX event_setting ON event (id)
      WHERE subject_kind IN ('person', 'department', 'right', 'setting', 'pipeline', 'source', 'reason')
      """,
    ])
}
