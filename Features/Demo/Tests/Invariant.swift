import Store

/// Queries that find what must not be: a row for each thing that does not fit.
enum Invariant {
  static let totals: SQL = """
    SELECT \(sums) FROM deal_total
    EXCEPT \(counted)
    UNION ALL
    SELECT * FROM (\(counted) EXCEPT SELECT \(sums) FROM deal_total) AS missing
    """

  private static let sums: SQL = "stage_id, owner_id, manager_id, consultant_id, currency, deals, amount"

  private static let counted: SQL = """
    SELECT stage_id, owner_id, coalesce(manager_id, 0) AS manager_id, coalesce(consultant_id, 0) AS consultant_id,
      currency, count(*) AS deals, CAST(coalesce(sum(amount), 0) AS BIGINT) AS amount
    FROM deal WHERE state = 'open'
    GROUP BY stage_id, owner_id, coalesce(manager_id, 0), coalesce(consultant_id, 0), currency
    """

  /// What each person owns and takes part in, by stage.
  static let shares: SQL = """
    SELECT \(parts) FROM deal_share WHERE deals <> 0
    EXCEPT SELECT \(parts) FROM (\(sharesCounted)) AS counted
    UNION ALL
    SELECT * FROM (SELECT \(parts) FROM (\(sharesCounted)) AS counted EXCEPT SELECT \(parts) FROM deal_share) AS missing
    """

  private static let parts: SQL = "stage_id, owned, person_id, currency, deals, amount"

  private static let sharesCounted: SQL = """
    SELECT stage_id, TRUE AS owned, owner_id AS person_id, currency, count(*) AS deals,
      CAST(coalesce(sum(amount), 0) AS BIGINT) AS amount
    FROM deal WHERE state = 'open' GROUP BY stage_id, owner_id, currency
    UNION ALL
    SELECT deal.stage_id, FALSE, deal_participant.person_id, deal.currency, count(*),
      CAST(coalesce(sum(deal.amount), 0) AS BIGINT)
    FROM deal JOIN deal_participant ON deal_participant.deal_id = deal.id
    WHERE deal.state = 'open' GROUP BY deal.stage_id, deal_participant.person_id, deal.currency
    """

  static let earnings: SQL = """
    SELECT company.id
    FROM company LEFT JOIN deal ON deal.company_id = company.id AND deal.state = 'won'
      AND deal.pipeline_id IN (SELECT id FROM pipeline WHERE kind = 'sales')
    GROUP BY company.id, company.ltv_minor
    HAVING company.ltv_minor <> CAST(coalesce(sum(deal.amount), 0) AS BIGINT)
    """

  /// Owner, manager and consultant of each deal, and nobody else, with the right flag.
  static let participants: SQL = """
    SELECT \(standing) FROM deal_participant
    EXCEPT \(slots)
    UNION ALL
    SELECT * FROM (\(slots) EXCEPT SELECT \(standing) FROM deal_participant) AS missing
    """

  private static let standing: SQL = "person_id, deal_id, open, stage_id, stage_entered_at"

  private static let slots: SQL = """
    SELECT slot.person_id, deal.id AS deal_id, deal.closed_at IS NULL AS open, deal.stage_id, deal.stage_entered_at
    FROM (
      SELECT owner_id AS person_id, id AS deal_id FROM deal
      UNION SELECT manager_id, id FROM deal WHERE manager_id IS NOT NULL
      UNION SELECT consultant_id, id FROM deal WHERE consultant_id IS NOT NULL
    ) AS slot
    JOIN deal ON deal.id = slot.deal_id
    """

  /// Of those who ask for something; who is still to be merged with one of them has not.
  static let sharedPhones: SQL = """
    SELECT e164 FROM phone WHERE EXISTS (SELECT 1 FROM deal WHERE deal.company_id = phone.company_id)
    GROUP BY e164 HAVING count(DISTINCT company_id) > 1
    """
  static let sharedEmails: SQL = "SELECT folded FROM email GROUP BY folded HAVING count(DISTINCT company_id) > 1"

  /// A deal whose stage is another funnel's, or says something else than its state.
  static let stages: SQL = """
    SELECT deal.id
    FROM deal LEFT JOIN stage ON stage.id = deal.stage_id AND stage.pipeline_id = deal.pipeline_id
    WHERE stage.id IS NULL
      OR (deal.state <> 'archived' AND (deal.closed_at IS NULL) <> (stage.kind IN ('new', 'open')))
      OR (coalesce(deal.archived_state, deal.state)
        <> CASE WHEN stage.kind IN ('won', 'lost') THEN stage.kind ELSE 'open' END AND deal.state <> 'refused')
      OR (deal.closed_at IS NOT NULL
        AND deal.closed_at <> coalesce(CASE WHEN deal.archived_state = 'open' THEN deal.archived_at END,
          deal.stage_entered_at))
      OR (deal.state = 'archived') <> (deal.archived_at IS NOT NULL AND deal.archived_state IS NOT NULL)
    """

  /// Moves that follow each other: each begins where the one before ended, goes on in place and
  /// time, and took as long as it says.
  static let moves: SQL = """
    SELECT move.id
    FROM (
      SELECT stage_move.*, lag(to_stage_id) OVER of_deal AS stage_before, lag(at) OVER of_deal AS at_before
      FROM stage_move WINDOW of_deal AS (PARTITION BY deal_id ORDER BY id)
    ) AS move
    JOIN stage AS target ON target.id = move.to_stage_id
    LEFT JOIN stage AS origin ON origin.id = move.from_stage_id
    WHERE move.from_stage_id IS DISTINCT FROM move.stage_before
      OR (move.from_stage_id IS NULL) <> (move.at_before IS NULL)
      OR target.position <= origin.position OR target.pipeline_id <> origin.pipeline_id OR move.at <= move.at_before
      OR move.seconds <> coalesce((move.at - move.at_before) / 1000, 0)
    """

  /// A deal that does not stand where its moves end, or not since then.
  static let endings: SQL = """
    SELECT deal.id
    FROM deal LEFT JOIN stage_move AS move
      ON move.id = (SELECT max(id) FROM stage_move WHERE stage_move.deal_id = deal.id)
    WHERE move.id IS NULL OR move.to_stage_id <> deal.stage_id OR move.at <> deal.stage_entered_at
    """

  static let beginnings: SQL = """
    SELECT deal.id
    FROM deal LEFT JOIN stage_move AS move
      ON move.id = (SELECT min(id) FROM stage_move WHERE stage_move.deal_id = deal.id)
    WHERE move.id IS NULL OR move.at <> deal.created_at
    """

  /// A deal with another number of events than of what happened to it; a check tells more of its own, and
  /// one change of its people tells of each.
  static let events: SQL = """
    SELECT deal.id
    FROM deal
    WHERE deal.id NOT IN (SELECT deal_id FROM refusal) AND ((SELECT count(*) FROM stage_move WHERE deal_id = deal.id) <> (
        SELECT count(*) FROM event
        WHERE subject_kind = 'deal' AND subject_id = deal.id
          AND kind IN ('deal_created', 'deal_moved', 'deal_won', 'deal_lost'))
      OR deal.version <> (
        SELECT count(*) FROM event
        WHERE subject_kind = 'deal' AND subject_id = deal.id
          AND kind NOT IN ('comment_added', 'file_added', 'deal_contact_changed', 'deal_followed',
            'activities_settled')) + (
        SELECT count(DISTINCT at) FROM event
        WHERE subject_kind = 'deal' AND subject_id = deal.id AND kind = 'deal_contact_changed')
      OR (SELECT count(*) FROM comment WHERE subject_kind = 'deal' AND subject_id = deal.id) <> (
        SELECT count(*) FROM event
        WHERE subject_kind = 'deal' AND subject_id = deal.id AND kind = 'comment_added'))
    """

  /// An event with a smaller number than an earlier one has.
  static let order: SQL = """
    SELECT id FROM (SELECT id, at, max(at) OVER (ORDER BY id) AS latest FROM event) AS logged WHERE at < latest
    """

  /// A deal whose contact is not of its client.
  static let contacts: SQL = """
    SELECT deal.id
    FROM deal LEFT JOIN deal_contact ON deal_contact.deal_id = deal.id
    LEFT JOIN membership
      ON membership.contact_id = deal_contact.contact_id AND membership.company_id = deal.company_id
    WHERE membership.contact_id IS NULL
    """

  static let all: [(String, SQL)] = [
    ("totals", totals), ("shares", shares), ("earnings", earnings), ("participants", participants),
    ("shared phones", sharedPhones),
    ("shared e-mails", sharedEmails), ("stages", stages), ("moves", moves), ("endings", endings),
    ("beginnings", beginnings), ("events", events), ("order", order), ("contacts", contacts),
  ]
}
