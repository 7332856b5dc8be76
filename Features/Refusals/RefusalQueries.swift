import Calls
import Deals
import Files
import Kernel
import Store
import Web

/// What of a case somebody opened, or skipped and why.
package struct Hearing: Sendable, Hashable {
  package let callID: ID<PhoneCall>
  package let personID: ID<Person>?
  package let skipped: String?

  /// Whether the talk was heard: one without a recording was looked at alone.
  package func heard(_ call: PhoneCall) -> Bool { skipped == nil && call.fileID != nil }
}

/// A call to the client as it was put down.
package struct CallbackEntry: Sendable, Hashable {
  package let id: ID<CallbackEntry>
  package let personID: ID<Person>?
  package let at: Instant
  package let reached: Bool
  package let confirmed: Bool?
  package let actualReasonID: ID<Reason>?
  package let offer: RefusalCase.Offer
  package let accepted: Bool
  package let note: String
  package let nextAt: Instant?
  package let fileID: ID<StoredFile>?

  init(row: Row) throws {
    id = try row["id"]
    personID = try row["person_id"]
    at = try row["at"]
    reached = try row["reached"]
    confirmed = try row["confirmed"]
    actualReasonID = try row["actual_reason_id"]
    offer = try row["offer"]
    accepted = try row["accepted"]
    note = try row["note"]
    nextAt = try row["next_at"]
    fileID = try row["file_id"]
  }
}

/// Which cases a view asks for.
package enum RefusalView: String, CaseIterable, Sendable {
  case open, resolved
  /// Closed by the owner without a finished check.
  case overridden
  case all
}

/// How cases are found and read.
extension Refusals {
  /// The case, for `action`: throws `NotFound` where the actor can't see it, `Forbidden` where he may not
  /// check it.
  package func find(_ id: ID<RefusalCase>, to action: Action = .see) throws -> RefusalCase {
    let found = try work.first("SELECT refusal.* FROM \(scope) AS refusal WHERE refusal.id = \(id)") {
      try RefusalCase(row: $0)
    }
    guard let refusal = found else { throw NotFound(RefusalCase.kind) }
    guard action != .see else { return refusal }
    let access = work.actor.access
    guard access.covers(action, RefusalCase.kind, people: refusal.people, in: work.installation) else {
      throw Forbidden("not_checker")
    }
    guard try isIndependent(of: refusal) else { throw Forbidden("own_refusal") }
    return refusal
  }

  /// Whether the actor checks it: he has the right, and it is nobody's own.
  package func mayCheck(_ refusal: RefusalCase) throws -> Bool {
    let access = work.actor.access
    return try access.covers(.change, RefusalCase.kind, people: refusal.people, in: work.installation)
      && isIndependent(of: refusal)
  }

  /// R51: the deal's own people check nothing of it, those of the day of the refusal and those of today.
  private func isIndependent(of refusal: RefusalCase) throws -> Bool {
    guard let me = work.actor.id else { return true }
    return try !refusal.people.contains(me) && !deal(of: refusal).people.contains(me)
  }

  /// Those that the actor may see. Who is from outside sees the queue alone (R151).
  private var scope: SQL {
    let visible = work.visible(RefusalCase.self)
    guard work.actor.access.isOutside else { return visible }
    return "(SELECT refusal.* FROM \(visible) AS refusal WHERE refusal.resolved_at IS NULL)"
  }

  /// The queue by what is to be done next: a call that is due again by its time, all else by its deadline; what is
  /// resolved, the newest first.
  package func list(
    _ view: RefusalView, deal: ID<Deal>? = nil, after: Cursor? = nil, limit: Int
  ) throws -> Slice<RefusalCase> {
    var conditions = narrowed(view, deal)
    let isQueue = view == .open
    if let after {
      let wanted = isQueue ? 2 : 1
      guard after.keys.count == wanted, let first = after.keys[0].integer, let last = after.keys[wanted - 1].integer
      else { throw Unreadable("bad_cursor", field: "after") }
      conditions.append(
        isQueue ? "(\(Self.next), refusal.id) > (\(first), \(last))" : "refusal.id < \(last)")
    }
    let order: SQL = isQueue ? "\(Self.next), refusal.id" : "refusal.id DESC"
    let rows = try work.all(
      """
      SELECT refusal.* FROM \(scope) AS refusal WHERE \(.all(conditions)) ORDER BY \(order) LIMIT \(limit + 1)
      """
    ) { try RefusalCase(row: $0) }
    return Slice(rows, limit: limit) { refusal in
      let next = (refusal.nextCallAt ?? refusal.dueAt).milliseconds
      return Cursor(isQueue ? [.integer(next), JSON(refusal.id)] : [JSON(refusal.id)])
    }
  }

  /// As the index of the queue has it.
  private static let next: SQL = "coalesce(refusal.next_call_at, refusal.due_at)"

  package func count(_ view: RefusalView, deal: ID<Deal>? = nil) throws -> Int {
    try work.value("SELECT count(*) FROM \(scope) AS refusal WHERE \(.all(narrowed(view, deal)))") ?? 0
  }

  /// How many open cases the actor could check now, at most one more than `most`.
  package func waiting(upTo most: Int) throws -> Int {
    // Past the actor's reach: whose the deal is now matters, not whether he sees it.
    let mine: SQL =
      work.actor.id.map { me in
        """
        AND refusal.author_id <> \(me) AND \(Self.isNone(of: "refusal", me))
        AND NOT EXISTS (SELECT 1 FROM \(Deal.table) AS deal WHERE deal.id = refusal.deal_id
          AND NOT (\(Self.isNone(of: "deal", me))))
        """
      } ?? ""
    return try work.value(
      """
      SELECT count(*) FROM (
        SELECT 1 AS met FROM \(work.scope(.change, RefusalCase.self)) AS refusal
        WHERE refusal.resolved_at IS NULL \(mine) LIMIT \(most + 1)
      ) AS bounded
      """) ?? 0
  }

  /// Whether the person is none of those in the record's slots.
  private static func isNone(of record: SQL, _ person: ID<Person>) -> SQL {
    """
    (\(record).owner_id <> \(person) AND coalesce(\(record).manager_id, 0) <> \(person)
      AND coalesce(\(record).consultant_id, 0) <> \(person))
    """
  }

  private func narrowed(_ view: RefusalView, _ deal: ID<Deal>?) -> [SQL] {
    var conditions: [SQL] =
      switch view {
      case .open: ["refusal.resolved_at IS NULL"]
      case .resolved: ["refusal.resolved_at IS NOT NULL"]
      case .overridden: ["refusal.state = 'overridden'"]
      case .all: ["1 = 1"]
      }
    if let deal { conditions.append("refusal.deal_id = \(deal)") }
    return conditions
  }

  /// The deal that it is about, also for somebody who sees no other deal.
  package func deal(of refusal: RefusalCase) throws -> Deal { try work.deals.ofRefusal(refusal.dealID) }

  /// All recorded calls of the deal and its client in one place (R52).
  package func calls(of refusal: RefusalCase) throws -> [PhoneCall] { try work.calls.of(deal(of: refusal)) }

  package func hearings(of refusal: RefusalCase) throws -> [ID<PhoneCall>: Hearing] {
    let rows = try work.all("SELECT * FROM refusal_hearing WHERE refusal_id = \(refusal.id)") { row in
      Hearing(callID: try row["call_id"], personID: try row["person_id"], skipped: try row["skipped"])
    }
    return Dictionary(uniqueKeysWithValues: rows.map { ($0.callID, $0) })
  }

  /// The calls to the client, the first first.
  package func callbacks(of refusal: RefusalCase) throws -> [CallbackEntry] {
    try work.all("SELECT * FROM refusal_callback WHERE refusal_id = \(refusal.id) ORDER BY id") {
      try CallbackEntry(row: $0)
    }
  }

  /// The recording of one of the client's calls, or of a checker's own.
  package func recording(of refusal: RefusalCase, _ call: ID<PhoneCall>) throws -> StoredFile {
    guard let call = try calls(of: refusal).first(where: { $0.id == call }) else { throw NotFound(PhoneCall.kind) }
    return try work.calls.recording(of: call)
  }

  package func recording(of refusal: RefusalCase, callback: ID<CallbackEntry>) throws -> StoredFile {
    let entry = try callbacks(of: refusal).first { $0.id == callback }
    guard let file = entry?.fileID else { throw NotFound(StoredFile.kind) }
    return try work.files.find(file, of: subject(of: refusal))
  }

  func subject(of refusal: RefusalCase) -> Subject { Subject(RefusalCase.kind, refusal.id.number) }

  /// The case as it is stored, past the actor's reach: for one that was found or made just now.
  func stored(_ id: ID<RefusalCase>) throws -> RefusalCase {
    let found = try work.first("SELECT * FROM \(RefusalCase.table) WHERE id = \(id)") { try RefusalCase(row: $0) }
    guard let found else { throw NotFound(RefusalCase.kind) }
    return found
  }
}
