import Store

extension Migration {
  /// What people are told of. An event is not always behind it: a reminder comes by itself.
  package static let notifications001 = Migration(
    "notifications-001",
    [
      """
      CREATE TABLE notification (
        id \(.identity),
        person_id BIGINT NOT NULL REFERENCES person (id),
        kind TEXT NOT NULL,
        subject_kind TEXT NOT NULL,
        subject_id BIGINT NOT NULL,
        event_id BIGINT REFERENCES event (id),
        actor_id BIGINT,
        facts json_record NOT NULL,
        path TEXT,
        times BIGINT NOT NULL,
        at instant NOT NULL,
        read_at instant
      )
      """,
      "CREATE INDEX notification_person ON notification (person_id, id)",
      "CREATE INDEX notification_unread ON notification (person_id, id) WHERE read_at IS NULL",
    ])
}
