import Store

extension Migration {
  /// Clients: companies, the people in them, and how both are reached.
  package static let clients001 = Migration(
    "clients-001",
    [
      """
      CREATE TABLE company (
        id \(.identity),
        type TEXT NOT NULL,
        name TEXT NOT NULL,
        folded TEXT \(.bytewise) NOT NULL,
        inn TEXT,
        kpp TEXT,
        ogrn TEXT,
        owner_id BIGINT REFERENCES person (id),
        fields json_record NOT NULL,
        ltv_minor BIGINT NOT NULL DEFAULT 0,
        last_touch_at instant,
        next_activity_at instant,
        created_at instant NOT NULL,
        version BIGINT NOT NULL
      )
      """,
      "CREATE INDEX company_folded ON company (folded, id)",
      "CREATE INDEX company_owner ON company (owner_id, folded, id)",
      "CREATE INDEX company_created ON company (created_at, id)",
      """
      CREATE TABLE contact (
        id \(.identity),
        last_name TEXT,
        first_name TEXT,
        middle_name TEXT,
        folded TEXT \(.bytewise) NOT NULL,
        birthday day,
        gender TEXT,
        position TEXT,
        owner_id BIGINT REFERENCES person (id),
        fields json_record NOT NULL,
        created_at instant NOT NULL,
        version BIGINT NOT NULL
      )
      """,
      "CREATE INDEX contact_folded ON contact (folded, id)",
      "CREATE INDEX contact_owner ON contact (owner_id, folded, id)",
      "CREATE INDEX contact_created ON contact (created_at, id)",
      """
      CREATE TABLE membership (
        contact_id BIGINT NOT NULL REFERENCES contact (id),
        company_id BIGINT NOT NULL REFERENCES company (id),
        ordinal BIGINT NOT NULL,
        PRIMARY KEY (contact_id, company_id)
      )
      """,
      "CREATE INDEX membership_company ON membership (company_id, contact_id)",
      // `tail` is the digits from the last to the first: numbers are told by their ends.
      """
      CREATE TABLE phone (
        id \(.identity),
        company_id BIGINT NOT NULL REFERENCES company (id),
        contact_id BIGINT REFERENCES contact (id),
        e164 TEXT \(.bytewise) NOT NULL,
        extension TEXT,
        tail TEXT \(.bytewise) NOT NULL,
        ordinal BIGINT NOT NULL
      )
      """,
      "CREATE INDEX phone_e164 ON phone (e164)",
      "CREATE INDEX phone_tail ON phone (tail)",
      "CREATE INDEX phone_company ON phone (company_id)",
      "CREATE INDEX phone_contact ON phone (contact_id)",
      """
      CREATE TABLE email (
        id \(.identity),
        company_id BIGINT NOT NULL REFERENCES company (id),
        contact_id BIGINT REFERENCES contact (id),
        address TEXT NOT NULL,
        folded TEXT \(.bytewise) NOT NULL,
        ordinal BIGINT NOT NULL
      )
      """,
      "CREATE INDEX email_folded ON email (folded)",
      "CREATE INDEX email_company ON email (company_id)",
      "CREATE INDEX email_contact ON email (contact_id)",
      """
      CREATE TABLE address (
        id \(.identity),
        company_id BIGINT NOT NULL REFERENCES company (id),
        text TEXT NOT NULL,
        ordinal BIGINT NOT NULL
      )
      """,
      "CREATE INDEX address_company ON address (company_id)",
    ])
}
