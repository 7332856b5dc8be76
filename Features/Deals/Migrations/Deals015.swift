import Store

extension Migration {
  /// In which deal the work with the client of a deal goes on that ended: in Подогрев after a refusal, in sales after he
  /// was won elsewhere (R41, R44).
  package static let deals015 = Migration("deals-015", ["ALTER TABLE deal ADD COLUMN successor_id BIGINT"])
}
