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
  /// Those whom it concerns by name; nobody, unless the event says so.
  var notices: [Notice] { get }
}

extension Event {
  package var notices: [Notice] { [] }
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
    let columns: [StaticString] = [
      "at", "kind", "subject_kind", "subject_id", "actor_id", "actor_kind", "audience", "facts",
    ]
    let row = [
      (at ?? now).stored, type(of: event).kind.stored, event.subject.kind.stored, event.subject.number.stored,
      actor.id.stored, actor.word.stored, audience.stored, event.facts.text.stored,
    ]
    note(Occurrence(event: event))
    let isHeard = !actor.isQuiet || Installation.parts.contains(event.subject.kind)
    // Nobody is told of an import: it tells of what happened long ago.
    guard isHeard else { return try insert(into: "event", columns, row) }
    let id = try insert(into: "event", columns, row, as: ID<LoggedEvent>.self).number
    signal(Signal(subject: event.subject, event: id, audience: event.audience))
    for case .atOnce(let react) in reactions { try react(self, event, id) }
  }

  /// Tells the open pages of one person, and nobody else, that something of his own looks different.
  package func announce(_ kind: String, to person: ID<Person>, event: Int64) {
    signal(Signal(subject: Subject(kind, person.number), event: event, audience: [person], isPersonal: true))
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
