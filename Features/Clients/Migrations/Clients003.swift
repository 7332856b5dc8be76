import Store

extension Migration {
  /// The list of clients by what they brought.
  package static let clients003 = Migration(
    "clients-003", ["CREATE INDEX company_ltv ON company (ltv_minor, id)"])
}
