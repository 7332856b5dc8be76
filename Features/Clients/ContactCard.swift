import Kernel
import Store
import Timeline

/// A person with his companies and all the ways to reach him.
package struct ContactCard: ClientRecordCard {
  package let contact: Contact
  /// What he is to each of his companies, the main one first.
  package let memberships: [Membership]
  package let details: ContactDetails

  package var record: Contact { contact }
  package var companyIDs: [ID<Company>] { memberships.map(\.companyID) }
  package func membership(in company: ID<Company>) -> Membership? {
    memberships.first { $0.companyID == company }
  }
}

extension Contacts {
  package func cards(_ contacts: [Contact]) throws -> [ContactCard] {
    guard !contacts.isEmpty else { return [] }
    let ids = contacts.map(\.id)
    let (phones, emails) = (try work.phones.ofContacts(ids), try work.emails.ofContacts(ids))
    let messengers = try work.messengers.ofContacts(ids)
    var memberships: [ID<Contact>: [Membership]] = [:]
    try work.query(
      """
      SELECT contact_id, company_id, role, kinship FROM membership
      WHERE contact_id IN \(list: ids) ORDER BY ordinal, company_id
      """
    ) { row in
      memberships[try row["contact_id"], default: []].append(
        Membership(try row["company_id"], role: try row["role"], kinship: try row["kinship"]))
    }
    return contacts.map { contact in
      let id = contact.id
      return ContactCard(
        contact: contact, memberships: memberships[id] ?? [],
        details: ContactDetails(phones: phones[id] ?? [], emails: emails[id] ?? [], messengers: messengers[id] ?? []))
    }
  }

  package func differences(from old: ContactCard, to checked: CheckedContact) -> [Fact.Change] {
    let (contact, new) = (old.contact, checked.draft)
    let parts: [Fact.Change?] = [
      .init("last_name", ifChangedFrom: JSON(contact.name.last), to: JSON(new.name.last)),
      .init("first_name", ifChangedFrom: JSON(contact.name.first), to: JSON(new.name.first)),
      .init("middle_name", ifChangedFrom: JSON(contact.name.middle), to: JSON(new.name.middle)),
      .init("birthday", ifChangedFrom: Fact.day(contact.birthday), to: Fact.day(new.birthday)),
      .init("gender", ifChangedFrom: word(contact.gender), to: word(new.gender)),
      .init("position", ifChangedFrom: JSON(contact.position), to: JSON(new.position)),
      .init("owner_id", ifChangedFrom: Fact.person(contact.ownerID), to: Fact.person(new.ownerID)),
      .init("company_ids", ifChangedFrom: ids(old.companyIDs), to: ids(new.companyIDs)),
    ]
    let places = new.memberships.flatMap { membership -> [Fact.Change?] in
      let known = old.membership(in: membership.companyID)
      return [
        .init("role", ifChangedFrom: word(known?.role), to: word(membership.role)),
        .init("kinship", ifChangedFrom: word(known?.kinship), to: word(membership.kinship)),
      ]
    }
    return (parts + places).compactMap(\.self) + old.details.changes(to: checked.details)
      + OwnFields.changes(from: contact.fields, to: new.fields)
  }

  private func word(_ gender: Contact.Gender?) -> JSON {
    gender.map { Fact.word("clients.gender.\($0.rawValue)") } ?? .null
  }
  private func word(_ role: Membership.Role?) -> JSON {
    role.map { Fact.word("clients.role.\($0.rawValue)") } ?? .null
  }
  private func word(_ kinship: Membership.Kinship?) -> JSON {
    kinship.map { Fact.word("clients.kinship.\($0.rawValue)") } ?? .null
  }
  private func ids(_ ids: [ID<Company>]) -> JSON { Fact.list(ids.map(\.description)) }
}
