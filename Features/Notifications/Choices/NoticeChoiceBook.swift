import Kernel
import Store
import Timeline
import Web

/// What can be done with choices: each person has his own, and nobody else's.
package struct NoticeChoiceBook {
  let work: Work

  /// The actor's own.
  package func mine() throws -> NoticeChoices { try of(me()) }

  /// What holds for that person.
  func of(_ person: ID<Person>) throws -> NoticeChoices {
    try work.first("SELECT * FROM notice_choice WHERE person_id = \(person)") { try NoticeChoices(row: $0) }
      ?? NoticeChoices()
  }

  private func me() throws -> ID<Person> {
    guard let id = work.actor.id else { throw Forbidden() }
    return id
  }

  /// Changes what `edit` touches. What waited because of a rest that is now over goes out with the next look.
  /// - Throws: `Conflict` for a stale version.
  @discardableResult
  package func change(expecting version: Int? = nil, _ edit: (inout NoticeChoices) throws -> Void) throws
    -> NoticeChoices
  {
    let (person, old) = (try me(), try mine())
    guard version == nil || version == old.version else { throw Conflict("stale") }
    var new = old
    try edit(&new)
    guard new != old else { return old }
    new.version = old.version + 1
    try save(new, of: person)
    try work.record(NoticeChoicesChanged(person: person, changes: Self.changes(from: old, to: new)))
    return new
  }

  private func save(_ new: NoticeChoices, of person: ID<Person>) throws {
    try work.execute(
      """
      INSERT INTO notice_choice
        (person_id, channels, quiet_from, quiet_to, rests_on_days_off, resting_until, digest_at, version)
      VALUES (\(person), \(new.channelsText), \(new.rest.quiet?.from), \(new.rest.quiet?.to), \(new.rest.isOnDaysOff),
        \(new.rest.until), \(new.digestAt), \(new.version))
      ON CONFLICT (person_id) DO UPDATE SET channels = excluded.channels, quiet_from = excluded.quiet_from,
        quiet_to = excluded.quiet_to, rests_on_days_off = excluded.rests_on_days_off,
        resting_until = excluded.resting_until, digest_at = excluded.digest_at, version = excluded.version
      """)
  }

  private static func changes(from old: NoticeChoices, to new: NoticeChoices) -> [Fact.Change] {
    func quiet(_ choices: NoticeChoices) -> JSON {
      choices.rest.quiet.map { .string("\(ClockTime.text($0.from))–\(ClockTime.text($0.to))") } ?? .null
    }
    let topics = Set(old.channels.keys).union(new.channels.keys).sorted().filter {
      old.channels[$0] != new.channels[$0]
    }
    let plain = [
      Fact.Change("quiet", ifChangedFrom: quiet(old), to: quiet(new)),
      Fact.Change("rests_on_days_off", ifChangedFrom: .bool(old.rest.isOnDaysOff), to: .bool(new.rest.isOnDaysOff)),
      Fact.Change(
        "resting_until", ifChangedFrom: Fact.moment(old.rest.until), to: Fact.moment(new.rest.until)),
      Fact.Change(
        "digest_at", ifChangedFrom: JSON(old.digestAt.map(ClockTime.text)), to: JSON(new.digestAt.map(ClockTime.text))),
    ]
    let chosen = Fact.Change(
      "notice_topics", ifChangedFrom: .null,
      to: topics.isEmpty ? .null : .array(topics.map { Fact.word("notice_topics.\($0)") }))
    return (plain + [chosen]).compactMap(\.self)
  }
}

extension Work {
  package var noticeChoices: NoticeChoiceBook { NoticeChoiceBook(work: self) }
}

/// Somebody chose anew how he is told of what concerns him.
package struct NoticeChoicesChanged: Event {
  package static let kind = "notice_choices_changed"
  let person: ID<Person>
  let changes: [Fact.Change]
  package var subject: Subject { Subject("person", person.number) }
  package var audience: [ID<Person>]? { [person] }
  package var facts: JSON { ["what": Fact.changes(changes)] }
}
