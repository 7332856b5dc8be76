import Kernel
import Store

extension Companies: MergedRecords {
  package static let fields: [MergeField<CompanyDraft>] =
    [
      MergeField("name", { $0.name }, { if let name = $1 { $0.name = name } }),
      MergeField("type", { $0.type.rawValue }, { if let type = $1.flatMap(Company.Kind.init) { $0.type = type } }),
      MergeField("owner_id", id: \.ownerID), MergeField("segment_id", id: \.segmentID),
      MergeField("inn", \.inn), MergeField("kpp", \.kpp), MergeField("ogrn", \.ogrn),
    ] + requisites

  private static let requisites: [MergeField<CompanyDraft>] = [
    MergeField("full_name", \.requisites.fullName), MergeField("okpo", \.requisites.okpo),
    MergeField("legal_address", \.requisites.legalAddress),
    MergeField("director_position", \.requisites.directorPosition), MergeField("director", \.requisites.director),
    MergeField("basis", \.requisites.basis),
  ]

  package static let row = KeptRows(
    "company", of: "id", key: "id",
    texts: ["type", "name", "folded", "inn", "kpp", "ogrn", "fields", "next_activity_kind", "archived_reason"],
    integers: [
      "id", "owner_id", "segment_id", "ltv_minor", "last_touch_at", "next_activity_at", "created_at", "archived_at",
      "archiver_id", "version",
    ], flags: ["next_activity_all_day"])

  package static let lists: [KeptRows] = [
    KeptRows(
      "phone", of: "company_id", key: "e164", texts: ["e164", "extension", "tail"],
      integers: ["id", "company_id", "contact_id", "ordinal"], where: "contact_id IS NULL"),
    KeptRows(
      "email", of: "company_id", key: "folded", texts: ["address", "folded"],
      integers: ["id", "company_id", "contact_id", "ordinal"], where: "contact_id IS NULL"),
    KeptRows(
      "messenger", of: "company_id", key: "folded", texts: ["network", "name", "folded"],
      integers: ["id", "company_id", "contact_id", "ordinal"], where: "contact_id IS NULL"),
    KeptRows("address", of: "company_id", key: "text", texts: ["text"], integers: ["id", "company_id", "ordinal"]),
    KeptRows(
      "bank_account", of: "company_id", key: "account", texts: ["bik", "bank", "account", "corr_account"],
      integers: ["id", "company_id", "ordinal"]),
    KeptRows(
      "membership", of: "company_id", key: "contact_id", texts: ["role", "kinship"],
      integers: ["contact_id", "company_id", "ordinal"]),
    KeptRows(
      "requisites", of: "company_id", key: "company_id",
      texts: ["full_name", "okpo", "legal_address", "director_position", "director", "basis"],
      integers: ["company_id"], goesAsFields: true),
  ]

  package static func name(of card: CompanyCard) -> String { card.company.name }
  package static func own(_ draft: CompanyDraft) -> JSON { draft.fields }
  package static func setOwn(_ json: JSON, in draft: inout CompanyDraft) { draft.fields = json }
  package static func trust(_ draft: inout CompanyDraft) {
    (draft.sharesNumbers, draft.trustsNumbers, draft.trustsSegment) = (true, true, true)
  }

  /// What both brought adds up, the later contact counts, and the client is as old as the older of the two.
  package func adopt(_ gone: CompanyCard, into stays: CompanyCard) throws {
    try setHome(of: gone.company.id, to: stays.company.id)
    let since = min(gone.company.createdAt, stays.company.createdAt)
    let touched = [gone.company.lastTouchAt, stays.company.lastTouchAt].compactMap(\.self).max()
    try work.execute(
      """
      UPDATE company SET ltv_minor = ltv_minor + \(gone.company.ltvMinor), created_at = \(since),
        last_touch_at = \(touched), version = version + 1
      WHERE id = \(stays.company.id)
      """)
  }

  package func release(_ merge: ClientMerge) throws {
    let (record, before) = (merge.memory.record, merge.memory.before)
    let people = (merge.memory.lists["membership"]?["rows"]?.array ?? []).filter { $0["ordinal"] == .integer(0) }
      .compactMap { $0["contact_id"]?.integer }
    for table in ["phone", "email", "messenger"] as [SQL] {
      try work.execute(
        """
        UPDATE \(table) SET company_id = \(merge.goneID)
        WHERE contact_id IN \(list: people) AND company_id = \(merge.staysID)
        """)
    }
    let brought = record["ltv_minor"]?.integer ?? 0
    try work.execute(
      """
      UPDATE company SET ltv_minor = ltv_minor - \(brought), version = version + 1,
        created_at = coalesce(\(before["created_at"]?.integer), created_at),
        last_touch_at = CASE WHEN last_touch_at = \(record["last_touch_at"]?.integer)
          THEN \(before["last_touch_at"]?.integer) ELSE last_touch_at END
      WHERE id = \(merge.staysID)
      """)
  }

  /// The numbers of the people stand with the company that is theirs now.
  private func setHome(of gone: ID<Company>, to stays: ID<Company>) throws {
    for table in ["phone", "email", "messenger"] as [SQL] {
      try work.execute(
        "UPDATE \(table) SET company_id = \(stays) WHERE company_id = \(gone) AND contact_id IS NOT NULL")
    }
  }
}
