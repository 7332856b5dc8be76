import Store

/// What the business saw, in the past tense, with the facts that timeline, audit and undo need.
package protocol Event: Sendable {
  /// `deal_moved`: the name in the log and of its wording, `events.deal_moved`.
  static var kind: String { get }
  var subject: Subject { get }
  /// Who took part before and after, so that live updates reach only those who may see it;
  /// nil for what everybody may know.
  var audience: [ID<Person>]? { get }
  var facts: JSON { get }
}

/// The record that an event or a signal is about.
package struct Subject: Sendable, Hashable {
  package let kind: String
  package let number: Int64
  package init(_ kind: String, _ number: Int64) {
    self.kind = kind
    self.number = number
  }
}

/// An event as the log keeps it.
package struct LoggedEvent: Sendable {
  package let id: Int64
  package let at: Instant
  package let kind: String
  package let subject: Subject
  package let actorID: ID<Person>?
  package let actorKind: String
  package let audience: [ID<Person>]?
  package let facts: JSON

  package init(row: Row) throws {
    id = try row["id"]
    at = try row["at"]
    kind = try row["kind"]
    subject = Subject(try row["subject_kind"], try row["subject_id"])
    actorID = try row["actor_id"]
    actorKind = try row["actor_kind"]
    audience = (try row["audience"] as String?).map { text in
      text.split(separator: ",").compactMap { ID<Person>($0) }
    }
    facts = try JSON(parsing: row["facts"] as String)
  }

  package static let columns: SQL =
    "event.id, event.at, event.kind, event.subject_kind, event.subject_id, event.actor_id, event.actor_kind, event.audience, event.facts"
}

extension Work {
  /// Writes the event to the log and tells open pages after the commit.
  /// - Parameter at: when it happened, where that is not now (an import of the past).
  package func record(_ event: some Event, at: Instant? = nil) throws {
    let audience = event.audience.map { $0.map(\.description).joined(separator: ",") }
    let id: Int64? = try value(
      """
      INSERT INTO event (at, kind, subject_kind, subject_id, actor_id, actor_kind, audience, facts)
      VALUES (\(at ?? now), \(type(of: event).kind), \(event.subject.kind), \(event.subject.number),
        \(actor.id), \(actor.word), \(audience), \(event.facts.text))
      RETURNING id
      """)
    guard let id else { throw StoreError.unreadable("event without a number") }
    note(Occurrence(event: event))
    if !actor.isQuiet || Installation.parts.contains(event.subject.kind) {
      signal(Signal(subject: event.subject, event: id, audience: event.audience))
    }
  }

  /// Tells open pages that the record looks different, without an event in the log: for progress.
  package func announce(_ subject: Subject, audience: [ID<Person>]?) throws {
    signal(Signal(subject: subject, event: try newestEvent(), audience: audience))
  }

  /// What happened to the record, newest first, before event `before`.
  package func history(of subject: Subject, before: Int64?, limit: Int) throws -> [LoggedEvent] {
    try all(
      """
      SELECT \(LoggedEvent.columns) FROM event
      WHERE subject_kind = \(subject.kind) AND subject_id = \(subject.number)
        AND id < \(before ?? Int64.max)
      ORDER BY id DESC LIMIT \(limit)
      """
    ) { try LoggedEvent(row: $0) }
  }

  /// The log after event `after`, oldest first, as far as no slower transaction can still come
  /// before it; not yet narrowed to what the actor may hear.
  package func log(after: Int64, limit: Int) throws -> [LoggedEvent] {
    try all(
      """
      SELECT \(LoggedEvent.columns) FROM event
      WHERE id > \(after) AND \(.settled) ORDER BY id LIMIT \(limit)
      """
    ) { try LoggedEvent(row: $0) }
  }

  /// The number of the newest event.
  package func newestEvent() throws -> Int64 {
    try value("SELECT max(id) FROM event", as: Int64?.self).flatMap { $0 } ?? 0
  }
}
