import Store

extension Migration {
  /// What is set up of funnels, stages and sources; the dictionary of refusal reasons.
  package static let deals004 = Migration(
    "deals-004",
    [
      "ALTER TABLE pipeline ADD COLUMN archived_at instant",
      "ALTER TABLE stage ADD COLUMN archived_at instant",
      "ALTER TABLE stage ADD COLUMN guide TEXT NOT NULL DEFAULT ''",
      // Each line of a stage's checklist keeps its number for as long as its words stay.
      """
      CREATE TABLE stage_item (
        id \(.identity),
        stage_id BIGINT NOT NULL REFERENCES stage (id),
        text TEXT NOT NULL,
        position BIGINT NOT NULL,
        archived_at instant
      )
      """,
      "CREATE INDEX stage_item_stage ON stage_item (stage_id, position, id)",
      """
      CREATE TABLE deal_check (
        deal_id BIGINT NOT NULL REFERENCES deal (id),
        item_id BIGINT NOT NULL REFERENCES stage_item (id),
        person_id BIGINT,
        at instant NOT NULL,
        PRIMARY KEY (deal_id, item_id)
      )
      """,
      "ALTER TABLE source ADD COLUMN archived_at instant",
      "ALTER TABLE source ADD COLUMN version BIGINT NOT NULL DEFAULT 1",
      """
      CREATE TABLE reason (
        id \(.identity),
        name TEXT NOT NULL,
        warmup_stage_id BIGINT REFERENCES stage (id),
        position BIGINT NOT NULL,
        archived_at instant,
        version BIGINT NOT NULL
      )
      """,
    ])
}
