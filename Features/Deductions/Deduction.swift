import Advertising
import Kernel
import Refusals
import Store

/// A deduction from the bonus of somebody who gave up a client who had not refused (R59, D7): as much as
/// the client's inquiry cost, frozen on the day of the check with how it was found.
package struct Deduction: Sendable, Hashable, Guarded {
  package enum State: String, CaseIterable, Storable {
    case proposed, approved, appealed
    /// Appealed in vain.
    case upheld
    case cancelled
  }

  package let id: ID<Deduction>
  package let personID: ID<Person>
  package let refusalID: ID<RefusalCase>
  package let amount: Money
  package let derivation: JSON
  package var state: State
  package let proposedAt: Instant
  package var approverID: ID<Person>?
  package var approvedAt: Instant?
  package var appeal: String?
  package var appealedAt: Instant?
  package var deciderID: ID<Person>?
  package var decidedAt: Instant?
  package var note: String?
  package let version: Int

  package static let kind = "deduction"
  package static let table: SQL = "deduction"

  package static func taken(by people: People) -> SQL { people.condition(on: "deduction.person_id") }

  init(row: Row) throws {
    id = try row["id"]
    personID = try row["person_id"]
    refusalID = try row["refusal_id"]
    amount = Money(minor: try row["amount"], try row["currency"])
    derivation = try JSON(parsing: row["derivation"] as String)
    state = try row["state"]
    proposedAt = try row["proposed_at"]
    approverID = try row["approver_id"]
    approvedAt = try row["approved_at"]
    appeal = try row["appeal"]
    appealedAt = try row["appealed_at"]
    deciderID = try row["decider_id"]
    decidedAt = try row["decided_at"]
    note = try row["note"]
    version = try row["version"]
  }

  /// How the amount was found.
  package var cpl: CPL? { CPL(derivation) }
  /// Whether it reduces the bonus now.
  package var counts: Bool { state == .approved || state == .upheld }
}

/// The rules of the ledger.
extension Deduction {
  /// The head agrees. Throws `Conflict("deduction_state")` where that is no question any more.
  func approved(by person: ID<Person>?, at now: Instant) throws -> Deduction {
    guard state == .proposed else { throw Conflict("deduction_state") }
    var next = self
    (next.state, next.approverID, next.approvedAt) = (.approved, person, now)
    return next
  }

  /// The person himself objects, in words.
  func appealed(_ words: String, at now: Instant) throws -> Deduction {
    guard state == .approved else { throw Conflict("deduction_state") }
    guard words.count >= Self.shortestAppeal else {
      throw Refusal("justification_short", field: "text", ["min": String(Self.shortestAppeal)])
    }
    var next = self
    (next.state, next.appeal, next.appealedAt) = (.appealed, words, now)
    return next
  }

  /// An appeal is upheld or ends it; what was merely proposed may be cancelled too.
  func decided(_ outcome: State, _ note: String?, by person: ID<Person>?, at now: Instant) throws -> Deduction {
    guard state == .appealed || (state == .proposed && outcome == .cancelled) else { throw Conflict("deduction_state") }
    guard outcome == .upheld || outcome == .cancelled else {
      throw Refusal("not_choice", field: "outcome", ["choices": "upheld, cancelled"])
    }
    var next = self
    (next.state, next.deciderID, next.decidedAt, next.note) = (outcome, person, now, note)
    return next
  }

  static let shortestAppeal = 20
}
