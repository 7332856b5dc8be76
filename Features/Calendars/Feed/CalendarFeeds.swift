import Kernel
import Store
import Web

/// A person's secret address, by which other calendars fetch his.
struct CalendarFeed: Sendable {
  let createdAt: Instant
  /// When it was last fetched, to the hour.
  let fetchedAt: Instant?
}

/// What can be done with secret addresses: everybody makes, renews and ends his own.
struct CalendarFeeds {
  let work: Work

  /// The actor's own; nil where he has none.
  func own() throws -> CalendarFeed? {
    try work.first("SELECT * FROM calendar_feed WHERE person_id = \(try person().id)") { row in
      CalendarFeed(createdAt: try row["created_at"], fetchedAt: try row["fetched_at"])
    }
  }

  /// Makes the actor's address, or another in place of it: the old one leads nowhere from then on.
  /// - Returns: the secret, which is shown once.
  func renew() throws -> String {
    let (person, secret) = (try person(), Secret.make())
    let hadOne = try own() != nil
    try work.execute(
      """
      INSERT INTO calendar_feed (person_id, hash, created_at) VALUES (\(person.id), \(Secret.hash(secret)), \(work.now))
      ON CONFLICT (person_id) DO UPDATE
      SET hash = excluded.hash, created_at = excluded.created_at, fetched_at = NULL
      """)
    try work.record(CalendarFeedMade(person: person, isAnew: hadOne))
    return secret
  }

  /// Ends the actor's address.
  func revoke() throws {
    let person = try person()
    guard try work.execute("DELETE FROM calendar_feed WHERE person_id = \(person.id)") > 0 else { return }
    try work.record(CalendarFeedEnded(person: person))
  }

  /// Whose calendar that secret opens.
  /// - Throws: `NotFound` for one that opens none, also where its person has left.
  func person(by secret: String) throws -> Person {
    let id: ID<Person>? = try work.value(
      "SELECT person_id FROM calendar_feed WHERE hash = \(Secret.hash(secret))")
    guard let person = id.flatMap({ work.installation.people[$0] }), person.active, !person.job.isOutside
    else { throw NotFound("page") }
    return person
  }

  /// Notes that it was fetched, once an hour at most.
  func noteFetch(of person: ID<Person>) throws {
    let before = work.now.adding(seconds: -3600)
    try work.execute(
      """
      UPDATE calendar_feed SET fetched_at = \(work.now)
      WHERE person_id = \(person) AND (fetched_at IS NULL OR fetched_at < \(before))
      """)
  }

  /// Whether `noteFetch` would write anything.
  func isFetchNew(of person: ID<Person>) throws -> Bool {
    let last: Instant? = try work.value(
      "SELECT fetched_at FROM calendar_feed WHERE person_id = \(person)", as: Instant?.self
    ).flatMap { $0 }
    return last.map { $0 < work.now.adding(seconds: -3600) } ?? true
  }

  private func person() throws -> Person {
    guard let person = work.actor.person else { throw Forbidden() }
    return person
  }
}

extension Work {
  var calendarFeeds: CalendarFeeds { CalendarFeeds(work: self) }
}

/// Somebody made the secret address of his calendar, or another in place of it.
package struct CalendarFeedMade: Event {
  package static let kind = "calendar_feed_made"
  let person: Person
  let isAnew: Bool

  package var subject: Subject { Subject("person", person.id.number) }
  package var audience: [ID<Person>]? { nil }
  package var facts: JSON { ["name": .string(person.name), "renewed": .bool(isAnew)] }
}

/// Somebody ended it.
package struct CalendarFeedEnded: Event {
  package static let kind = "calendar_feed_ended"
  let person: Person

  package var subject: Subject { Subject("person", person.id.number) }
  package var audience: [ID<Person>]? { nil }
  package var facts: JSON { ["name": .string(person.name)] }
}
