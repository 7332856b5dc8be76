import Kernel

/// A person as somebody wants him: what forms and programs send, not yet checked.
package struct ContactDraft: ClientDraft, Hashable {
  package var name: ProperName
  /// The first is his main company; none brings a family of his own.
  package var memberships: [Membership] = []
  package var birthday: Day?
  package var gender: Contact.Gender?
  package var position: String?
  package var ownerID: ID<Person>?
  package var fields: JSON = .object([])
  package var details = TypedDetails()
  /// What he is to the family that he brings, or to the company that he is added to.
  package var place: (role: Membership.Role?, kinship: Membership.Kinship?) {
    get { (newPlace.role, newPlace.kinship) }
    set { (newPlace.role, newPlace.kinship) = newValue }
  }
  private var newPlace = Membership(ID(0))

  package init(name: ProperName) { self.name = name }

  init(_ card: ContactCard) {
    let contact = card.contact
    self.init(name: contact.name)
    memberships = card.memberships
    birthday = contact.birthday
    gender = contact.gender
    position = contact.position
    ownerID = contact.ownerID
    fields = contact.fields
    details = TypedDetails(card.details)
  }

  /// Companies that he was of before keep what he is to them.
  package var companyIDs: [ID<Company>] {
    get { memberships.map(\.companyID) }
    set {
      let known = memberships
      memberships = unique(newValue, by: \.self).map { id in
        known.first { $0.companyID == id } ?? Membership(id, role: newPlace.role, kinship: newPlace.kinship)
      }
    }
  }
}

/// A draft that breaks no rule.
package struct CheckedContact: CheckedClient {
  package let draft: ContactDraft
  package let details: ContactDetails

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
    details = typed.details.read(&violations)
    guard violations.isEmpty else { throw Refusal(violations) }
    self.draft = draft
  }
}
