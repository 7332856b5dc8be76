import Calls
import Deals
import Kernel

/// The rules of the two steps, without a database.
extension RefusalCase {
  /// Step 1 is done. What was heard and equals the claim may be closed (R53); all else needs the client (R54).
  /// - Parameters:
  ///   - unheard: calls that were neither opened nor skipped with a reason.
  ///   - opened: how many recordings were opened: a talk that can't be heard proves nothing.
  func listened(_ listening: Listening, unheard: Int, opened: Int, by person: ID<Person>?, at now: Instant) throws
    -> RefusalCase
  {
    guard state == .waiting else { throw Conflict(isOpen ? "already_listened" : "refusal_resolved") }
    guard unheard == 0 else { throw Refusal("calls_unheard", field: "call_ids", ["count": String(unheard)]) }
    var heard = listening.heardReasonID
    if listening.voiced {
      guard opened > 0 else { throw Refusal("nothing_heard", field: "voiced") }
      if heard == nil, listening.matches == true { heard = reasonID }
      guard heard != nil else { throw Refusal("required", field: "heard_reason_id") }
    } else if heard != nil {
      throw Refusal("reason_unvoiced", field: "heard_reason_id")
    }
    let equal = listening.voiced && heard == reasonID
    if let matches = listening.matches, matches != equal { throw Refusal("reason_differs", field: "reason_matches") }
    var next = self
    (next.listenerID, next.listenedAt) = (person, now)
    (next.voiced, next.heardReasonID, next.listeningNote) = (listening.voiced, heard, listening.note)
    next.state = equal ? .checked : .calling
    next.confirmed = equal ? true : nil
    next.verifiedReasonID = equal ? reasonID : nil
    return next
  }

  /// The client was called. Who was not reached is called again, three times in all and not before the next
  /// attempt is due; after that the refusal counts as not confirmed. A talk counts whenever it comes about.
  /// - Parameter branch: by whose hours the next attempt is due.
  func called(_ callback: Callback, at now: Instant, in branch: Branch) throws -> RefusalCase {
    guard state == .calling || state == .checked else {
      throw Conflict(isOpen ? "not_listened" : "refusal_resolved")
    }
    var next = self
    next.attempts += 1
    guard callback.reached else {
      guard callback.confirmed == nil, callback.actualReasonID == nil, !callback.accepted, callback.offer == .none
      else {
        throw Refusal("not_reached", field: "reached")
      }
      // What the recordings proved is not undone by a client who does not pick up.
      guard state == .calling else { return next }
      if let due = nextCallAt, now < due {
        throw Refusal("call_too_early", field: "reached", ["at": branch.clock(due)])
      }
      let isLast = next.attempts >= Self.mostAttempts
      let agreed = try callback.nextAt.map { try Self.checkNextCall($0, after: now, in: branch) }
      next.nextCallAt = isLast ? nil : agreed ?? Self.earliestCall(after: now, in: branch)
      if isLast { (next.state, next.confirmed) = (.checked, false) }
      return next
    }
    guard let confirmed = callback.confirmed else { throw Refusal("required", field: "confirmed") }
    if callback.nextAt != nil { throw Refusal("reached_already", field: "next_at") }
    if callback.accepted, callback.offer == .none { throw Refusal("nothing_offered", field: "accepted") }
    if confirmed, callback.actualReasonID == nil { throw Refusal("required", field: "actual_reason_id") }
    (next.state, next.nextCallAt, next.confirmed) = (.checked, nil, confirmed)
    (next.accepted, next.verifiedReasonID) = (callback.accepted, confirmed ? callback.actualReasonID : nil)
    return next
  }

  /// When somebody who was not reached may be called again: after half a working day.
  package static func earliestCall(after now: Instant, in branch: Branch) -> Instant {
    let today = branch.today(at: now)
    let hours = (0..<14).lazy.compactMap { branch.calendar.hours(on: today.adding(days: $0)) }.first
    // A calendar without any working day: four hours by the clock.
    let minutes = hours.map { ($0.end - $0.begin) / 2 } ?? 240
    return branch.calendar.instant(after: Int64(minutes) * 60, from: now, in: branch.zone)
  }

  private static func checkNextCall(_ at: Instant, after now: Instant, in branch: Branch) throws -> Instant {
    let earliest = earliestCall(after: now, in: branch)
    let latest = now.adding(seconds: longestWait * 86_400)
    guard at >= earliest else { throw Refusal("call_too_soon", field: "next_at", ["at": branch.clock(earliest)]) }
    guard at <= latest else { throw Refusal("call_too_late", field: "next_at", ["at": branch.clock(latest)]) }
    return at
  }

  /// What may come of it now.
  package var outcomes: [Outcome] {
    guard state == .checked, let confirmed else { return [] }
    if accepted { return [.offer] }
    return confirmed ? [.closed] : [.returned]
  }

  /// Throws where `outcome` is not what the check found.
  func require(_ outcome: Outcome) throws {
    guard isOpen else { throw Conflict("refusal_resolved") }
    guard state == .checked else { throw Conflict(state == .waiting ? "not_listened" : "not_called") }
    guard outcomes.contains(outcome) else { throw Refusal("outcome_\(outcome.rawValue)", field: "outcome") }
  }

  /// R58: somebody else, who sells.
  func checkNewOwner(_ id: ID<Person>?, besides now: [ID<Person>], in installation: Installation) throws -> Person {
    guard let id else { throw Refusal("required", field: "new_owner_id") }
    guard let person = installation.people[id], person.active, person.job.sells else {
      throw Refusal("unknown_person", field: "new_owner_id")
    }
    guard !people.contains(id), !now.contains(id) else {
      throw Refusal("same_person", field: "new_owner_id", ["name": person.name])
    }
    return person
  }
}

extension Branch {
  /// A moment as an error names it, in every language alike: `2026-03-02 14:30`.
  fileprivate func clock(_ instant: Instant) -> String {
    let day = instant.day(in: zone)
    let minutes = instant.seconds(since: day.start(in: zone)) / 60
    func two(_ number: Int64) -> String { number < 10 ? "0\(number)" : "\(number)" }
    return "\(day) \(two(minutes / 60)):\(two(minutes % 60))"
  }
}

extension WorkingCalendar {
  /// The end of the next working day after `day`.
  package func endOfNextDay(after day: Day, in installation: Installation) -> Instant {
    var next = day
    // A calendar without any working day leaves the refusal two weeks.
    for _ in 0..<14 {
      next = next.adding(days: 1)
      if let hours = hours(on: next) {
        return next.at(hour: hours.end / 60, minute: hours.end % 60, in: installation.zone)
      }
    }
    return next.at(hour: 18, minute: 0, in: installation.zone)
  }
}
