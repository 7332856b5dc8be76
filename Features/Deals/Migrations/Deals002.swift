import Store

extension Migration {
  /// A person's column is read in its order from one index of those who take part, and what stands in
  /// a stage is kept by all who take part, so that a department's totals are kept like everybody's.
  package static let deals002 = Migration(
    "deals-002",
    [
      "DROP TABLE deal_participant",
      """
      CREATE TABLE deal_participant (
        person_id BIGINT NOT NULL REFERENCES person (id),
        deal_id BIGINT NOT NULL REFERENCES deal (id),
        open BOOLEAN NOT NULL,
        stage_id BIGINT NOT NULL,
        stage_entered_at instant NOT NULL,
        PRIMARY KEY (person_id, deal_id)
      )
      """,
      """
      INSERT INTO deal_participant (person_id, deal_id, open, stage_id, stage_entered_at)
      SELECT slot.person_id, deal.id, deal.closed_at IS NULL, deal.stage_id, deal.stage_entered_at
      FROM (
        SELECT owner_id AS person_id, id AS deal_id FROM deal
        UNION SELECT manager_id, id FROM deal WHERE manager_id IS NOT NULL
        UNION SELECT consultant_id, id FROM deal WHERE consultant_id IS NOT NULL
      ) AS slot
      JOIN deal ON deal.id = slot.deal_id
      """,
      "CREATE INDEX deal_participant_deal ON deal_participant (deal_id, person_id)",
      """
      CREATE INDEX deal_participant_board
      ON deal_participant (person_id, stage_id, stage_entered_at, deal_id) WHERE open
      """,
      "DROP TABLE deal_total",
      """
      CREATE TABLE deal_total (
        stage_id BIGINT NOT NULL,
        owner_id BIGINT NOT NULL,
        manager_id BIGINT NOT NULL,
        consultant_id BIGINT NOT NULL,
        currency TEXT NOT NULL,
        deals BIGINT NOT NULL,
        amount BIGINT NOT NULL,
        PRIMARY KEY (stage_id, owner_id, manager_id, consultant_id, currency)
      )
      """,
      """
      INSERT INTO deal_total (stage_id, owner_id, manager_id, consultant_id, currency, deals, amount)
      SELECT stage_id, owner_id, coalesce(manager_id, 0), coalesce(consultant_id, 0), currency, count(*),
        CAST(coalesce(sum(amount), 0) AS BIGINT)
      FROM deal WHERE closed_at IS NULL
      GROUP BY stage_id, owner_id, coalesce(manager_id, 0), coalesce(consultant_id, 0), currency
      """,
    ])
}
