import Store

extension Migration {
  /// All that ever was with a client or a person, called off as well: asked when two of them become one.
  package static let activities006 = Migration(
    "activities-006",
    [
      "CREATE INDEX activity_of_company ON activity (company_id, id) WHERE company_id IS NOT NULL",
      "CREATE INDEX activity_of_contact ON activity (contact_id, id) WHERE contact_id IS NOT NULL",
    ])
}
