import Kernel
import Store
import Timeline

/// What can be done with companies.
package struct Companies {
  let work: Work

  /// A company with all that is known of it.
  /// - Throws: `NotFound` where the actor can't see it, `Forbidden` where it is not his to `action`.
  package func find(_ id: ID<Company>, to action: Action = .see) throws -> CompanyCard {
    try work.require(action, Company.self, number: id.number)
    let company = try work.first(
      "SELECT \(Company.columns) FROM \(work.visible(Company.self)) AS company WHERE id = \(id)"
    ) { try Company(row: $0) }
    guard let company, let card = try cards([company]).first else { throw NotFound(Company.kind) }
    return card
  }

  /// Whether the actor may do that with the company.
  func may(_ action: Action, _ id: ID<Company>) throws -> Bool {
    let reached: Int? = try work.value(
      "SELECT 1 FROM \(work.scope(action, Company.self)) AS mine WHERE id = \(id)")
    return reached != nil
  }

  /// Adds a company; without an owner it is the actor's.
  /// - Throws: `Refusal` with every field that breaks a rule, `Forbidden`.
  package func add(_ draft: CompanyDraft) throws -> CompanyCard {
    try work.actor.access.require(.add, Company.kind)
    let checked = try CheckedCompany(draft)
    let owner = draft.ownerID ?? work.actor.id
    try work.requirePerson(owner)
    if !draft.sharesNumbers { try requireFree(checked, except: []) }
    let id = try insert(checked.draft, owner: owner)
    try replaceLists(checked, of: id)
    return try card(id)
  }

  /// Changes a company by what `edit` makes of its draft. Nothing happens where nothing changes.
  /// - Parameter version: the version that was edited; nil edits whatever there is.
  /// - Throws: `Conflict("stale")` where somebody was quicker; `Refusal`, `NotFound`, `Forbidden`.
  package func change(
    _ id: ID<Company>, expecting version: Int64?, _ edit: (inout CompanyDraft) throws -> Void
  ) throws -> CompanyCard {
    let old = try find(id, to: .change)
    guard version == nil || version == old.company.version else { throw Conflict("stale") }
    var draft = CompanyDraft(old)
    try edit(&draft)
    let checked = try CheckedCompany(draft)
    let changes = CompanyChanges(from: old, to: checked).list
    guard !changes.isEmpty else { return old }
    if draft.ownerID != old.company.ownerID { try work.requirePerson(draft.ownerID) }
    if !draft.sharesNumbers { try requireFree(checked, except: [id], known: old) }
    try save(checked.draft, of: id)
    try replaceLists(checked, of: id)
    try work.record(
      CompanyChanged(id: id, owners: [old.company.ownerID, draft.ownerID], changes: changes))
    return try card(id)
  }

  /// Writes a comment under the company; whoever sees it may.
  @discardableResult
  package func comment(_ text: String, on id: ID<Company>) throws -> LoggedEvent {
    let card = try find(id)
    return try work.comments.add(
      to: card.company.subject, text: text, audience: [card.company.ownerID].compactMap(\.self))
  }

  /// Notes that there was contact with the client now.
  package func touch(_ id: ID<Company>) throws {
    try work.execute("UPDATE company SET last_touch_at = \(work.now) WHERE id = \(id)")
  }

  /// Adds what a won deal brought, in the installation's currency (R102); a negative sum takes it
  /// back.
  package func addEarnings(_ money: Money, to id: ID<Company>) throws {
    guard money.currency == work.installation.currency else { return }
    try work.execute(
      "UPDATE company SET ltv_minor = ltv_minor + \(money.minor) WHERE id = \(id)")
  }

  /// Makes a company of what the draft says, its lists apart.
  func insert(_ draft: CompanyDraft, owner: ID<Person>?) throws -> ID<Company> {
    let id: ID<Company> = try work.insert(
      into: "company",
      ["type", "name", "folded", "inn", "kpp", "ogrn", "owner_id", "fields", "created_at", "version"],
      [
        draft.type.stored, draft.name.stored, Company.key(of: draft.name).stored, draft.inn.stored,
        draft.kpp.stored, draft.ogrn.stored, owner.stored, draft.fields.text.stored, work.now.stored, 1.stored,
      ])
    try work.record(CompanyAdded(id: id, name: draft.name, type: draft.type, ownerID: owner))
    return id
  }

  private func save(_ draft: CompanyDraft, of id: ID<Company>) throws {
    try work.execute(
      """
      UPDATE company SET type = \(draft.type), name = \(draft.name),
        folded = \(Company.key(of: draft.name)), inn = \(draft.inn), kpp = \(draft.kpp),
        ogrn = \(draft.ogrn), owner_id = \(draft.ownerID), fields = \(draft.fields.text),
        version = version + 1
      WHERE id = \(id)
      """)
  }

  private func replaceLists(_ checked: CheckedCompany, of id: ID<Company>) throws {
    try work.phones.replace(checked.phones, ofCompany: id)
    try work.emails.replace(checked.emails, ofCompany: id)
    try work.execute("DELETE FROM address WHERE company_id = \(id)")
    for (ordinal, text) in checked.draft.addresses.enumerated() {
      try work.execute(
        "INSERT INTO address (company_id, text, ordinal) VALUES (\(id), \(text), \(ordinal))")
    }
  }

  /// Numbers that the company had before were somebody's decision.
  private func requireFree(
    _ checked: CheckedCompany, except: [ID<Company>], known: CompanyCard? = nil
  ) throws {
    let (phones, emails) = (known?.phones.map(\.key) ?? [], known?.emails.map(\.key) ?? [])
    try work.phones.requireFree(
      checked.phones.filter { !phones.contains($0.key) }, except: except)
    try work.emails.requireFree(
      checked.emails.filter { !emails.contains($0.key) }, except: except)
  }

  private func card(_ id: ID<Company>) throws -> CompanyCard {
    // Past the actor's reach: his own change may have put the company out of his sight.
    let company = try work.first(
      "SELECT \(Company.columns) FROM \(Company.table) AS company WHERE id = \(id)"
    ) { try Company(row: $0) }
    guard let company, let card = try cards([company]).first else { throw NotFound(Company.kind) }
    return card
  }
}

extension Work {
  package var companies: Companies { Companies(work: self) }

  /// Throws a `Refusal` where nobody active has that number.
  func requirePerson(_ id: ID<Person>?) throws {
    guard let id else { return }
    guard installation.people[id]?.active == true else {
      throw Refusal("unknown_person", field: "owner_id")
    }
  }
}
