import Store

extension Migration {
  /// Funnels with their stages, sources, deals, who takes part in them, their moves and totals.
  package static let deals001 = Migration(
    "deals-001",
    [
      """
      CREATE TABLE pipeline (
        id \(.identity),
        name TEXT NOT NULL,
        kind TEXT NOT NULL,
        position BIGINT NOT NULL,
        version BIGINT NOT NULL
      )
      """,
      """
      CREATE TABLE stage (
        id \(.identity),
        pipeline_id BIGINT NOT NULL REFERENCES pipeline (id),
        name TEXT NOT NULL,
        kind TEXT NOT NULL,
        position BIGINT NOT NULL,
        hue BIGINT,
        probability BIGINT NOT NULL,
        max_days BIGINT,
        UNIQUE (pipeline_id, position)
      )
      """,
      """
      CREATE TABLE source (
        id \(.identity),
        name TEXT NOT NULL,
        kind TEXT NOT NULL,
        position BIGINT NOT NULL
      )
      """,
      """
      CREATE TABLE deal (
        id \(.identity),
        title TEXT NOT NULL,
        folded TEXT NOT NULL,
        pipeline_id BIGINT NOT NULL REFERENCES pipeline (id),
        stage_id BIGINT NOT NULL REFERENCES stage (id),
        state TEXT NOT NULL,
        amount BIGINT,
        currency TEXT NOT NULL,
        company_id BIGINT NOT NULL REFERENCES company (id),
        owner_id BIGINT NOT NULL REFERENCES person (id),
        manager_id BIGINT REFERENCES person (id),
        consultant_id BIGINT REFERENCES person (id),
        source_id BIGINT REFERENCES source (id),
        origin TEXT NOT NULL,
        fields json_record NOT NULL,
        utm json_record NOT NULL,
        created_at instant NOT NULL,
        stage_entered_at instant NOT NULL,
        closed_at instant,
        expected_close_on day,
        next_activity_at instant,
        version BIGINT NOT NULL
      )
      """,
      "CREATE INDEX deal_board ON deal (stage_id, stage_entered_at, id) WHERE closed_at IS NULL",
      "CREATE INDEX deal_owner ON deal (owner_id, stage_id, stage_entered_at, id) WHERE closed_at IS NULL",
      "CREATE INDEX deal_source ON deal (source_id, stage_id, stage_entered_at, id) WHERE closed_at IS NULL",
      "CREATE INDEX deal_company ON deal (company_id, closed_at)",
      "CREATE INDEX deal_created ON deal (created_at, id)",
      """
      CREATE TABLE deal_contact (
        deal_id BIGINT NOT NULL REFERENCES deal (id),
        contact_id BIGINT NOT NULL REFERENCES contact (id),
        PRIMARY KEY (deal_id, contact_id)
      )
      """,
      "CREATE INDEX deal_contact_contact ON deal_contact (contact_id)",
      """
      CREATE TABLE deal_participant (
        person_id BIGINT NOT NULL REFERENCES person (id),
        deal_id BIGINT NOT NULL REFERENCES deal (id),
        open BOOLEAN NOT NULL,
        PRIMARY KEY (person_id, deal_id)
      )
      """,
      "CREATE INDEX deal_participant_open ON deal_participant (person_id, deal_id) WHERE open",
      "CREATE INDEX deal_participant_deal ON deal_participant (deal_id)",
      """
      CREATE TABLE stage_move (
        id \(.identity),
        deal_id BIGINT NOT NULL REFERENCES deal (id),
        from_stage_id BIGINT,
        to_stage_id BIGINT NOT NULL,
        person_id BIGINT,
        at instant NOT NULL,
        seconds BIGINT NOT NULL
      )
      """,
      "CREATE INDEX stage_move_deal ON stage_move (deal_id, id)",
      """
      CREATE TABLE deal_total (
        stage_id BIGINT NOT NULL,
        owner_id BIGINT NOT NULL,
        currency TEXT NOT NULL,
        deals BIGINT NOT NULL,
        amount BIGINT NOT NULL,
        PRIMARY KEY (stage_id, owner_id, currency)
      )
      """,
    ])
}
