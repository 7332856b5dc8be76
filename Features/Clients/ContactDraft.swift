import Kernel

/// A person as somebody wants him: what forms and programs send, not yet checked.
package struct ContactDraft: Sendable, Hashable {
  package var name: ProperName
  /// The first is his main one; none brings a family of his own.
  package var companyIDs: [ID<Company>] = []
  package var birthday: Day?
  package var gender: Contact.Gender?
  package var position: String?
  package var ownerID: ID<Person>?
  package var fields: JSON = .object([])
  /// In any spelling.
  package var phones: [String] = []
  package var emails: [String] = []
  /// Whether a number that another client has is taken all the same.
  package var sharesNumbers = false

  package init(name: ProperName) { self.name = name }

  init(_ card: ContactCard) {
    let contact = card.contact
    self.init(name: contact.name)
    companyIDs = card.companyIDs
    birthday = contact.birthday
    gender = contact.gender
    position = contact.position
    ownerID = contact.ownerID
    fields = contact.fields
    phones = card.phones.map(\.e164)
    emails = card.emails.map(\.text)
  }
}

/// A draft that breaks no rule.
struct CheckedContact: Sendable {
  let draft: ContactDraft
  let phones: [PhoneNumber]
  let emails: [EmailAddress]

  /// - Throws: `Refusal` with every field that breaks a rule.
  init(_ typed: ContactDraft, on today: Day) throws {
    var draft = typed
    var violations: [Refusal.Violation] = []
    let name = typed.name
    draft.name = ProperName(last: said(name.last), first: said(name.first), middle: said(name.middle))
    if draft.name.last == nil, draft.name.first == nil {
      violations.append(.init("required", field: "first_name"))
    }
    draft.position = said(typed.position)
    if let birthday = typed.birthday, birthday > today {
      violations.append(.init("in_future", field: "birthday"))
    }
    phones = readPhones(typed.phones, &violations)
    emails = readEmails(typed.emails, &violations)
    guard violations.isEmpty else { throw Refusal(violations) }
    self.draft = draft
  }
}
