import Clients
import Deals
import Foundation
import Kernel
import Store
import Team
import Timeline
import Web

/// What can be done with activities. Pages, API, reminders and all that plans for people call these. Each
/// keeps what comes next of its deal and of its client true in the same transaction.
package struct Activities {
  let work: Work

  /// - Throws: `NotFound` where the actor can't see it, `Forbidden` where it is not his to act on.
  package func find(_ id: ID<Activity>, to action: Action = .see) throws -> Activity {
    let found = try work.first(
      "SELECT activity.* FROM \(work.visible(Activity.self)) AS activity WHERE activity.id = \(id)"
    ) { try Activity(row: $0) }
    guard let activity = found else { throw NotFound(Activity.kind) }
    guard try action == .see || may(action, id) else { throw Forbidden("not_your_activity") }
    return activity
  }

  package func may(_ action: Action, _ id: ID<Activity>) throws -> Bool {
    let reached: Int? = try work.value(
      "SELECT 1 FROM \(work.scope(action, Activity.self)) AS mine WHERE mine.id = \(id)")
    return reached != nil
  }

  /// Plans something to be done.
  /// - Throws: `Forbidden`, `Conflict("deal_closed")` and `("deal_refused")`, a `Refusal` naming the field.
  @discardableResult
  package func add(_ new: NewActivity) throws -> Activity {
    let place = try place(of: new)
    guard let owner = new.ownerID ?? work.actor.id ?? place.deal?.ownerID
    else { throw Refusal("required", field: "owner_id") }
    try requireTitle(new.title)
    try requirePerson(owner)
    try new.due.check()
    return try plan(new, at: place, for: owner, by: work.actor.id)
  }

  /// Puts it down for the person, or, while he is away, for who stands in (R124).
  /// - Parameter author: who knows of it; nobody else need be told.
  @discardableResult
  func plan(_ new: NewActivity, at place: Place, for owner: ID<Person>, by author: ID<Person>?) throws -> Activity {
    let heir =
      owner == work.actor.id ? nil : work.installation.standIn(for: owner, client: place.companyID?.number ?? 0)
    let activity = try make(new, at: place, owner: heir ?? owner, by: author)
    if let heir {
      try work.handovers.note("activities", HandedRecord(number: activity.id.number, from: owner, to: heir))
    }
    return activity
  }

  /// Changes what is to be done, by whom and when. To what is done only words can be added.
  /// - Throws: `Conflict("stale")`, `Conflict("activity_closed")`, a `Refusal` naming the field.
  @discardableResult
  package func change(_ id: ID<Activity>, _ change: ActivityChange, expecting version: Int? = nil) throws -> Activity {
    let old = try find(id, to: .change)
    guard version == nil || version == old.version else { throw Conflict("stale") }
    if change.needsOpen { try old.requireOpen() }
    if let title = change.title { try requireTitle(title) }
    if let owner = change.ownerID, owner != old.ownerID { try requirePerson(owner) }
    if let contact = change.contactID { try requireMember(contact, of: old.companyID) }
    let zone = zone(of: change.ownerID ?? old.ownerID)
    var changed = old
    if let due = change.due, due != old.due { changed = try old.postponed(to: due, in: zone) }
    changed.apply(change)
    if let repeats = changed.repeats {
      // A date or a rhythm that was chosen anew begins the row of dates anew.
      let isSame = changed.due == old.due && repeats.every == old.repeats?.every && repeats.unit == old.repeats?.unit
      let first = isSame ? old.repeats?.first : changed.due.day(in: zone)
      changed.repeats = Repetition(every: repeats.every, unit: repeats.unit, first: first ?? repeats.first)
    }
    guard changed != old else { return old }
    if changed.result != old.result { try changed.requireResult() }
    let saved = try save(changed, over: old)
    try tell(ActivityChanged(saved, from: old, try circle(of: saved), old.differences(to: saved, work)), saved, old)
    return saved
  }

  /// Puts it off.
  @discardableResult
  package func postpone(_ id: ID<Activity>, to due: Due) throws -> Activity {
    let old = try find(id, to: .change)
    let postponed = try old.postponed(to: due, in: zone(of: old.ownerID))
    guard postponed != old else { return old }
    let saved = try save(postponed, over: old)
    try tell(ActivityPostponed(saved, from: old, try circle(of: saved)), saved, old)
    return saved
  }

  /// It is done: contact with the client is noted, a repeating one comes again, and what comes next may be
  /// planned in the same step.
  /// - Parameter next: hangs where this one hangs, unless it says otherwise.
  @discardableResult
  package func complete(
    _ id: ID<Activity>, result: String? = nil, next: NewActivity? = nil
  ) throws -> (done: Activity, next: Activity?, repeated: Activity?) {
    let activity = try find(id, to: .change)
    let done = try save(try activity.finished(result, at: work.now), over: activity)
    if done.kind.isContact, let client = done.companyID { try work.companies.touch(client) }
    if let deal = done.dealID { try work.deals.touch(deal) }
    try tell(ActivityDone(done, try circle(of: done)), done)
    let repeated = try again(done)
    guard let next else { return (done, repeated, repeated) }
    return (done, try add(next.hanging(where: done)), repeated)
  }

  /// It was not done after all.
  /// - Throws: `Conflict("deal_closed")` where its deal is over.
  @discardableResult
  package func reopen(_ id: ID<Activity>) throws -> Activity {
    let old = try find(id, to: .change)
    guard old.closedAt != nil else { return old }
    // Past the actor's reach: what is his may hang on a deal that he does not see.
    let isOver: Bool? = try old.dealID.flatMap { deal in
      try work.value("SELECT closed_at IS NOT NULL FROM \(Deal.table) AS deal WHERE id = \(deal)")
    }
    guard isOver != true else { throw Conflict("deal_closed") }
    if old.dealID == nil { try requireThere(old.companyID) }
    var open = old
    (open.doneAt, open.closedAt) = (nil, nil)
    let saved = try save(open, over: old)
    try tell(ActivityReopened(saved, try circle(of: saved)), saved, old)
    return saved
  }

  /// Calls it off; it stays in the history.
  /// - Throws: `Conflict("activity_closed")`.
  @discardableResult
  package func cancel(_ id: ID<Activity>) throws -> Activity {
    let old = try find(id, to: .change)
    let saved = try save(try old.cancelled(at: work.now), over: old)
    try tell(ActivityCancelled(saved, try circle(of: saved)), saved)
    return saved
  }
}

extension Activities {
  /// The next of a repeating one, as long as its deal is worked.
  private func again(_ done: Activity) throws -> Activity? {
    guard let new = done.following(after: work.now, in: work.installation) else { return nil }
    let place = try self.place(of: done)
    guard place.deal?.closedAt == nil, work.installation.people[done.ownerID]?.active == true else { return nil }
    return try make(new, at: place, owner: done.ownerID, by: work.actor.id)
  }

  private func make(
    _ new: NewActivity, at place: Place, owner: ID<Person>, by author: ID<Person>?
  ) throws -> Activity {
    var activity = Activity(new, at: place, owner: owner, in: zone(of: owner), now: work.now)
    activity.id = try work.insert(
      into: "activity",
      [
        "kind", "title", "text", "deal_id", "company_id", "contact_id", "owner_id", "due_at", "due_on",
        "duration_minutes",
        "remind_at", "repeat_every", "repeat_unit", "repeat_from", "result", "wants_result", "created_at", "version",
      ],
      [
        activity.kind.stored, activity.title.stored, activity.text.stored, activity.dealID.stored,
        activity.companyID.stored, activity.contactID.stored, owner.stored, activity.dueAt.stored,
        activity.dueOn.stored, activity.minutes.stored, activity.remindAt.stored, (activity.repeats?.every).stored,
        (activity.repeats?.unit).stored, (activity.repeats?.first).stored, "".stored, activity.wantsResult.stored,
        work.now.stored,
        1.stored,
      ])
    try tell(ActivityPlanned(activity, try circle(of: activity), by: author), activity)
    return activity
  }

  private func save(_ activity: Activity, over old: Activity) throws -> Activity {
    let isSame = activity.due == old.due && activity.ownerID == old.ownerID
    let dueAt = isSame ? old.dueAt : activity.due.instant(in: zone(of: activity.ownerID))
    let saved = try work.first(
      """
      UPDATE activity SET kind = \(activity.kind), title = \(activity.title), text = \(activity.text),
        contact_id = \(activity.contactID), owner_id = \(activity.ownerID), due_at = \(dueAt),
        due_on = \(activity.dueOn), duration_minutes = \(activity.minutes), remind_at = \(activity.remindAt), repeat_every = \(activity.repeats?.every),
        repeat_unit = \(activity.repeats?.unit), repeat_from = \(activity.repeats?.first),
        result = \(activity.result), done_at = \(activity.doneAt), closed_at = \(activity.closedAt),
        version = version + 1
      WHERE id = \(activity.id) AND version = \(old.version) RETURNING *
      """
    ) { try Activity(row: $0) }
    guard let saved else { throw Conflict("stale") }
    return saved
  }

  /// A whole day ends by the clock of whose day it is.
  private func zone(of owner: ID<Person>) -> TimeZone { work.installation.branch(of: owner).zone }

  /// Keeps what comes next, writes the event, and tells those whose counters change.
  private func tell(_ event: some Event, _ activity: Activity, _ before: Activity? = nil) throws {
    try keepNext(deals: [activity.dealID], clients: [activity.companyID])
    try queueReminder(activity, before)
    try work.record(event)
    try announce(to: Set([activity.ownerID, before?.ownerID].compactMap(\.self)))
  }
}

extension Activity {
  var dueOn: Day? { if case .on(let day) = due { day } else { nil } }

  fileprivate mutating func apply(_ change: ActivityChange) {
    if let kind = change.kind { self.kind = kind }
    if let title = change.title { self.title = title }
    if let text = change.text { self.text = text }
    if let result = change.result { self.result = result }
    if let contact = change.contactID { contactID = contact }
    if let owner = change.ownerID { ownerID = owner }
    if let minutes = change.minutes { self.minutes = minutes }
    if let reminder = change.remindAt { remindAt = reminder }
    if let repeats = change.repeats { self.repeats = repeats }
  }
}

extension NewActivity {
  /// Where the other hangs, with its owner, unless it names another deal or client itself.
  fileprivate func hanging(where other: Activity) -> NewActivity {
    var new = self
    if dealID == nil, companyID == nil, contactID == nil {
      (new.dealID, new.companyID, new.contactID) = (other.dealID, other.companyID, other.contactID)
    }
    new.ownerID = ownerID ?? other.ownerID
    return new
  }
}

extension Work {
  package var activities: Activities { Activities(work: self) }
}
