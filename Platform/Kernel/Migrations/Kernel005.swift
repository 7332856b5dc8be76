import Store

extension Migration {
  /// Days are set apart by each branch: 0 is the company.
  package static let kernel005 = Migration(
    "kernel-005",
    [
      """
      CREATE TABLE branch_holiday (
        branch BIGINT NOT NULL,
        day day NOT NULL,
        name TEXT NOT NULL,
        working BOOLEAN NOT NULL,
        PRIMARY KEY (branch, day)
      )
      """,
      "INSERT INTO branch_holiday (branch, day, name, working) SELECT 0, day, name, working FROM holiday",
      "DROP TABLE holiday",
    ])
}
