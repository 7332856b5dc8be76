import Store

extension Migration {
  /// When somebody was reminded; what a person has and had to do by its date.
  package static let activities002 = Migration(
    "activities-002",
    [
      "ALTER TABLE activity ADD COLUMN reminded_at instant",
      "CREATE INDEX activity_owner_due ON activity (owner_id, due_at, id)",
    ])
}
