import Clients
import Deals
import Files
import Kernel
import Store

/// A talk with a client by telephone, as it was recorded: by hand until telephony comes. Nobody
/// changes or deletes it.
package struct PhoneCall: Sendable, Hashable {
  package enum Direction: String, CaseIterable, Storable {
    case inbound, outbound
  }

  package static let kind = "call"

  package let id: ID<PhoneCall>
  package let dealID: ID<Deal>?
  package let companyID: ID<Company>
  package let direction: Direction
  /// The client's number: `+79211234567`.
  package let phone: String
  package let at: Instant
  /// How long they talked, where that is known.
  package let seconds: Int?
  /// Who of us talked.
  package let personID: ID<Person>?
  /// Who put it down.
  package let authorID: ID<Person>?
  /// Its recording.
  package let fileID: ID<StoredFile>?
  package let note: String

  init(row: Row) throws {
    id = try row["id"]
    dealID = try row["deal_id"]
    companyID = try row["company_id"]
    direction = try row["direction"]
    phone = try row["phone"]
    at = try row["at"]
    seconds = try row["seconds"]
    personID = try row["person_id"]
    authorID = try row["author_id"]
    fileID = try row["file_id"]
    note = try row["note"]
  }

  package var subject: Subject { Subject(Self.kind, id.number) }
}

/// A call that somebody puts down by hand.
package struct NewCall: Sendable {
  package let dealID: ID<Deal>
  package var direction: PhoneCall.Direction
  package var phone: String
  package var at: Instant
  package var seconds: Int?
  /// Who talked; nil is whoever puts it down.
  package var personID: ID<Person>?
  package var note = ""

  package init(of dealID: ID<Deal>, _ direction: PhoneCall.Direction, phone: String, at: Instant) {
    (self.dealID, self.direction, self.phone, self.at) = (dealID, direction, phone, at)
  }

  /// The number as it is kept.
  /// - Throws: a `Refusal` for what is no phone, and for a call that has not been yet.
  func checked(at now: Instant) throws -> String {
    var violations: [Refusal.Violation] = []
    let number = PhoneNumber(phone)
    if number == nil { violations.append(.init("bad_phone", field: "phone", ["value": phone])) }
    if at > now { violations.append(.init("call_ahead", field: "at")) }
    guard let number, violations.isEmpty else { throw Refusal(violations) }
    return number.e164
  }
}
