import Store

extension Migration {
  /// The open deals of a funnel by what comes next: the board's second face.
  package static let deals012 = Migration(
    "deals-012",
    [
      """
      CREATE INDEX deal_agenda ON deal (pipeline_id, next_activity_at, id)
      WHERE closed_at IS NULL AND state = 'open'
      """
    ])
}
