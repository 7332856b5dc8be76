import Kernel
import Timeline

/// A company became a client.
package struct CompanyAdded: Event {
  package static let kind = "company_added"
  let id: ID<Company>
  let name: String
  let type: Company.Kind
  let ownerID: ID<Person>?
  /// All by which it is found; nil where more of it is yet to be written.
  let words: String?

  package var subject: Subject { Subject(Company.kind, id.number) }
  package var audience: [ID<Person>]? { [ownerID].compactMap(\.self) }
  package var facts: JSON { Self.facts(name: name, type: type) }

  package static func facts(name: String, type: Company.Kind) -> JSON {
    ["name": .string(name), "type": Fact.word("clients.type.\(type.rawValue)")]
  }
}

/// What is known of a company changed.
package struct CompanyChanged: Event {
  package static let kind = "company_changed"
  package let id: ID<Company>
  /// Before and after.
  package let owners: [ID<Person>?]
  let changes: [Fact.Change]

  package var subject: Subject { Subject(Company.kind, id.number) }
  package var audience: [ID<Person>]? { owners.compactMap(\.self) }
  package var facts: JSON { ["what": Fact.changes(changes)] }
}

/// A person became known.
package struct ContactAdded: Event {
  package static let kind = "contact_added"
  let id: ID<Contact>
  let name: String
  let ownerID: ID<Person>?

  package var subject: Subject { Subject(Contact.kind, id.number) }
  package var audience: [ID<Person>]? { [ownerID].compactMap(\.self) }
  package var facts: JSON { Self.facts(name: name) }

  package static func facts(name: String) -> JSON { ["name": .string(name)] }
}

/// What is known of a person changed.
package struct ContactChanged: Event {
  package static let kind = "contact_changed"
  let id: ID<Contact>
  let owners: [ID<Person>?]
  let changes: [Fact.Change]

  package var subject: Subject { Subject(Contact.kind, id.number) }
  package var audience: [ID<Person>]? { owners.compactMap(\.self) }
  package var facts: JSON { ["what": Fact.changes(changes)] }
}

/// Another record turned out to be the same client, or the same person, and went up in this one.
package struct ClientMerged: Event {
  package static let kind = "client_merged"
  package let subject: Subject
  let owners: [ID<Person>?]
  /// The number and the name of the one that went.
  let gone: Int64
  let name: String

  package var audience: [ID<Person>]? { owners.compactMap(\.self) }
  package var facts: JSON { ["gone_id": .integer(gone), "name": .string(name)] }
}

/// Two records that had been made one are two again.
package struct ClientParted: Event {
  package static let kind = "client_parted"
  package let subject: Subject
  let owners: [ID<Person>?]
  /// The other of the two.
  let name: String

  package var audience: [ID<Person>]? { owners.compactMap(\.self) }
  package var facts: JSON { ["name": .string(name)] }
}
