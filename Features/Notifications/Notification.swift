import Kernel
import Store

/// Something that one person is told of.
package struct Notification: Sendable, Hashable {
  package static let kind = "notification"

  package let id: ID<Notification>
  /// `mention`, `assigned`, `handed_over`: its words are the text `notices.KIND`.
  package let kind: String
  package let subject: Subject
  package let actorID: ID<Person>?
  /// What its words mention: the facts of the event, and its own.
  package let facts: JSON
  /// Where it leads, when that is not the record's page.
  let ownPath: String?
  /// How often the same happened in one go: forty deals given over at once are told of once.
  package let times: Int
  package let at: Instant
  package let readAt: Instant?

  init(row: Row) throws {
    id = try row["id"]
    kind = try row["kind"]
    subject = Subject(try row["subject_kind"], try row["subject_id"])
    actorID = try row["actor_id"]
    let own = try JSON(parsing: row["facts"] as String).fields ?? []
    let event = try (row["event_facts"] as String?).map { try JSON(parsing: $0) }
    facts = .object((event?.fields ?? []) + own)
    ownPath = try row["path"]
    times = try row["times"]
    at = try row["at"]
    readAt = try row["read_at"]
  }
}
