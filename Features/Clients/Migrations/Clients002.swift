import Store

extension Migration {
  /// What a person is to each of his companies; messengers; requisites and bank accounts.
  package static let clients002 = Migration(
    "clients-002",
    [
      "ALTER TABLE membership ADD COLUMN role TEXT",
      "ALTER TABLE membership ADD COLUMN kinship TEXT",
      // `folded` is the network with the name in the one spelling: `telegram:ivanov`.
      """
      CREATE TABLE messenger (
        id \(.identity),
        company_id BIGINT NOT NULL REFERENCES company (id),
        contact_id BIGINT REFERENCES contact (id),
        network TEXT NOT NULL,
        name TEXT NOT NULL,
        folded TEXT \(.bytewise) NOT NULL,
        ordinal BIGINT NOT NULL
      )
      """,
      "CREATE INDEX messenger_folded ON messenger (folded)",
      "CREATE INDEX messenger_company ON messenger (company_id)",
      "CREATE INDEX messenger_contact ON messenger (contact_id)",
      """
      CREATE TABLE requisites (
        company_id BIGINT NOT NULL PRIMARY KEY REFERENCES company (id),
        full_name TEXT,
        okpo TEXT,
        legal_address TEXT,
        director_position TEXT,
        director TEXT,
        basis TEXT
      )
      """,
      """
      CREATE TABLE bank_account (
        id \(.identity),
        company_id BIGINT NOT NULL REFERENCES company (id),
        bik TEXT NOT NULL,
        bank TEXT,
        account TEXT NOT NULL,
        corr_account TEXT,
        ordinal BIGINT NOT NULL
      )
      """,
      "CREATE INDEX bank_account_company ON bank_account (company_id)",
      "CREATE INDEX company_by_inn ON company (inn, id) WHERE inn IS NOT NULL",
      "CREATE INDEX company_by_ogrn ON company (ogrn, id) WHERE ogrn IS NOT NULL",
    ])
}
