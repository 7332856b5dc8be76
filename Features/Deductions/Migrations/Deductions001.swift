import Store

extension Migration {
  /// Deductions from the bonus: every step is added, none is taken away.
  package static let deductions001 = Migration(
    "deductions-001",
    [
      """
      CREATE TABLE deduction (
        id \(.identity),
        person_id BIGINT NOT NULL REFERENCES person (id),
        refusal_id BIGINT NOT NULL UNIQUE REFERENCES refusal (id),
        amount BIGINT NOT NULL,
        currency TEXT NOT NULL,
        derivation json_record NOT NULL,
        state TEXT NOT NULL,
        proposed_at instant NOT NULL,
        approver_id BIGINT REFERENCES person (id),
        approved_at instant,
        appeal TEXT,
        appealed_at instant,
        decider_id BIGINT REFERENCES person (id),
        decided_at instant,
        note TEXT,
        version BIGINT NOT NULL
      )
      """,
      "CREATE INDEX deduction_person ON deduction (person_id, id)",
    ])
}
