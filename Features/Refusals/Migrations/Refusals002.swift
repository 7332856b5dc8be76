import Store

extension Migration {
  /// What was heard at which moment of a recording: added to, never deleted.
  package static let refusals002 = Migration(
    "refusals-002",
    [
      """
      CREATE TABLE refusal_mark (
        id \(.identity),
        refusal_id BIGINT NOT NULL REFERENCES refusal (id),
        call_id BIGINT NOT NULL REFERENCES phone_call (id),
        person_id BIGINT REFERENCES person (id),
        seconds BIGINT NOT NULL,
        note TEXT NOT NULL,
        at instant NOT NULL
      )
      """,
      "CREATE INDEX refusal_mark_refusal ON refusal_mark (refusal_id, id)",
    ])
}
