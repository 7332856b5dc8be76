import Store

extension Migration {
  /// Who is away from when to when, and who stands in for him.
  package static let kernel003 = Migration(
    "kernel-003",
    [
      """
      CREATE TABLE absence (
        id \(.identity),
        person_id BIGINT NOT NULL REFERENCES person (id),
        first_day day NOT NULL,
        last_day day NOT NULL,
        heirs TEXT NOT NULL,
        state TEXT NOT NULL,
        handover_id BIGINT,
        created_by BIGINT,
        created_at instant NOT NULL,
        version BIGINT NOT NULL
      )
      """,
      "CREATE INDEX absence_open ON absence (state, first_day) WHERE state IN ('planned', 'away')",
      "CREATE INDEX absence_person ON absence (person_id, first_day)",
    ])
}
