import Kernel
import Store

/// Work that went from some people to others in one step, and can come back in one.
package struct Handover: Sendable {
  package enum Kind: String, CaseIterable, Storable {
    /// Somebody gave it over by hand.
    case work
    /// He left the company.
    case leaving
    /// He is away and comes back.
    case absence
    /// Clients who bought went to a department that looks after them.
    case service
  }

  package enum State: String, CaseIterable, Storable {
    case running, done, undoing, undone
  }

  package static let kind = "handover"

  package let id: ID<Handover>
  package let kind: Kind
  /// Who did it; nil is the product itself.
  package let personID: ID<Person>?
  package let heirs: [ID<Person>]
  package let state: State
  /// How many of the steps, person by person and kind by kind of record, are behind it.
  let position: Int
  /// The last record it came to in this step.
  let reached: Int64
  /// So many records it goes through, about.
  package let total: Int
  package let takenBack, kept: Int
  package let at: Instant
  package let endedAt: Instant?

  init(row: Row) throws {
    (id, kind, personID) = (try row["id"], try row["kind"], try row["person_id"])
    heirs = [ID<Person>](listed: try row["heirs"])
    (state, position, reached) = (try row["state"], try row["position"], try row["reached"])
    (total, takenBack, kept) = (try row["total"], try row["taken_back"], try row["kept"])
    (at, endedAt) = (try row["at"], try row["ended_at"])
  }
}

/// How much of each kind of record goes, or went, to one person.
package struct HandoverShare: Sendable, Hashable {
  package let heir: ID<Person>
  /// By the holding's name: `deals`, `clients`.
  package let counts: [String: Int]

  package var total: Int { counts.values.reduce(0, +) }
}

/// Work of some people became that of another: one event an heir, with how much of each kind came to him, so
/// that he is told once instead of for each deal.
package struct WorkHandedOver: Event {
  package static let kind = "work_handed_over"
  let handover: Handover
  /// Whose it was.
  let names: [String]
  let share: HandoverShare
  /// Where the heir finds what came to him.
  let path: String?
  /// The last day of the absence, where it is one.
  let last: Day?

  private func count(_ key: String) -> Int { share.counts[key] ?? 0 }

  /// One bell for all of it.
  package var notices: [Notice] {
    guard let path, handover.kind != .service else { return [] }
    let from = names.joined(separator: ", ")
    if let last {
      return [
        Notice("standing_in", to: share.heir, facts: ["from": .string(from), "last": ["day": JSON(last)]], path: path)
      ]
    }
    guard count("deals") > 0 else {
      return [Notice("handed_over_other", to: share.heir, facts: ["from": .string(from)], path: path)]
    }
    return [.handedOver(count("deals"), from: from, to: share.heir, path: path)]
  }
  package var subject: Subject { Subject("person", share.heir.number) }
  package var audience: [ID<Person>]? { [share.heir] }
  package var facts: JSON {
    [
      "name": .string(names.joined(separator: ", ")), "to_id": JSON(share.heir), "to": ["person": JSON(share.heir)],
      "handover_id": JSON(handover.id), "deals": JSON(count("deals")), "clients": JSON(count("clients")),
      "activities": JSON(count("activities")),
    ]
  }
}

/// What had been handed over came back.
package struct WorkReturned: Event {
  package static let kind = "work_returned"
  let handover: Handover
  let person: ID<Person>
  let name: String
  package var subject: Subject { Subject("person", person.number) }
  package var audience: [ID<Person>]? { [person] + handover.heirs }
  package var facts: JSON {
    [
      "name": .string(name), "handover_id": JSON(handover.id), "count": JSON(handover.takenBack),
      "kept": JSON(handover.kept),
    ]
  }
  package var notices: [Notice] {
    guard handover.takenBack > 0 else { return [] }
    return [Notice("work_returned", to: person, facts: ["count": JSON(handover.takenBack)], path: "/deals?scope=mine")]
  }
}
