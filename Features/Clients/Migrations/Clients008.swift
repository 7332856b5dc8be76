import Store

extension Migration {
  /// Clients and people in the archive: since when, why, and who put them there.
  package static let clients008 = Migration(
    "clients-008",
    [
      "ALTER TABLE company ADD COLUMN archived_at instant",
      "ALTER TABLE company ADD COLUMN archived_reason TEXT",
      "ALTER TABLE company ADD COLUMN archiver_id BIGINT",
      "CREATE INDEX company_archived ON company (archived_at, id, owner_id) WHERE archived_at IS NOT NULL",
      "ALTER TABLE contact ADD COLUMN archived_at instant",
      "ALTER TABLE contact ADD COLUMN archived_reason TEXT",
      "ALTER TABLE contact ADD COLUMN archiver_id BIGINT",
      "CREATE INDEX contact_archived ON contact (archived_at, id) WHERE archived_at IS NOT NULL",
    ])
}
