import Store

extension Migration {
  /// What came, or would come, of an import beside the counts: how many deals in which stage.
  package static let imports002 = Migration("imports-002", ["ALTER TABLE import ADD COLUMN summary json_record"])
}
