import Kernel
import Store
import Web

/// What can be done with notifications. Everybody has his own; none shows what its reader may no
/// longer see.
package struct Notifications {
  let work: Work
  let records: [String: RecordKind]

  /// The bell counts no further.
  package static let most = 99

  private func me() throws -> ID<Person> {
    guard let id = work.actor.id else { throw Forbidden() }
    return id
  }

  /// Those that the actor may see: what they are about is within his reach now.
  private var reach: SQL {
    let kinds = records.values.sorted { $0.kind < $1.kind }.map { record -> SQL in
      """
      (notification.subject_kind = \(record.kind) AND EXISTS (
        SELECT 1 FROM \(record.visible(work)) AS seen WHERE seen.id = notification.subject_id))
      """
    }
    return kinds.reduce("notification.subject_kind IN ('person', 'day')") { "\($0) OR \($1)" }
  }

  func rows(_ condition: SQL, limit: Int) throws -> [Notification] {
    try work.all(
      """
      SELECT notification.*, event.facts AS event_facts
      FROM notification LEFT JOIN event ON event.id = notification.event_id
      WHERE notification.person_id = \(me()) AND \(condition) AND (\(reach))
      ORDER BY notification.id DESC LIMIT \(limit)
      """
    ) { try Notification(row: $0) }
  }

  private static func state(unread: Bool) -> SQL {
    unread ? "notification.read_at IS NULL AND NOT notification.hidden" : "NOT notification.hidden"
  }

  /// The newest first.
  package func list(unread: Bool = false, after: Cursor? = nil, limit: Int) throws -> Slice<Notification> {
    let before = try after?.number() ?? Int64.max
    let found = try rows(
      "\(Self.state(unread: unread)) AND notification.id < \(before)", limit: limit + 1)
    return Slice(found, limit: limit) { Cursor([JSON($0.id)]) }
  }

  package func count(unread: Bool = false) throws -> Int {
    try work.value(
      """
      SELECT count(*) FROM notification
      WHERE notification.person_id = \(me()) AND \(Self.state(unread: unread)) AND (\(reach))
      """) ?? 0
  }

  /// How many are unread, as far as the bell counts: `most + 1` is "more".
  package func unread() throws -> Int {
    try work.value(
      """
      SELECT count(*) FROM (
        SELECT 1 FROM notification
        WHERE notification.person_id = \(me()) AND notification.read_at IS NULL AND (\(reach))
        LIMIT \(Self.most + 1)
      ) AS counted
      """) ?? 0
  }

  /// The actor's own; throws `NotFound`.
  package func find(_ id: ID<Notification>) throws -> Notification {
    guard let found = try rows("notification.id = \(id)", limit: 1).first else { throw NotFound(Notification.kind) }
    return found
  }

  /// Marks it as read.
  @discardableResult
  package func read(_ id: ID<Notification>) throws -> Notification {
    let found = try find(id)
    guard found.readAt == nil else { return found }
    try work.execute("UPDATE notification SET read_at = \(work.now) WHERE id = \(id)")
    try ring()
    return try find(id)
  }

  /// Marks all as read.
  package func readAll() throws {
    let changed = try work.execute(
      "UPDATE notification SET read_at = \(work.now) WHERE person_id = \(me()) AND read_at IS NULL")
    if changed > 0 { try ring() }
  }

  /// Tells the person's open windows.
  private func ring() throws {
    work.announce(Notification.kind, to: try me(), event: try work.newestEvent())
  }
}

extension Work {
  package func notifications(_ records: [String: RecordKind]) -> Notifications {
    Notifications(work: self, records: records)
  }
}
