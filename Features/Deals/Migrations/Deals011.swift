import Store

extension Migration {
  /// The deals' own fields, and what each stage wants filled in before a deal comes to it.
  package static let deals011 = Migration(
    "deals-011",
    [
      """
      CREATE TABLE deal_field (
        id \(.identity),
        key TEXT NOT NULL UNIQUE,
        name TEXT NOT NULL,
        kind TEXT NOT NULL,
        choices TEXT NOT NULL,
        position BIGINT NOT NULL,
        archived_at instant,
        version BIGINT NOT NULL
      )
      """,
      "DROP INDEX deal_reaction",
      """
      CREATE INDEX deal_reaction
      ON deal (touched_at, reaction_person_id, source_id, reaction_seconds, reaction_due_at)
      WHERE reaction_seconds IS NOT NULL
      """,
      // The fields' names, a line each.
      "ALTER TABLE stage ADD COLUMN required_fields TEXT NOT NULL DEFAULT ''",
    ])
}
