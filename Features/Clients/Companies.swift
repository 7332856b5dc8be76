import Kernel
import Store
import Timeline

/// What can be done with companies.
package struct Companies: ClientRecords {
  package let work: Work
  package init(work: Work) { self.work = work }

  package func draft(of card: CompanyCard) -> CompanyDraft { CompanyDraft(card) }

  package func check(_ draft: CompanyDraft, over old: CompanyCard?) throws -> CheckedCompany {
    let checked = try CheckedCompany(draft, over: old)
    // One that was put away stays where it is.
    if draft.segmentID != old?.company.segmentID, !draft.trustsSegment {
      try work.segments.require(draft.segmentID)
      try requireWatched(draft.segmentID)
    }
    return checked
  }

  /// A segment in which nobody is ever reminded of a client takes him out of sight: that is for who may take away (R64).
  private func requireWatched(_ id: ID<Segment>?) throws {
    guard let id, work.actor.access.reach(.delete, Company.kind) == .none else { return }
    let segment = try work.segments.all().first { $0.id == id }
    guard segment?.isWatched ?? true else { throw Refusal("unwatched_segment", field: "segment_id") }
  }

  package func taken(from old: CompanyCard, by new: CheckedCompany) -> [String] { [] }

  package func homes(of checked: CheckedCompany, over old: CompanyCard?) -> [ID<Company>] {
    [old?.company.id].compactMap(\.self)
  }

  package func make(_ checked: CheckedCompany, owner: ID<Person>?) throws -> ID<Company> {
    let id = try insert(checked.draft, owner: owner)
    try replaceLists(checked, of: id)
    return id
  }

  package func save(_ checked: CheckedCompany, over old: CompanyCard) throws {
    let (draft, id) = (checked.draft, old.company.id)
    try work.execute(
      """
      UPDATE company SET type = \(draft.type), name = \(draft.name),
        folded = \(Company.key(of: draft.name)), inn = \(draft.inn), kpp = \(draft.kpp),
        ogrn = \(draft.ogrn), owner_id = \(draft.ownerID), segment_id = \(draft.segmentID), fields = \(draft.fields.text),
        version = version + 1
      WHERE id = \(id)
      """)
    try replaceLists(checked, of: id)
  }

  package func note(_ changes: [Fact.Change], of old: CompanyCard, owners: [ID<Person>?]) throws {
    try work.record(CompanyChanged(id: old.company.id, owners: owners, changes: changes))
  }

  /// Notes that there was contact with the client.
  /// - Parameter at: when, where that is not now; what was known of later contact stays.
  package func touch(_ id: ID<Company>, at: Instant? = nil) throws {
    let at = min(at ?? work.now, work.now)
    try work.execute(
      """
      UPDATE company SET last_touch_at = \(at) WHERE id = \(id) AND (last_touch_at IS NULL OR last_touch_at < \(at))
      """)
  }

  /// When there was contact last. Past the actor's reach: who has something to do for a client need not see him.
  package func lastTouch(of id: ID<Company>) throws -> Instant? {
    try work.value("SELECT last_touch_at FROM \(Company.table) WHERE id = \(id) AND last_touch_at IS NOT NULL")
  }

  /// There was no such contact after all; what came since stays.
  package func takeBackTouch(of id: ID<Company>, to before: Instant?, from after: Instant?) throws {
    try work.execute("UPDATE company SET last_touch_at = \(before) WHERE id = \(id) AND last_touch_at = \(after)")
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
      ["type", "name", "folded", "inn", "kpp", "ogrn", "owner_id", "segment_id", "fields", "created_at", "version"],
      [
        draft.type.stored, draft.name.stored, Company.key(of: draft.name).stored, draft.inn.stored,
        draft.kpp.stored, draft.ogrn.stored, owner.stored, draft.segmentID.stored, draft.fields.text.stored,
        work.now.stored, 1.stored,
      ])
    let words = draft.addresses.isEmpty ? Company.words(draft.name, inn: draft.inn, ogrn: draft.ogrn) : nil
    try work.record(CompanyAdded(id: id, name: draft.name, type: draft.type, ownerID: owner, words: words))
    return id
  }

  private func replaceLists(_ checked: CheckedCompany, of id: ID<Company>) throws {
    let draft = checked.draft
    try work.phones.replace(checked.details.phones, ofCompany: id)
    try work.emails.replace(checked.details.emails, ofCompany: id)
    try work.messengers.replace(checked.details.messengers, ofCompany: id)
    try work.execute("DELETE FROM address WHERE company_id = \(id)")
    for (ordinal, text) in draft.addresses.enumerated() {
      try work.execute(
        "INSERT INTO address (company_id, text, ordinal) VALUES (\(id), \(text), \(ordinal))")
    }
    try work.execute("DELETE FROM bank_account WHERE company_id = \(id)")
    for (ordinal, account) in draft.accounts.enumerated() {
      try work.execute(
        """
        INSERT INTO bank_account (company_id, bik, bank, account, corr_account, ordinal)
        VALUES (\(id), \(account.bik), \(account.bank), \(account.account), \(account.corrAccount), \(ordinal))
        """)
    }
    try work.execute("DELETE FROM requisites WHERE company_id = \(id)")
    let law = draft.requisites
    guard law != Requisites() else { return }
    try work.execute(
      """
      INSERT INTO requisites (company_id, full_name, okpo, legal_address, director_position, director, basis)
      VALUES (\(id), \(law.fullName), \(law.okpo), \(law.legalAddress), \(law.directorPosition), \(law.director),
        \(law.basis))
      """)
  }
}

extension Work {
  package var companies: Companies { Companies(work: self) }
}
