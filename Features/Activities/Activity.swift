import Clients
import Deals
import Foundation
import Kernel
import Store

/// Something to be done or done already: a task, a call, a meeting, a letter, a message (R21). It hangs on
/// a deal, on a client, or on nobody but its owner.
package struct Activity: Sendable, Hashable {
  package enum State: String, CaseIterable, Sendable {
    case open, done, cancelled
  }

  package internal(set) var id: ID<Activity>
  package var kind: ActivityKind
  package var title: String
  package var text: String
  package let dealID: ID<Deal>?
  package let companyID: ID<Company>?
  package var contactID: ID<Contact>?
  package var ownerID: ID<Person>
  package var due: Due
  /// The moment from which it is overdue.
  package let dueAt: Instant
  /// How long it takes, where somebody said so.
  package var minutes: Int?
  package var remindAt: Instant?
  package var repeats: Repetition?
  package var result: String
  /// Whether it is done only with a result of some words: ticking it off alone would pass for contact (R73).
  package let wantsResult: Bool
  package var doneAt: Instant?
  package var closedAt: Instant?
  package let createdAt: Instant
  package var version: Int

  package init(row: Row) throws {
    id = try row["id"]
    kind = try row["kind"]
    title = try row["title"]
    text = try row["text"]
    dealID = try row["deal_id"]
    companyID = try row["company_id"]
    contactID = try row["contact_id"]
    ownerID = try row["owner_id"]
    dueAt = try row["due_at"]
    due = (try row["due_on"] as Day?).map(Due.on) ?? .at(dueAt)
    minutes = try row["duration_minutes"]
    remindAt = try row["remind_at"]
    repeats = try Repetition(row: row)
    result = try row["result"]
    wantsResult = try row["wants_result"]
    doneAt = try row["done_at"]
    closedAt = try row["closed_at"]
    createdAt = try row["created_at"]
    version = try row["version"]
  }

  /// One that begins; its number is the database's to give.
  init(_ new: NewActivity, at place: Place, owner: ID<Person>, in zone: TimeZone, now: Instant) {
    id = ID(0)
    kind = new.kind
    title = new.title
    text = new.text
    (dealID, companyID, contactID) = (place.deal?.id, place.companyID, place.contactID)
    ownerID = owner
    due = new.due
    dueAt = new.due.instant(in: zone)
    minutes = new.minutes
    remindAt = new.remindAt
    repeats = new.repeats
    result = ""
    wantsResult = new.wantsResult
    (doneAt, closedAt) = (nil, nil)
    createdAt = now
    version = 1
  }

  package var state: State { doneAt != nil ? .done : closedAt != nil ? .cancelled : .open }

  /// How long it takes, in minutes: as somebody said, or as long as its kind usually does.
  package var length: Int { minutes ?? kind.usualMinutes }

  /// As cards and rows show it.
  package var next: NextActivity { NextActivity(at: dueAt, kind: kind, isAllDay: due.isAllDay) }
}

extension Activity {
  /// - Throws: `Conflict("activity_closed")` for one that is done or called off.
  func requireOpen() throws {
    guard closedAt == nil else { throw Conflict("activity_closed") }
  }

  /// Letters and digits that make some words.
  package static let fewestLetters = 8

  /// - Throws: a `Refusal` where it is done and says too little of what came of it.
  func requireResult() throws {
    guard wantsResult, doneAt != nil else { return }
    guard result.count(where: { $0.isLetter || $0.isNumber }) >= Self.fewestLetters
    else { throw Refusal("result_short", field: "result") }
  }

  /// - Throws: `Conflict("activity_closed")`, a `Refusal` where it wants a result of some words.
  func finished(_ result: String?, at now: Instant) throws -> Activity {
    try requireOpen()
    var done = self
    (done.doneAt, done.closedAt) = (now, now)
    if let result { done.result = result }
    try done.requireResult()
    return done
  }

  /// - Throws: `Conflict("activity_closed")`.
  func cancelled(at now: Instant) throws -> Activity {
    try requireOpen()
    var cancelled = self
    cancelled.closedAt = now
    return cancelled
  }

  /// Due at another time; it reminds as long before as it did.
  /// - Throws: `Conflict("activity_closed")`, a `Refusal` for a date that can only be a slip.
  func postponed(to later: Due, in zone: TimeZone) throws -> Activity {
    try requireOpen()
    try later.check()
    var postponed = self
    postponed.due = later
    postponed.remindAt = remindAt.map { shifted($0, to: later, in: zone) }
    return postponed
  }

  /// The one that follows when this repeating one is done.
  func following(after now: Instant, in installation: Installation) -> NewActivity? {
    guard let repeats else { return nil }
    let branch = installation.branch(of: ownerID)
    let zone = branch.zone
    let base = max(due.day(in: zone), now.day(in: zone))
    let day = repeats.next(after: base) { branch.calendar.hours(on: $0) != nil }
    let later = due.moved(to: day, in: zone)
    var new = NewActivity(kind: kind, title: title, due: later)
    (new.text, new.ownerID, new.minutes, new.repeats) = (text, ownerID, minutes, repeats)
    new.remindAt = remindAt.map { shifted($0, to: later, in: zone) }
    return new
  }

  private func shifted(_ reminder: Instant, to later: Due, in zone: TimeZone) -> Instant {
    let shift = later.instant(in: zone).milliseconds - due.instant(in: zone).milliseconds
    return Instant(milliseconds: reminder.milliseconds + shift)
  }
}

extension ActivityKind {
  /// How long one takes where nobody said it.
  package var usualMinutes: Int {
    switch self {
    case .meeting: 60
    case .task: 30
    case .call, .email, .message: 15
    }
  }
}

extension Activity: Guarded {
  package static let kind = "activity"
  package static let table: SQL = "activity"
  package static func taken(by people: People) -> SQL { people.condition(on: "activity.owner_id") }

  /// What hangs on a deal or a client follows them; beside that everybody has his own, and whose else's
  /// his rights say.
  package static func narrowed(to action: Action, for work: Work) -> SQL? {
    let access = work.actor.access
    let owners = access.people(for: action, kind)
    if owners == .everybody { return table }
    let (deals, clients) = (access.people(for: action, Deal.kind), access.people(for: action, Company.kind))
    var ways = [taken(by: owners)]
    if let me = work.actor.id { ways.append("activity.owner_id = \(me)") }
    if deals != .nobody {
      ways.append("activity.deal_id IS NOT NULL AND \(Deal.taken(by: deals, number: "activity.deal_id"))")
    }
    if clients != .nobody {
      // Past the actor's reach: the condition that follows is his reach.
      let client: SQL =
        clients == .everybody
        ? "1 = 1"
        : """
        EXISTS (SELECT 1 FROM \(Company.table) AS company
          WHERE company.id = activity.company_id AND \(Company.taken(by: clients)))
        """
      ways.append("activity.deal_id IS NULL AND activity.company_id IS NOT NULL AND \(client)")
    }
    return "(SELECT activity.* FROM \(table) WHERE \(.any(ways)))"
  }
}
