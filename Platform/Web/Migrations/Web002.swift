import Store

extension Migration {
  /// The columns and the density that each person chose for each table.
  package static let web002 = Migration(
    "web-002",
    [
      """
      CREATE TABLE table_choice (
        person_id BIGINT NOT NULL REFERENCES person (id),
        name TEXT NOT NULL,
        columns TEXT NOT NULL,
        is_dense BOOLEAN NOT NULL,
        PRIMARY KEY (person_id, name)
      )
      """
    ])
}
