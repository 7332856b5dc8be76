import Store

extension Migration {
  /// Each branch ends its own days: 0 is the company.
  package static let discipline004 = Migration(
    "discipline-004",
    [
      """
      CREATE TABLE branch_step (
        branch BIGINT NOT NULL,
        day day NOT NULL,
        step TEXT NOT NULL,
        at instant NOT NULL,
        PRIMARY KEY (branch, day, step)
      )
      """,
      "INSERT INTO branch_step (branch, day, step, at) SELECT 0, day, step, at FROM day_step",
      "CREATE INDEX branch_step_day ON branch_step (step, day)",
      "DROP TABLE day_step",
    ])
}
