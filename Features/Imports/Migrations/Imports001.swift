import Store

extension Migration {
  /// Imports, what each of them made, and the rows that it did not take.
  package static let imports001 = Migration(
    "imports-001",
    [
      """
      CREATE TABLE import (
        id \(.identity),
        file_name TEXT NOT NULL,
        path TEXT NOT NULL,
        mapping json_record NOT NULL,
        header TEXT NOT NULL,
        state TEXT NOT NULL,
        dry_run BOOLEAN NOT NULL,
        started_by BIGINT REFERENCES person (id),
        plan json_record,
        line BIGINT NOT NULL,
        taken BIGINT NOT NULL,
        skipped BIGINT NOT NULL,
        rejected BIGINT NOT NULL,
        bytes BIGINT NOT NULL,
        bytes_read BIGINT NOT NULL,
        taken_back BIGINT NOT NULL,
        kept BIGINT NOT NULL,
        error json_record,
        created_at instant NOT NULL,
        started_at instant,
        finished_at instant
      )
      """,
      // Which deal came from which row. A number of the outside system is there once for ever, so
      // that the same file may be sent again.
      """
      CREATE TABLE import_row (
        import_id BIGINT NOT NULL REFERENCES import (id),
        line BIGINT NOT NULL,
        source_key TEXT NOT NULL,
        external_id TEXT,
        deal_id BIGINT NOT NULL,
        PRIMARY KEY (import_id, line)
      )
      """,
      """
      CREATE UNIQUE INDEX import_row_external ON import_row (external_id, source_key)
      WHERE external_id IS NOT NULL
      """,
      "CREATE INDEX import_row_deal ON import_row (deal_id)",
      """
      CREATE TABLE import_client (
        import_id BIGINT NOT NULL REFERENCES import (id),
        company_id BIGINT NOT NULL,
        PRIMARY KEY (import_id, company_id)
      )
      """,
      """
      CREATE TABLE import_rejection (
        import_id BIGINT NOT NULL REFERENCES import (id),
        line BIGINT NOT NULL,
        reason TEXT NOT NULL,
        cells TEXT NOT NULL,
        PRIMARY KEY (import_id, line)
      )
      """,
    ])
}
