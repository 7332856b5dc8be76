import Kernel
import Store
import Timeline

/// What can be done with contacts.
package struct Contacts {
  let work: Work

  /// A person with all that is known of him.
  /// - Throws: `NotFound` where the actor can't see him, `Forbidden` where he is not his to `action`.
  package func find(_ id: ID<Contact>, to action: Action = .see) throws -> ContactCard {
    try work.require(action, Contact.self, number: id.number)
    let contact = try work.first(
      "SELECT \(Contact.columns) FROM \(work.visible(Contact.self)) AS contact WHERE id = \(id)"
    ) { try Contact(row: $0) }
    guard let contact, let card = try cards([contact]).first else { throw NotFound(Contact.kind) }
    return card
  }

  /// Adds a person; without a company he brings his own family (R14, R15).
  /// - Throws: `Refusal` with every field that breaks a rule, `Forbidden`.
  package func add(_ draft: ContactDraft) throws -> ContactCard {
    try work.actor.access.require(.add, Contact.kind)
    let checked = try CheckedContact(draft, on: work.today)
    let owner = draft.ownerID ?? work.actor.id
    try work.requirePerson(owner)
    try requireVisible(draft.companyIDs)
    if !draft.sharesNumbers { try requireFree(checked, except: draft.companyIDs) }
    let companies = try unique(draft.companyIDs.isEmpty ? [family(of: checked, owner)] : draft.companyIDs)
    let id = try insert(checked.draft, in: companies, owner: owner)
    try replaceLists(checked, of: id, in: companies[0])
    _ = try work.companies.family(companies[0])?.welcome(id, named: checked.draft.name)
    return try card(id)
  }

  /// Changes a person by what `edit` makes of his draft. Nothing happens where nothing changes.
  /// - Parameter version: the version that was edited; nil edits whatever there is.
  /// - Throws: `Conflict("stale")` where somebody was quicker; `Refusal`, `NotFound`, `Forbidden`.
  package func change(
    _ id: ID<Contact>, expecting version: Int64?, _ edit: (inout ContactDraft) throws -> Void
  ) throws -> ContactCard {
    let old = try find(id, to: .change)
    guard version == nil || version == old.contact.version else { throw Conflict("stale") }
    var draft = ContactDraft(old)
    try edit(&draft)
    draft.companyIDs = unique(draft.companyIDs)
    guard let main = draft.companyIDs.first else {
      throw Refusal("contact_without_company", field: "company_ids")
    }
    let checked = try CheckedContact(draft, on: work.today)
    let changes = ContactChanges(from: old, to: checked).list
    guard !changes.isEmpty else { return old }
    if draft.ownerID != old.contact.ownerID { try work.requirePerson(draft.ownerID) }
    try requireVisible(draft.companyIDs.filter { !old.companyIDs.contains($0) })
    if !draft.sharesNumbers {
      try requireFree(checked, except: old.companyIDs + draft.companyIDs, known: old)
    }
    try save(checked.draft, of: id)
    if draft.companyIDs != old.companyIDs { try place(id, in: draft.companyIDs) }
    try replaceLists(checked, of: id, in: main)
    if checked.draft.name != old.contact.name {
      _ = try work.companies.family(main)?.follow(from: old.contact.name, to: checked.draft.name)
    }
    try work.record(
      ContactChanged(id: id, owners: [old.contact.ownerID, draft.ownerID], changes: changes))
    return try card(id)
  }

  /// Writes a comment under the contact; whoever sees him may.
  @discardableResult
  package func comment(_ text: String, on id: ID<Contact>) throws -> LoggedEvent {
    let card = try find(id)
    return try work.comments.add(
      to: card.contact.subject, text: text, audience: [card.contact.ownerID].compactMap(\.self))
  }

  /// Makes a person of what the draft says, his numbers apart.
  func insert(
    _ draft: ContactDraft, in companies: [ID<Company>], owner: ID<Person>?
  ) throws -> ID<Contact> {
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
    try place(id, in: companies, isNew: true)
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
    ) { row in
      let name = ProperName(
        last: try row["last_name"], first: try row["first_name"], middle: try row["middle_name"])
      return (try row["id"], name)
    }
  }

  private func save(_ draft: ContactDraft, of id: ID<Contact>) throws {
    let name = draft.name
    try work.execute(
      """
      UPDATE contact SET last_name = \(name.last), first_name = \(name.first),
        middle_name = \(name.middle), folded = \(name.key), birthday = \(draft.birthday),
        gender = \(draft.gender), position = \(draft.position), owner_id = \(draft.ownerID),
        fields = \(draft.fields.text), version = version + 1
      WHERE id = \(id)
      """)
  }

  private func place(_ id: ID<Contact>, in companies: [ID<Company>], isNew: Bool = false) throws {
    if !isNew { try work.execute("DELETE FROM membership WHERE contact_id = \(id)") }
    for (ordinal, company) in companies.enumerated() {
      try work.insert(
        into: "membership", ["contact_id", "company_id", "ordinal"], [id.stored, company.stored, ordinal.stored])
    }
  }

  private func replaceLists(
    _ checked: CheckedContact, of id: ID<Contact>, in company: ID<Company>
  ) throws {
    try work.phones.replace(checked.phones, ofContact: id, in: company)
    try work.emails.replace(checked.emails, ofContact: id, in: company)
  }

  private func family(of checked: CheckedContact, _ owner: ID<Person>?) throws -> ID<Company> {
    let draft = CompanyDraft(type: .family, name: checked.draft.name.family)
    return try work.companies.insert(draft, owner: owner)
  }

  private func requireVisible(_ companies: [ID<Company>]) throws {
    guard !companies.isEmpty else { return }
    let seen: [ID<Company>] = try work.values(
      "SELECT id FROM \(work.visible(Company.self)) AS company WHERE id IN \(list: companies)")
    guard Set(seen).isSuperset(of: companies) else {
      throw Refusal("unknown_company", field: "company_ids")
    }
  }

  /// Numbers that the person had before were somebody's decision.
  private func requireFree(
    _ checked: CheckedContact, except: [ID<Company>], known: ContactCard? = nil
  ) throws {
    let (phones, emails) = (known?.phones.map(\.key) ?? [], known?.emails.map(\.key) ?? [])
    try work.phones.requireFree(
      checked.phones.filter { !phones.contains($0.key) }, except: except)
    try work.emails.requireFree(
      checked.emails.filter { !emails.contains($0.key) }, except: except)
  }

  private func card(_ id: ID<Contact>) throws -> ContactCard {
    // Past the actor's reach: his own change may have put the contact out of his sight.
    let contact = try work.first(
      "SELECT \(Contact.columns) FROM \(Contact.table) AS contact WHERE id = \(id)"
    ) { try Contact(row: $0) }
    guard let contact, let card = try cards([contact]).first else { throw NotFound(Contact.kind) }
    return card
  }

  private func unique(_ ids: [ID<Company>]) -> [ID<Company>] {
    var seen: Set<ID<Company>> = []
    return ids.filter { seen.insert($0).inserted }
  }
}

extension Work {
  package var contacts: Contacts { Contacts(work: self) }
}
