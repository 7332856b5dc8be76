import Store

extension Migration {
  /// Views that people keep under a name (R30), which of them each opens first, and the open deals by when something
  /// was last done in them.
  package static let deals016 = Migration(
    "deals-016",
    [
      """
      CREATE TABLE saved_view (
        id \(.identity),
        person_id BIGINT NOT NULL REFERENCES person (id),
        name TEXT NOT NULL,
        page TEXT NOT NULL,
        pipeline_id BIGINT,
        query TEXT NOT NULL,
        is_shared BOOLEAN NOT NULL,
        department_id BIGINT,
        position BIGINT NOT NULL,
        version INTEGER NOT NULL,
        created_at instant NOT NULL
      )
      """,
      "CREATE INDEX saved_view_person ON saved_view (person_id, position, id)",
      "CREATE INDEX saved_view_shared ON saved_view (department_id, position, id) WHERE is_shared",
      """
      CREATE TABLE first_view (
        person_id BIGINT PRIMARY KEY REFERENCES person (id),
        view_id BIGINT NOT NULL REFERENCES saved_view (id)
      )
      """,
      "CREATE INDEX first_view_view ON first_view (view_id)",
      "CREATE INDEX deal_silent ON deal (coalesce(last_activity_at, created_at), id) WHERE closed_at IS NULL",
    ])
}
