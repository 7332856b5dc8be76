import Refusals

/// The two steps of a check as the table of their paths, for the tests of the operations and of the doors alike:
/// what the recordings hold, what calls to the client come to, and the one outcome that is open at the end.
package struct CheckPath: Sendable, CustomStringConvertible {
  /// What the recordings of a deal hold.
  package enum Talk: String, CaseIterable, Sendable {
    case missing, equal, different, unvoiced, skipped
    /// Somebody wrote down that they talked: there is nothing to hear.
    case unrecorded
    /// The recording was skipped, and the talk without one was looked at.
    case muted

    /// Which of its two talks have a recording.
    package var recorded: [Bool] {
      switch self {
      case .missing: []
      case .unrecorded: [false, false]
      case .equal, .different, .unvoiced, .skipped, .muted: [true, false]
      }
    }

    /// Whether that call is skipped when the case is gone through.
    package func skips(_ place: Int) -> Bool { self == .skipped || (self == .muted && recorded[place]) }

    /// Whether a refusal can have been heard.
    package var isHeard: Bool { self == .equal || self == .different || self == .unvoiced }
  }

  /// What a call to the client comes to: a client who confirms is asked whether a better price helps.
  package enum Answer: String, Sendable {
    case unreached, confirmed, denied, accepted, declined
  }

  package let talk: Talk
  package let answers: [Answer]
  /// Nil where something is left to be done.
  package let outcome: RefusalCase.Outcome?

  package var description: String {
    "\(talk), \(answers.map(\.rawValue).joined(separator: ", ")) → \(outcome?.rawValue ?? "open")"
  }

  /// Whether the client himself named another reason than the claimed one.
  package var isCorrected: Bool { answers.contains(.confirmed) || answers.contains(.declined) }

  /// Whether a deduction is proposed: the client himself said that he had not refused. Of one who was not reached
  /// nobody knows.
  package var isDenied: Bool { outcome == .returned && answers.contains(.denied) }

  /// What calls to the client lead to where the recordings did not prove the claim.
  private static let called: [([Answer], RefusalCase.Outcome?)] = [
    ([], nil), ([.unreached], nil), ([.unreached, .unreached], nil),
    ([.unreached, .unreached, .unreached], .returned), ([.confirmed], .closed), ([.denied], .returned),
    ([.accepted], .offer), ([.declined], .closed), ([.unreached, .confirmed], .closed),
    ([.unreached, .unreached, .denied], .returned), ([.denied, .accepted], .offer), ([.confirmed, .denied], .returned),
    ([.accepted, .confirmed], .closed), ([.unreached, .unreached, .unreached, .denied], .returned),
    ([.unreached, .unreached, .unreached, .confirmed], .closed), ([.denied, .unreached], .returned),
  ]

  package static let all: [CheckPath] =
    Talk.allCases.filter { $0 != .equal }.flatMap { talk in
      called.map { CheckPath(talk: talk, answers: $0.0, outcome: $0.1) }
    } + [
      CheckPath(talk: .equal, answers: [], outcome: .closed),
      CheckPath(talk: .equal, answers: [.unreached], outcome: .closed),
      CheckPath(talk: .equal, answers: [.confirmed], outcome: .closed),
      CheckPath(talk: .equal, answers: [.denied], outcome: .returned),
      CheckPath(talk: .equal, answers: [.accepted], outcome: .offer),
      CheckPath(talk: .equal, answers: [.declined], outcome: .closed),
    ]
}
