import Store

extension Migration {
  /// What a person has to say in one deal, where that is not what he usually has (R20).
  package static let deals014 = Migration("deals-014", ["ALTER TABLE deal_contact ADD COLUMN role TEXT"])
}
