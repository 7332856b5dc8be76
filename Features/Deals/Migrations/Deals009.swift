import Store

extension Migration {
  /// Deals in the archive; deeds with one or many records, kept for as long as they can be taken back.
  package static let deals009 = Migration(
    "deals-009",
    [
      "ALTER TABLE deal ADD COLUMN archived_at instant",
      // The state that the deal had before: it comes back with it.
      "ALTER TABLE deal ADD COLUMN archived_state TEXT",
      "CREATE INDEX deal_archived ON deal (id) WHERE archived_at IS NOT NULL",
      // Companies that are at work already get the new right as new ones do (D9).
      """
      INSERT INTO role_right (job, kind, action, reach)
      SELECT known.job, 'deal', 'delete', known.reach FROM role_right AS known
      WHERE known.kind = 'deal' AND known.action = 'change'
        AND NOT EXISTS (SELECT 1 FROM role_right WHERE kind = 'deal' AND action = 'delete')
      """,
      """
      CREATE TABLE batch (
        id \(.identity),
        person_id BIGINT NOT NULL REFERENCES person (id),
        kind TEXT NOT NULL,
        act TEXT NOT NULL,
        target BIGINT,
        filter TEXT,
        state TEXT NOT NULL,
        total BIGINT NOT NULL,
        reached BIGINT NOT NULL,
        last BIGINT NOT NULL,
        done BIGINT NOT NULL,
        skipped BIGINT NOT NULL,
        reasons json_record NOT NULL,
        taken_back BIGINT NOT NULL,
        kept BIGINT NOT NULL,
        at instant NOT NULL,
        ended_at instant
      )
      """,
      "CREATE INDEX batch_person ON batch (person_id, id)",
      // How each record stood before, and the version it has since.
      """
      CREATE TABLE batch_item (
        batch_id BIGINT NOT NULL REFERENCES batch (id),
        number BIGINT NOT NULL,
        version BIGINT NOT NULL,
        before json_record NOT NULL,
        PRIMARY KEY (batch_id, number)
      )
      """,
    ])
}
