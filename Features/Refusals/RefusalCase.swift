import Calls
import Deals
import Kernel
import Store

/// A conditional refusal: what was claimed, what the two steps of its check found, what came of it
/// (R49–R58). The rules are here; nothing of it is ever deleted.
package struct RefusalCase: Sendable, Hashable, Guarded {
  package enum State: String, CaseIterable, Storable {
    /// Nobody has listened yet: step 1.
    case waiting
    /// The client has to be called: step 2.
    case calling
    /// The check is finished, the outcome is to be chosen.
    case checked
    case closed, returned, offer
    /// Closed by the owner without a finished check.
    case overridden
  }

  /// What the client was asked beside the reason (R57).
  package enum Offer: String, CaseIterable, Storable {
    case none, help, price
  }

  package enum Outcome: String, CaseIterable, Sendable {
    case closed, returned, offer
  }

  package let id: ID<RefusalCase>
  package let dealID: ID<Deal>
  package let authorID: ID<Person>
  /// The people of the deal when it was stated.
  package let people: [ID<Person>]
  package let reasonID: ID<Reason>
  package let justification: String
  /// How the deal stood then: `title`, `stage`, `source`, `amount`.
  package let snapshot: JSON
  package var state: State
  package let statedAt: Instant
  package let dueAt: Instant
  package var listenerID: ID<Person>?
  package var listenedAt: Instant?
  package var voiced: Bool?
  package var heardReasonID: ID<Reason>?
  package var listeningNote: String?
  /// Calls to the client, reached or not.
  package var attempts: Int
  package var nextCallAt: Instant?
  /// Whether the refusal is real: by what was heard, then by what the client said himself.
  package var confirmed: Bool?
  /// Whether the client took what was offered to him.
  package var accepted: Bool
  package var verifiedReasonID: ID<Reason>?
  package var resolverID: ID<Person>?
  package var resolvedAt: Instant?
  package var resolutionNote: String?
  package var newOwnerID: ID<Person>?
  /// The warm-up deal that it was continued by (R41).
  package var successorID: ID<Deal>?
  package let version: Int

  package static let kind = "refusal"
  /// What open pages hear of the queue by: no case has that number.
  static let queue: Int64 = 0
  package static let table: SQL = "refusal"

  package static func taken(by people: People) -> SQL {
    let places: [SQL] = ["refusal.author_id", "refusal.owner_id", "refusal.manager_id", "refusal.consultant_id"]
    return .any(places.map { people.condition(on: $0) })
  }

  init(row: Row) throws {
    id = try row["id"]
    dealID = try row["deal_id"]
    authorID = try row["author_id"]
    let slots: [ID<Person>?] = [try row["owner_id"], try row["manager_id"], try row["consultant_id"]]
    people = slots.compactMap(\.self).reduce(into: [try row["author_id"] as ID<Person>]) { people, id in
      if !people.contains(id) { people.append(id) }
    }
    reasonID = try row["reason_id"]
    justification = try row["justification"]
    snapshot = try JSON(parsing: row["snapshot"] as String)
    state = try row["state"]
    statedAt = try row["stated_at"]
    dueAt = try row["due_at"]
    listenerID = try row["listener_id"]
    listenedAt = try row["listened_at"]
    voiced = try row["voiced"]
    heardReasonID = try row["heard_reason_id"]
    listeningNote = try row["listening_note"]
    attempts = try row["attempts"]
    nextCallAt = try row["next_call_at"]
    confirmed = try row["confirmed"]
    accepted = try row["accepted"]
    verifiedReasonID = try row["verified_reason_id"]
    resolverID = try row["resolver_id"]
    resolvedAt = try row["resolved_at"]
    resolutionNote = try row["resolution_note"]
    newOwnerID = try row["new_owner_id"]
    successorID = try row["successor_id"]
    version = try row["version"]
  }

  package var isOpen: Bool { resolvedAt == nil }

  /// Letters that a justification has at least (R50).
  package static let shortestJustification = 20
  /// Calls to the client after which nobody waits for him any longer.
  package static let mostAttempts = 3
  /// Days within which the next of them lies.
  static let longestWait: Int64 = 14
}

/// What step 1 found.
package struct Listening: Sendable {
  /// Calls that were opened now; those opened before are known.
  package var callIDs: [ID<PhoneCall>] = []
  /// Whether the client refused aloud.
  package var voiced: Bool
  package var heardReasonID: ID<Reason>?
  /// Whether that is the claimed reason; nil is "see yourself".
  package var matches: Bool?
  package var note: String?

  package init(voiced: Bool, heard: ID<Reason>? = nil) {
    self.voiced = voiced
    heardReasonID = heard
  }
}

/// What a call to the client came to in step 2.
package struct Callback: Sendable {
  package var reached: Bool
  /// Whether the client says that he refuses.
  package var confirmed: Bool?
  package var actualReasonID: ID<Reason>?
  package var offer = RefusalCase.Offer.none
  package var accepted = false
  package var note = ""
  /// When to try again, where he was not reached.
  package var nextAt: Instant?

  package init(reached: Bool, confirmed: Bool? = nil, reason: ID<Reason>? = nil) {
    self.reached = reached
    self.confirmed = confirmed
    actualReasonID = reason
  }

  /// What came of it, as the log keeps it.
  var result: String {
    guard reached else { return "unreached" }
    if accepted { return "accepted" }
    return confirmed == true ? "confirmed" : "denied"
  }
}
