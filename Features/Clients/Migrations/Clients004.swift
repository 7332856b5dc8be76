import Store

extension Migration {
  /// What is to be done next with a client, beside when.
  package static let clients004 = Migration(
    "clients-004",
    [
      "ALTER TABLE company ADD COLUMN next_activity_kind TEXT",
      "ALTER TABLE company ADD COLUMN next_activity_all_day BOOLEAN NOT NULL DEFAULT FALSE",
    ])
}
