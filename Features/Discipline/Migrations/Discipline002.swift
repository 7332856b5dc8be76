import Store

extension Migration {
  /// The looks through all clients, and what each of them found and did: the same thing is done once for
  /// the same state.
  package static let discipline002 = Migration(
    "discipline-002",
    [
      """
      CREATE TABLE client_check (
        id \(.identity),
        person_id BIGINT REFERENCES person (id),
        started_at instant NOT NULL,
        finished_at instant,
        position BIGINT NOT NULL,
        clients BIGINT NOT NULL
      )
      """,
      """
      CREATE TABLE client_finding (
        id \(.identity),
        check_id BIGINT NOT NULL REFERENCES client_check (id),
        kind TEXT NOT NULL,
        record_id BIGINT NOT NULL,
        state BIGINT NOT NULL,
        company_id BIGINT NOT NULL REFERENCES company (id),
        deal_id BIGINT REFERENCES deal (id),
        person_id BIGINT REFERENCES person (id),
        at instant NOT NULL
      )
      """,
      "CREATE UNIQUE INDEX client_finding_state ON client_finding (kind, record_id, state)",
      "CREATE INDEX client_finding_person ON client_finding (person_id, kind, id)",
      "CREATE INDEX client_finding_check ON client_finding (check_id, kind, person_id)",
      "CREATE INDEX client_finding_kind ON client_finding (kind, id)",
      "CREATE INDEX client_finding_company ON client_finding (company_id)",
      "CREATE INDEX client_finding_deal ON client_finding (deal_id) WHERE deal_id IS NOT NULL",
    ])
}
