import Calls
import Deals
import Kernel

/// The rules of the two steps, without a database.
extension RefusalCase {
  /// Step 1 is done. What was heard and equals the claim may be closed (R53); all else needs the client (R54).
  /// - Parameters:
  ///   - unheard: calls that were neither opened nor skipped with a reason.
  ///   - opened: how many were opened.
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

  /// The client was called. Who was not reached is called again, three times in all; after that the
  /// refusal counts as not confirmed.
  /// - Parameter retry: when to try again where nothing else is said.
  func called(_ callback: Callback, at now: Instant, retry: Instant) throws -> RefusalCase {
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
      if let at = callback.nextAt, at <= now { throw Refusal("call_behind", field: "next_at") }
      // What the recordings proved is not undone by a client who does not pick up.
      guard state == .calling else { return next }
      let isLast = next.attempts >= Self.mostAttempts
      next.nextCallAt = isLast ? nil : callback.nextAt ?? retry
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
