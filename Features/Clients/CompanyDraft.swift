import Kernel

/// A company as somebody wants it: what forms and programs send, not yet checked.
package struct CompanyDraft: Sendable, Hashable {
  package var type: Company.Kind
  package var name: String
  package var inn: String?
  package var kpp: String?
  package var ogrn: String?
  package var ownerID: ID<Person>?
  package var fields: JSON = .object([])
  /// In any spelling.
  package var phones: [String] = []
  package var emails: [String] = []
  package var addresses: [String] = []
  /// Whether a number that another client has is taken all the same.
  package var sharesNumbers = false

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
    fields = company.fields
    phones = card.phones.map(\.e164)
    emails = card.emails.map(\.text)
    addresses = card.addresses
  }
}

/// A draft that breaks no rule.
struct CheckedCompany: Sendable {
  let draft: CompanyDraft
  let phones: [PhoneNumber]
  let emails: [EmailAddress]

  /// - Throws: `Refusal` with every field that breaks a rule.
  init(_ typed: CompanyDraft) throws {
    var draft = typed
    var violations: [Refusal.Violation] = []
    draft.name = tidied(typed.name)
    if draft.name.isEmpty { violations.append(.init("required", field: "name")) }
    draft.inn = Self.number(typed.inn)
    draft.kpp = Self.number(typed.kpp)?.uppercased()
    draft.ogrn = Self.number(typed.ogrn)
    if let inn = draft.inn, !Requisites.isINN(inn) { violations.append(.init("bad_inn", field: "inn")) }
    if let kpp = draft.kpp, !Requisites.isKPP(kpp) { violations.append(.init("bad_kpp", field: "kpp")) }
    if let ogrn = draft.ogrn, !Requisites.isOGRN(ogrn) {
      violations.append(.init("bad_ogrn", field: "ogrn"))
    }
    draft.addresses = unique(typed.addresses.map(tidied).filter { !$0.isEmpty }) { $0.folded }
    phones = readPhones(typed.phones, &violations)
    emails = readEmails(typed.emails, &violations)
    guard violations.isEmpty else { throw Refusal(violations) }
    self.draft = draft
  }

  /// Without the spaces that are put between groups; nil where nothing is left.
  private static func number(_ text: String?) -> String? {
    let plain = (text ?? "").filter { !$0.isWhitespace && $0 != "-" }
    return plain.isEmpty ? nil : plain
  }
}

/// One space between words, none around them.
func tidied(_ text: String) -> String {
  text.split(whereSeparator: \.isWhitespace).joined(separator: " ")
}

/// Nil where nothing is left.
func said(_ text: String?) -> String? {
  let plain = tidied(text ?? "")
  return plain.isEmpty ? nil : plain
}

/// The numbers in the one spelling, each once; what is none is named in `violations`.
func readPhones(_ typed: [String], _ violations: inout [Refusal.Violation]) -> [PhoneNumber] {
  var numbers: [PhoneNumber] = []
  for text in typed where said(text) != nil {
    if let number = PhoneNumber(text) {
      numbers.append(number)
    } else {
      violations.append(.init("bad_phone", field: "phones", ["value": text]))
    }
  }
  return unique(numbers) { $0.e164 }
}

/// The addresses, each once; what is none is named in `violations`.
func readEmails(_ typed: [String], _ violations: inout [Refusal.Violation]) -> [EmailAddress] {
  var addresses: [EmailAddress] = []
  for text in typed where said(text) != nil {
    if let address = EmailAddress(text) {
      addresses.append(address)
    } else {
      violations.append(.init("bad_email", field: "emails", ["value": text]))
    }
  }
  return unique(addresses) { $0.folded }
}

private func unique<Item>(_ items: [Item], by key: (Item) -> String) -> [Item] {
  var seen: Set<String> = []
  return items.filter { seen.insert(key($0)).inserted }
}
