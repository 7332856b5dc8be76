import Store

extension Migration {
  /// Conditional refusals and what came of checking them: added to, never deleted.
  package static let refusals001 = Migration(
    "refusals-001",
    [
      """
      CREATE TABLE refusal (
        id \(.identity),
        deal_id BIGINT NOT NULL REFERENCES deal (id),
        author_id BIGINT NOT NULL REFERENCES person (id),
        owner_id BIGINT NOT NULL REFERENCES person (id),
        manager_id BIGINT REFERENCES person (id),
        consultant_id BIGINT REFERENCES person (id),
        reason_id BIGINT NOT NULL REFERENCES reason (id),
        justification TEXT NOT NULL,
        snapshot json_record NOT NULL,
        state TEXT NOT NULL,
        stated_at instant NOT NULL,
        due_at instant NOT NULL,
        listener_id BIGINT REFERENCES person (id),
        listened_at instant,
        voiced BOOLEAN,
        heard_reason_id BIGINT REFERENCES reason (id),
        listening_note TEXT,
        attempts BIGINT NOT NULL,
        next_call_at instant,
        confirmed BOOLEAN,
        accepted BOOLEAN NOT NULL,
        verified_reason_id BIGINT REFERENCES reason (id),
        resolver_id BIGINT REFERENCES person (id),
        resolved_at instant,
        resolution_note TEXT,
        new_owner_id BIGINT REFERENCES person (id),
        successor_id BIGINT REFERENCES deal (id),
        version BIGINT NOT NULL
      )
      """,
      "CREATE INDEX refusal_queue ON refusal (due_at, id) WHERE resolved_at IS NULL",
      "CREATE INDEX refusal_resolved ON refusal (resolved_at, id) WHERE resolved_at IS NOT NULL",
      "CREATE INDEX refusal_deal ON refusal (deal_id, id)",
      "CREATE INDEX refusal_author ON refusal (author_id, id)",
      // One case of a deal at a time.
      "CREATE UNIQUE INDEX refusal_open ON refusal (deal_id) WHERE resolved_at IS NULL",
      """
      CREATE TABLE refusal_hearing (
        refusal_id BIGINT NOT NULL REFERENCES refusal (id),
        call_id BIGINT NOT NULL REFERENCES phone_call (id),
        person_id BIGINT REFERENCES person (id),
        at instant NOT NULL,
        skipped TEXT,
        PRIMARY KEY (refusal_id, call_id)
      )
      """,
      """
      CREATE TABLE refusal_callback (
        id \(.identity),
        refusal_id BIGINT NOT NULL REFERENCES refusal (id),
        person_id BIGINT REFERENCES person (id),
        at instant NOT NULL,
        reached BOOLEAN NOT NULL,
        confirmed BOOLEAN,
        actual_reason_id BIGINT REFERENCES reason (id),
        offer TEXT NOT NULL,
        accepted BOOLEAN NOT NULL,
        note TEXT NOT NULL,
        next_at instant,
        file_id BIGINT
      )
      """,
      "CREATE INDEX refusal_callback_refusal ON refusal_callback (refusal_id, id)",
    ])
}
