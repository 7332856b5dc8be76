import Store

extension Migration {
  /// How long an activity takes, where somebody said so: its block in the calendar.
  package static let activities003 = Migration(
    "activities-003",
    ["ALTER TABLE activity ADD COLUMN duration_minutes BIGINT"])
}
