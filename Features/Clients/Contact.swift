import Kernel
import Store

/// A natural person (R12), always of at least one company (R14).
package struct Contact: Sendable, Hashable, ClientRecord {
  package enum Gender: String, CaseIterable, Storable {
    case male, female
  }

  package let id: ID<Contact>
  package let name: ProperName
  package let birthday: Day?
  package let gender: Gender?
  /// What he does in his company.
  package let position: String?
  package let ownerID: ID<Person>?
  /// The contact's own fields.
  package let fields: JSON
  package let createdAt: Instant
  /// Since when it lies in the archive and why; nil for who is there.
  package let archive: ArchiveNote?
  package let version: Int64

  package init(row: Row) throws {
    id = try row["id"]
    name = try ProperName(row: row)
    birthday = try row["birthday"]
    gender = try row["gender"]
    position = try row["position"]
    ownerID = try row["owner_id"]
    fields = try JSON(parsing: row["fields"] as String)
    createdAt = try row["created_at"]
    archive = try ArchiveNote(row: row)
    version = try row["version"]
  }

  package static let reference: SQL = "contact_id"
  package static let columns: SQL = """
    contact.id, contact.last_name, contact.first_name, contact.middle_name, contact.birthday,
    contact.gender, contact.position, contact.owner_id, contact.fields, contact.created_at,
    contact.archived_at, contact.archived_reason, contact.archiver_id, contact.version
    """
}

extension Contact: Guarded {
  package static let kind = "contact"
  package static let table: SQL = "contact"
  package static func taken(by people: People) -> SQL { people.condition(on: "contact.owner_id") }
}

extension ProperName {
  init(row: Row) throws {
    self.init(last: try row["last_name"], first: try row["first_name"], middle: try row["middle_name"])
  }

  /// The key by which a person is found and sorted: family name first.
  package var key: String { [last, first, middle].compactMap(\.self).joined(separator: " ").folded }

  var isEmpty: Bool { last == nil && first == nil && middle == nil }

  /// Whether both may be the same person: no part of one contradicts the other. An initial agrees
  /// with every name that begins with it.
  func agrees(with other: ProperName) -> Bool {
    func agree(_ one: String?, _ two: String?) -> Bool {
      guard let one = one?.folded, let two = two?.folded else { return true }
      return one == two || (one.count == 1 && two.hasPrefix(one))
        || (two.count == 1 && one.hasPrefix(two))
    }
    return agree(last, other.last) && agree(first, other.first) && agree(middle, other.middle)
  }

  /// The same name with what `other` knows better: missing parts, initials in full.
  func completed(by other: ProperName) -> ProperName {
    func better(_ own: String?, _ new: String?) -> String? {
      guard let own else { return new }
      guard let new, own.folded.count == 1, new.folded.count > 1 else { return own }
      return new
    }
    return ProperName(
      last: better(last, other.last), first: better(first, other.first),
      middle: better(middle, other.middle))
  }
}
