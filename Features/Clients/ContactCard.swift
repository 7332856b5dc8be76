import Kernel
import Store
import Timeline

/// A person with his companies and all the ways to reach him.
package struct ContactCard: Sendable {
  package let contact: Contact
  /// The main one first.
  package let companyIDs: [ID<Company>]
  package let phones: [PhoneNumber]
  package let emails: [EmailAddress]
}

extension Contacts {
  /// The contacts with their lists, in the same order.
  func cards(_ contacts: [Contact]) throws -> [ContactCard] {
    guard !contacts.isEmpty else { return [] }
    let ids = contacts.map(\.id)
    let (phones, emails) = (try work.phones.ofContacts(ids), try work.emails.ofContacts(ids))
    var companies: [ID<Contact>: [ID<Company>]] = [:]
    try work.query(
      """
      SELECT contact_id, company_id FROM membership
      WHERE contact_id IN \(list: ids) ORDER BY ordinal, company_id
      """
    ) { row in companies[try row["contact_id"], default: []].append(try row["company_id"]) }
    return contacts.map { contact in
      ContactCard(
        contact: contact, companyIDs: companies[contact.id] ?? [],
        phones: phones[contact.id] ?? [], emails: emails[contact.id] ?? [])
    }
  }
}

/// What a change makes different, for the log.
struct ContactChanges {
  let from: ContactCard
  let to: CheckedContact

  var list: [Fact.Change] {
    let (old, new) = (from.contact, to.draft)
    let parts: [Fact.Change?] = [
      .init("last_name", ifChangedFrom: JSON(old.name.last), to: JSON(new.name.last)),
      .init("first_name", ifChangedFrom: JSON(old.name.first), to: JSON(new.name.first)),
      .init("middle_name", ifChangedFrom: JSON(old.name.middle), to: JSON(new.name.middle)),
      .init("birthday", ifChangedFrom: Fact.day(old.birthday), to: Fact.day(new.birthday)),
      .init("gender", ifChangedFrom: word(old.gender), to: word(new.gender)),
      .init("position", ifChangedFrom: JSON(old.position), to: JSON(new.position)),
      .init("owner_id", ifChangedFrom: Fact.person(old.ownerID), to: Fact.person(new.ownerID)),
      .init("phones", ifChangedFrom: list(from.phones), to: list(to.phones)),
      .init("emails", ifChangedFrom: list(from.emails), to: list(to.emails)),
      .init("company_ids", ifChangedFrom: ids(from.companyIDs), to: ids(new.companyIDs)),
    ]
    return parts.compactMap(\.self) + OwnFields.changes(from: old.fields, to: new.fields)
  }

  private func list(_ points: [some ContactPoint]) -> JSON { Fact.list(points.map(\.shown)) }
  private func word(_ gender: Contact.Gender?) -> JSON {
    gender.map { Fact.word("clients.gender.\($0.rawValue)") } ?? .null
  }
  private func ids(_ ids: [ID<Company>]) -> JSON { Fact.list(ids.map(\.description)) }
}
