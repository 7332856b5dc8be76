import Store

extension Migration {
  /// The queue by what is to be done next: a call that is due again by its time, all else by its deadline. And what
  /// was closed without a check.
  package static let refusals003 = Migration(
    "refusals-003",
    [
      "DROP INDEX refusal_queue",
      "CREATE INDEX refusal_next ON refusal ((coalesce(next_call_at, due_at)), id) WHERE resolved_at IS NULL",
      "CREATE INDEX refusal_overridden ON refusal (id) WHERE state = 'overridden'",
    ])
}
