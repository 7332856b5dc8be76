import Kernel
import Store

extension Contacts: MergedRecords {
  package static let fields: [MergeField<ContactDraft>] = [
    MergeField("last_name", \.name.last), MergeField("first_name", \.name.first),
    MergeField("middle_name", \.name.middle),
    MergeField("birthday", { $0.birthday?.description }, { $0.birthday = $1.flatMap { Day($0) } }),
    MergeField("gender", { $0.gender?.rawValue }, { $0.gender = $1.flatMap(Contact.Gender.init) }),
    MergeField("position", \.position), MergeField("owner_id", id: \.ownerID),
  ]

  package static let row = KeptRows(
    "contact", of: "id", key: "id",
    texts: [
      "last_name", "first_name", "middle_name", "folded", "birthday", "gender", "position", "fields", "archived_reason",
    ],
    integers: ["id", "owner_id", "created_at", "archived_at", "archiver_id", "version"])

  package static let lists: [KeptRows] = [
    KeptRows(
      "phone", of: "contact_id", key: "e164", texts: ["e164", "extension", "tail"],
      integers: ["id", "company_id", "contact_id", "ordinal"]),
    KeptRows(
      "email", of: "contact_id", key: "folded", texts: ["address", "folded"],
      integers: ["id", "company_id", "contact_id", "ordinal"]),
    KeptRows(
      "messenger", of: "contact_id", key: "folded", texts: ["network", "name", "folded"],
      integers: ["id", "company_id", "contact_id", "ordinal"]),
    KeptRows(
      "membership", of: "contact_id", key: "company_id", texts: ["role", "kinship"],
      integers: ["contact_id", "company_id", "ordinal"]),
  ]

  package static func name(of card: ContactCard) -> String { card.contact.name.full }
  package static func own(_ draft: ContactDraft) -> JSON { draft.fields }
  package static func setOwn(_ json: JSON, in draft: inout ContactDraft) { draft.fields = json }
  package static func trust(_ draft: inout ContactDraft) { draft.sharesNumbers = true }

  /// The companies of the one that went stand behind those of the one that stays.
  package func adopt(_ gone: ContactCard, into stays: ContactCard) throws {
    let added = gone.companyIDs.filter { !stays.companyIDs.contains($0) }
    for (place, company) in added.enumerated() {
      try work.execute(
        """
        UPDATE membership SET ordinal = \(stays.memberships.count + place)
        WHERE contact_id = \(stays.contact.id) AND company_id = \(company)
        """)
    }
    try work.execute("UPDATE contact SET version = version + 1 WHERE id = \(stays.contact.id)")
  }

  package func release(_ merge: ClientMerge) throws {
    try work.execute("UPDATE contact SET version = version + 1 WHERE id = \(merge.staysID)")
  }
}
