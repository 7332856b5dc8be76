import Kernel
import Store

/// What an activity is.
package enum ActivityKind: String, CaseIterable, Storable {
  case task, call, meeting, email, message

  /// Whether it is contact with the client, so that finishing it touches him.
  package var isContact: Bool { self != .task }
}

/// What is to be done next with a client or in a deal: kept beside the record by the one who keeps the
/// activities, so that no card has to look for it.
package struct NextActivity: Sendable, Hashable {
  /// When it is due; an activity of a whole day at the end of that day.
  package let at: Instant
  package let kind: ActivityKind
  package let isAllDay: Bool

  package init(at: Instant, kind: ActivityKind, isAllDay: Bool) {
    self.at = at
    self.kind = kind
    self.isAllDay = isAllDay
  }

  /// Reads the columns `next_activity_at`, `next_activity_kind` and `next_activity_all_day`.
  package init?(row: Row) throws {
    guard let at = try row["next_activity_at"] as Instant? else { return nil }
    self.at = at
    kind = try row["next_activity_kind"] as ActivityKind? ?? .task
    isAllDay = try row["next_activity_all_day"]
  }
}

/// How urgent what comes next is.
package enum DueState: String, Sendable, CaseIterable {
  case none, later, today, late

  /// - Parameter endOfToday: when tomorrow begins for the reader.
  package init(_ next: NextActivity?, at now: Instant, endOfToday: Instant) {
    guard let next else {
      self = .none
      return
    }
    self = next.at < now ? .late : next.at < endOfToday ? .today : .later
  }
}

extension Companies {
  /// Keeps what is to be done next with the client. It is no change of what is known of him: open forms
  /// stay as they are, lists and pages hear of it.
  package func setNext(_ next: NextActivity?, of id: ID<Company>) throws {
    try work.execute(
      """
      UPDATE company SET next_activity_at = \(next?.at), next_activity_kind = \(next?.kind),
        next_activity_all_day = \(next?.isAllDay ?? false)
      WHERE id = \(id)
      """)
    if !work.actor.isQuiet { try work.announce(Subject(Company.kind, id.number), audience: nil) }
  }
}
