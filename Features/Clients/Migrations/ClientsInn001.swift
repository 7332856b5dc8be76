import Store

extension Migration {
  /// Companies are looked up by their tax number while it is typed.
  package static let clientsInn001 = Migration(
    "clients-inn-001", ["CREATE INDEX company_inn ON company (inn) WHERE inn IS NOT NULL"])
}
