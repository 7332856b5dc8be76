import Store

extension Migration {
  /// How each person wants to be told; what waits to be told by letter and by the browser; the letters
  /// of each morning; the browsers that take messages.
  package static let notifications002 = Migration(
    "notifications-002",
    [
      // Told by letter or browser alone: it is not in the bell.
      "ALTER TABLE notification ADD COLUMN hidden BOOLEAN NOT NULL DEFAULT FALSE",
      "ALTER TABLE notification ADD COLUMN mail_waits BOOLEAN NOT NULL DEFAULT FALSE",
      "ALTER TABLE notification ADD COLUMN push_waits BOOLEAN NOT NULL DEFAULT FALSE",
      "CREATE INDEX notification_mail_waits ON notification (person_id, id) WHERE mail_waits",
      "CREATE INDEX notification_push_waits ON notification (person_id, id) WHERE push_waits",
      """
      CREATE TABLE notice_choice (
        person_id BIGINT NOT NULL PRIMARY KEY REFERENCES person (id),
        channels json_record NOT NULL,
        quiet_from BIGINT,
        quiet_to BIGINT,
        rests_on_days_off BOOLEAN NOT NULL,
        resting_until instant,
        digest_at BIGINT,
        version BIGINT NOT NULL
      )
      """,
      """
      CREATE TABLE digest (
        person_id BIGINT NOT NULL REFERENCES person (id),
        day day NOT NULL,
        letter_id BIGINT,
        PRIMARY KEY (person_id, day)
      )
      """,
      """
      CREATE TABLE push_subscription (
        id \(.identity),
        person_id BIGINT NOT NULL REFERENCES person (id),
        endpoint TEXT NOT NULL UNIQUE,
        receiver TEXT NOT NULL,
        secret TEXT NOT NULL,
        session_id BIGINT NOT NULL,
        created_at instant NOT NULL
      )
      """,
      "CREATE INDEX push_subscription_person ON push_subscription (person_id, id)",
      "INSERT INTO job (kind, arguments, run_at, created_at) VALUES ('notice_watch', '{}', 0, 0)",
    ])
}
