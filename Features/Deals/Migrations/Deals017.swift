import Store

extension Migration {
  /// Why an open deal was put away, and by whom; what a deed with many records says beside its target; reaction times
  /// by source.
  package static let deals017 = Migration(
    "deals-017",
    [
      "ALTER TABLE deal ADD COLUMN archived_reason TEXT",
      "ALTER TABLE deal ADD COLUMN archiver_id BIGINT",
      "CREATE INDEX deal_put_away ON deal (archived_at, id, owner_id) WHERE archived_state = 'open'",
      "ALTER TABLE batch ADD COLUMN note TEXT",
    ])
}
