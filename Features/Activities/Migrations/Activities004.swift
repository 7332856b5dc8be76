import Store

extension Migration {
  /// A person's open activities by an index that both engines prefer to the one of all he ever had.
  package static let activities004 = Migration(
    "activities-004",
    [
      "DROP INDEX activity_owner",
      "CREATE INDEX activity_owner_open ON activity (owner_id, closed_at, due_at, id)",
    ])
}
