import Store

extension Migration {
  /// What days left over, without a look at the deals behind the numbers.
  package static let discipline003 = Migration(
    "discipline-003",
    ["CREATE INDEX day_picture_left ON day_picture (day, person_id, untouched, unplanned, overdue)"])
}
