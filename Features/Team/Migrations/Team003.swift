import Store

extension Migration {
  /// What went from some people to others, record by record, so that it can come back.
  package static let team003 = Migration(
    "team-003",
    [
      """
      CREATE TABLE handover (
        id \(.identity),
        kind TEXT NOT NULL,
        person_id BIGINT,
        heirs TEXT NOT NULL,
        state TEXT NOT NULL,
        position BIGINT NOT NULL,
        reached BIGINT NOT NULL,
        total BIGINT NOT NULL,
        taken_back BIGINT NOT NULL,
        kept BIGINT NOT NULL,
        at instant NOT NULL,
        ended_at instant
      )
      """,
      "CREATE INDEX handover_person ON handover (person_id, id)",
      """
      CREATE TABLE handover_source (
        handover_id BIGINT NOT NULL REFERENCES handover (id),
        person_id BIGINT NOT NULL REFERENCES person (id),
        PRIMARY KEY (handover_id, person_id)
      )
      """,
      """
      CREATE TABLE handover_item (
        id \(.identity),
        handover_id BIGINT NOT NULL REFERENCES handover (id),
        holding TEXT NOT NULL,
        number BIGINT NOT NULL,
        source_id BIGINT,
        heir_id BIGINT NOT NULL,
        before TEXT NOT NULL
      )
      """,
      "CREATE INDEX handover_item_holding ON handover_item (handover_id, holding, id)",
      "CREATE INDEX handover_item_number ON handover_item (holding, number)",
      "INSERT INTO job (kind, arguments, run_at, created_at) VALUES ('absence_watch', '{}', 0, 0)",
    ])
}
