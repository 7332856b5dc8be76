import Store

extension Migration {
  /// The sums of a month by person.
  package static let deductions002 = Migration(
    "deductions-002",
    ["CREATE INDEX deduction_month ON deduction (proposed_at, person_id, state, currency, amount)"])
}
