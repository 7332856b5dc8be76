import Store

extension Migration {
  /// The overlay of a refusal: its reason, and until when it has to be checked. Closing as lost is no
  /// right of a job any more.
  package static let deals006 = Migration(
    "deals-006",
    [
      "ALTER TABLE deal ADD COLUMN reason_id BIGINT REFERENCES reason (id)",
      "ALTER TABLE deal ADD COLUMN check_due_at instant",
      "CREATE INDEX deal_refused ON deal (pipeline_id, check_due_at, id) WHERE state = 'refused'",
      "DELETE FROM role_right WHERE action = 'close'",
    ])
}
