import Store

extension Migration {
  /// Comments, files and activities are found by their words too: those that are there already are
  /// indexed by a job.
  package static let search002 = Migration(
    "search-002",
    [
      """
      INSERT INTO job (kind, arguments, run_at, created_at)
      SELECT 'search_fill', '{"kinds":["comment","file","activity"]}', 0, 0 WHERE EXISTS (SELECT 1 FROM event)
      """
    ])
}
