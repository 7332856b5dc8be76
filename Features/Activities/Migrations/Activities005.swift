import Store

extension Migration {
  /// Whether an activity is done only with a result of some words: the tasks of the look through the clients.
  package static let activities005 = Migration(
    "activities-005",
    ["ALTER TABLE activity ADD COLUMN wants_result BOOLEAN NOT NULL DEFAULT FALSE"])
}
