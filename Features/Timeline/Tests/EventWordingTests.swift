import Foundation
import HTML
import Kernel
import Store
import Support
import Testing
import Web

@testable import Timeline

/// A log in which events are written and read again, so that their facts come back as the database
/// keeps them.
struct WordedLog {
  let crm: CRM
  let database: TestDatabase

  struct Happening: Event {
    static let kind = "contact_shown"
    let facts: JSON
    var subject: Subject { Subject("company", 7) }
    var audience: [ID<Person>]? { nil }
  }

  init(_ engine: TestEngine) async throws {
    database = try await TestDatabase(engine)
    let now = Instant("2026-03-02T09:00:00+03:00") ?? Instant(milliseconds: 0)
    let store = try await Store(database.address, now: { now.milliseconds })
    try await store.migrate([.kernel001, .timeline001])
    try await store.write { connection in
      _ = try connection.execute(
        """
        INSERT INTO person (name, email, job, active, created_at, version)
        VALUES ('Анна Крылова', 'anna@example.com', 'manager', \(true), \(now), 1)
        """)
    }
    crm = try await CRM(
      store: store, clock: Clock(reading: { now }, isSet: true),
      defaults: .init(zone: TimeZone(identifier: "Europe/Moscow") ?? .gmt, language: "ru"),
      folder: FileManager.default.temporaryDirectory, logger: .init(label: "test"))
  }

  var anna: Actor {
    crm.installation.people[ID(1)].map { Actor($0, in: crm.installation) } ?? .system("nobody")
  }

  /// What the log says of it, in Russian.
  func wording(
    of facts: JSON, as actor: Actor, template: String
  ) async throws -> (text: String, markup: String) {
    let event = try await crm.write(as: actor) { work in
      try work.record(Happening(facts: facts))
      return try work.history(of: Subject("company", 7), before: nil, limit: 1)[0]
    }
    let wording = EventWording(
      reader: try TestWords.reader(["events.contact_shown": template]),
      installation: crm.installation)
    return (wording.text(event), wording.markup(event).text)
  }

  func close() async {
    await crm.store.close()
    await database.remove()
  }
}
