import Files
import Foundation
import HTML
import Kernel
import Logging
import Store
import Support
import Web

@testable import Timeline

/// A log with one person in it, whose events are read again as the database keeps them and told
/// in Russian.
struct WordedLog {
  struct Happening: Event {
    static let kind = "something_happened"
    let facts: JSON
    var subject: Subject { Subject("company", 7) }
    var audience: [ID<Person>]?
  }

  let crm: CRM
  private let database: TestDatabase
  private let folder: URL

  static func open(_ engine: TestEngine, _ body: (WordedLog) async throws -> Void) async throws {
    let log = try await WordedLog(engine)
    do {
      try await body(log)
    } catch {
      await log.close()
      throw error
    }
    await log.close()
  }

  private init(_ engine: TestEngine) async throws {
    database = try await TestDatabase(engine)
    let now = Instant("2026-03-02T09:00:00+03:00") ?? Instant(milliseconds: 0)
    let store = try await Store(database.address, now: { now.milliseconds })
    try await store.migrate([.kernel001, .kernel002, .kernel003, .kernel004, .kernel005, .files001, .timeline001])
    try await store.write { connection in
      for name in ["Анна Крылова", "Борис Дёмин"] {
        try connection.execute(
          """
          INSERT INTO person (name, email, job, active, created_at, version)
          VALUES (\(name), \(name), 'manager', \(true), \(now), 1)
          """)
      }
      try connection.execute(
        """
        INSERT INTO role_right (job, kind, action, reach)
        VALUES ('manager', 'company', 'see', 'own')
        """)
    }
    let name = "voronka-texts-\(UInt64.random(in: 0 ... .max))"
    folder = FileManager.default.temporaryDirectory.appendingPathComponent(name)
    crm = try await CRM(
      store: store, clock: Clock(reading: { now }, isSet: true),
      defaults: .init(zone: TimeZone(identifier: "Europe/Moscow") ?? .gmt, language: "ru"),
      folder: folder, logger: Logger(label: "test"))
  }

  func actor(_ number: Int64) -> Actor {
    let installation = crm.installation
    return installation.people[ID(number)].map { Actor($0, in: installation) } ?? .system("nobody")
  }

  func record(_ facts: JSON, as actor: Actor, audience: [ID<Person>]? = nil) async throws -> LoggedEvent {
    try await crm.write(as: actor) { work in
      try work.record(Happening(facts: facts, audience: audience))
      return try work.history(of: Subject("company", 7), before: nil, limit: 1)[0]
    }
  }

  /// How an event is told where its text is `template`.
  func wording(_ template: String?, aside: String? = nil) throws -> EventWording {
    var words: [String: String] = ["fields.company.name": "Название", "fields.inn": "ИНН"]
    words["events.something_happened"] = template
    words["events.something_happened.aside"] = aside
    words["actors.import"] = "Импорт"
    let texts = folder.appendingPathComponent("Texts")
    try FileManager.default.createDirectory(at: texts, withIntermediateDirectories: true)
    for language in Texts.languages {
      try JSONEncoder().encode(words).write(to: texts.appendingPathComponent("\(language).json"))
    }
    var all = try Site.texts(of: [timelineFeature])
    if let bundle = Bundle(url: folder) { try all.add(bundle) }
    let reader = Reader(
      language: "ru", zone: crm.installation.zone, now: crm.clock.now, currency: .rub, texts: all)
    return EventWording(reader: reader, installation: crm.installation)
  }

  private func close() async {
    await crm.store.close()
    await database.remove()
    try? FileManager.default.removeItem(at: folder)  // what was never made need not go
  }
}
