import Kernel
import Store
import Timeline

/// What can be done with contacts.
package struct Contacts: ClientRecords {
  package let work: Work
  package init(work: Work) { self.work = work }

  package func draft(of card: ContactCard) -> ContactDraft { ContactDraft(card) }

  /// - Throws: also a `Refusal` for a person of no company, or of one that the actor can't see.
  package func check(_ draft: ContactDraft, over old: ContactCard?) throws -> CheckedContact {
    if old != nil, draft.memberships.isEmpty {
      throw Refusal("contact_without_company", field: "company_ids")
    }
    let checked = try CheckedContact(draft, on: work.today)
    try requireVisible(draft.companyIDs.filter { old?.companyIDs.contains($0) != true })
    return checked
  }

  package func taken(from old: ContactCard, by new: CheckedContact) -> [String] {
    Set(old.companyIDs).isSubset(of: new.draft.companyIDs) ? [] : ["company_ids"]
  }

  package func homes(of checked: CheckedContact, over old: ContactCard?) -> [ID<Company>] {
    (old?.companyIDs ?? []) + checked.draft.companyIDs
  }

  /// A person without a company brings his own family (R14, R15).
  package func make(_ checked: CheckedContact, owner: ID<Person>?) throws -> ID<Contact> {
    var draft = checked.draft
    if draft.memberships.isEmpty {
      draft.companyIDs = [try work.companies.insert(CompanyDraft(type: .family, name: draft.name.family), owner: owner)]
    }
    let main = draft.companyIDs[0]
    let id = try insert(draft, owner: owner)
    try replaceLists(checked, of: id, in: main)
    _ = try work.companies.family(main)?.welcome(id, named: draft.name)
    // The open page of the company doesn't know the new person's number yet.
    if !work.actor.isQuiet {
      try work.announce(Subject(Company.kind, main.number), audience: [owner].compactMap(\.self))
    }
    return id
  }

  package func save(_ checked: CheckedContact, over old: ContactCard) throws {
    let (draft, id, name) = (checked.draft, old.contact.id, checked.draft.name)
    try work.execute(
      """
      UPDATE contact SET last_name = \(name.last), first_name = \(name.first),
        middle_name = \(name.middle), folded = \(name.key), birthday = \(draft.birthday),
        gender = \(draft.gender), position = \(draft.position), owner_id = \(draft.ownerID),
        fields = \(draft.fields.text), version = version + 1
      WHERE id = \(id)
      """)
    if draft.memberships != old.memberships { try place(id, in: draft.memberships) }
    let main = draft.companyIDs[0]
    try replaceLists(checked, of: id, in: main)
    if name != old.contact.name {
      _ = try work.companies.family(main)?.follow(from: old.contact.name, to: name)
    }
  }

  package func note(_ changes: [Fact.Change], of old: ContactCard, owners: [ID<Person>?]) throws {
    try work.record(ContactChanged(id: old.contact.id, owners: owners, changes: changes))
  }

  /// Makes a person of what the draft says, his numbers apart.
  func insert(_ draft: ContactDraft, owner: ID<Person>?) throws -> ID<Contact> {
    let name = draft.name
    let id: ID<Contact> = try work.insert(
      into: "contact",
      [
        "last_name", "first_name", "middle_name", "folded", "birthday", "gender", "position", "owner_id", "fields",
        "created_at", "version",
      ],
      [
        name.last.stored, name.first.stored, name.middle.stored, name.key.stored, draft.birthday.stored,
        draft.gender.stored, draft.position.stored, owner.stored, draft.fields.text.stored, work.now.stored, 1.stored,
      ])
    try place(id, in: draft.memberships, isNew: true)
    try work.record(ContactAdded(id: id, name: name.full, ownerID: owner))
    return id
  }

  /// The company's people by name alone.
  func names(in company: ID<Company>) throws -> [(id: ID<Contact>, name: ProperName)] {
    // Past the actor's reach: a known person must not become a second contact.
    try work.all(
      """
      SELECT contact.id, contact.last_name, contact.first_name, contact.middle_name
      FROM membership JOIN \(Contact.table) AS contact ON contact.id = membership.contact_id
      WHERE membership.company_id = \(company) ORDER BY contact.id LIMIT 500
      """
    ) { (try $0["id"], try ProperName(row: $0)) }
  }

  private func place(_ id: ID<Contact>, in memberships: [Membership], isNew: Bool = false) throws {
    if !isNew { try work.execute("DELETE FROM membership WHERE contact_id = \(id)") }
    for (ordinal, membership) in memberships.enumerated() {
      try work.insert(
        into: "membership", ["contact_id", "company_id", "ordinal", "role", "kinship"],
        [
          id.stored, membership.companyID.stored, ordinal.stored, membership.role.stored, membership.kinship.stored,
        ])
    }
  }

  private func replaceLists(
    _ checked: CheckedContact, of id: ID<Contact>, in company: ID<Company>
  ) throws {
    try work.phones.replace(checked.details.phones, ofContact: id, in: company)
    try work.emails.replace(checked.details.emails, ofContact: id, in: company)
    try work.messengers.replace(checked.details.messengers, ofContact: id, in: company)
  }

  private func requireVisible(_ companies: [ID<Company>]) throws {
    guard !companies.isEmpty else { return }
    let seen: [ID<Company>] = try work.values(
      "SELECT id FROM \(work.visible(Company.self)) AS company WHERE id IN \(list: companies)")
    guard Set(seen).isSuperset(of: companies) else {
      throw Refusal("unknown_company", field: "company_ids")
    }
  }
}

extension Work {
  package var contacts: Contacts { Contacts(work: self) }
}
