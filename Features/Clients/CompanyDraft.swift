import Kernel

/// A company as somebody wants it: what forms and programs send, not yet checked.
package struct CompanyDraft: ClientDraft, Hashable {
  package var type: Company.Kind
  package var name: String
  package var inn: String?
  package var kpp: String?
  package var ogrn: String?
  package var ownerID: ID<Person>?
  package var segmentID: ID<Segment>?
  package var fields: JSON = .object([])
  package var details = TypedDetails()
  package var addresses: [String] = []
  package var requisites = Requisites()
  package var accounts: [BankAccount] = []
  /// Whether numbers are taken whose check digits do not agree: old and foreign ones exist.
  package var trustsNumbers = false
  /// Whether a segment that was put away is taken: merged clients bring theirs along, and have it back when parted.
  var trustsSegment = false

  package init(type: Company.Kind, name: String) {
    self.type = type
    self.name = name
  }

  init(_ card: CompanyCard) {
    let company = card.company
    self.init(type: company.type, name: company.name)
    inn = company.inn
    kpp = company.kpp
    ogrn = company.ogrn
    ownerID = company.ownerID
    segmentID = company.segmentID
    fields = company.fields
    details = TypedDetails(card.details)
    addresses = card.addresses
    requisites = card.requisites
    accounts = card.accounts
  }
}

/// A draft that breaks no rule.
package struct CheckedCompany: CheckedClient {
  package let draft: CompanyDraft
  package let details: ContactDetails

  /// - Parameter old: what is there already: its numbers were somebody's decision.
  /// - Throws: `Refusal` with every field that breaks a rule.
  init(_ typed: CompanyDraft, over old: CompanyCard? = nil) throws {
    var draft = typed
    var violations: [Refusal.Violation] = []
    draft.name = tidied(typed.name)
    if draft.name.isEmpty { violations.append(.init("required", field: "name")) }
    draft.addresses = unique(typed.addresses.map(tidied).filter { !$0.isEmpty }) { $0.folded }
    for (_, part) in Requisites.parts { draft.requisites[keyPath: part] = said(typed.requisites[keyPath: part]) }
    (draft.inn, draft.kpp, draft.ogrn) = (number(typed.inn), number(typed.kpp), number(typed.ogrn))
    draft.requisites.okpo = number(draft.requisites.okpo)
    draft.accounts = typed.accounts.map(Self.plain)
    violations += Self.holes(in: draft.accounts)
    if !typed.trustsNumbers {
      violations += Self.doubts(in: draft, over: old.map { CompanyDraft($0) })
    }
    details = typed.details.read(&violations)
    guard violations.isEmpty else { throw Refusal(violations) }
    draft.accounts.removeAll { $0.account.isEmpty }
    self.draft = draft
  }

  private static func plain(_ typed: BankAccount) -> BankAccount {
    BankAccount(
      bik: number(typed.bik) ?? "", bank: said(typed.bank), account: number(typed.account) ?? "",
      corrAccount: number(typed.corrAccount))
  }

  private static func holes(in accounts: [BankAccount]) -> [Refusal.Violation] {
    // A row of a form of which nothing is filled in is no account.
    accounts.enumerated().filter { !$1.bik.isEmpty || !$1.account.isEmpty }.flatMap { place, account in
      var holes: [Refusal.Violation] = []
      if account.bik.isEmpty { holes.append(.init("required", field: "bank_accounts.\(place).bik")) }
      if account.account.isEmpty { holes.append(.init("required", field: "bank_accounts.\(place).account")) }
      return holes
    }
  }

  /// The numbers that do not agree with themselves, as far as they are new.
  private static func doubts(in draft: CompanyDraft, over old: CompanyDraft?) -> [Refusal.Violation] {
    var doubts: [Refusal.Violation] = []
    func check(_ name: String, _ value: String?, known: String?, _ isGood: (String) -> Bool) {
      guard let value, value != known, !isGood(value) else { return }
      doubts.append(.init("bad_\(name)", field: name))
    }
    check("inn", draft.inn, known: old?.inn, Requisites.isINN)
    check("kpp", draft.kpp, known: old?.kpp, Requisites.isKPP)
    check("ogrn", draft.ogrn, known: old?.ogrn, Requisites.isOGRN)
    check("okpo", draft.requisites.okpo, known: old?.requisites.okpo, Requisites.isOKPO)
    for (place, account) in draft.accounts.enumerated() where old?.accounts.contains(account) != true {
      let field = "bank_accounts.\(place)"
      guard !account.bik.isEmpty, !account.account.isEmpty else { continue }
      guard Requisites.isBIK(account.bik) else {
        doubts.append(.init("bad_bik", field: "\(field).bik"))
        continue
      }
      if !Requisites.isAccount(account.account, bik: account.bik) {
        doubts.append(.init("bad_account", field: "\(field).account"))
      }
      if let own = account.corrAccount, !Requisites.isCorrAccount(own, bik: account.bik) {
        doubts.append(.init("bad_corr_account", field: "\(field).corr_account"))
      }
    }
    return doubts
  }
}

/// In capitals and without the spaces that are put between groups; nil where nothing is left.
private func number(_ text: String?) -> String? {
  let plain = (text ?? "").filter { !$0.isWhitespace && $0 != "-" }.uppercased()
  return plain.isEmpty ? nil : plain
}
