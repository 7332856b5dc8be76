import Store

extension Migration {
  /// The secret address of each person's calendar, of which only the hash is kept.
  package static let calendars001 = Migration(
    "calendars-001",
    [
      """
      CREATE TABLE calendar_feed (
        person_id BIGINT PRIMARY KEY REFERENCES person (id),
        hash TEXT NOT NULL UNIQUE,
        created_at instant NOT NULL,
        fetched_at instant
      )
      """
    ])
}
