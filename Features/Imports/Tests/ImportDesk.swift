import Clients
import Deals
import Foundation
import Kernel
import Logging
import Store
import Support
import Team
import Timeline
import Web

@testable import Imports

/// A company that Ольга has just founded: the ready-made funnels, and files to be taken in.
struct ImportDesk: Sendable {
  let crm: CRM
  let olga: ID<Person>
  let reader: Reader
  private let database: TestDatabase
  private let folder: URL

  private static let features = [teamFeature, timelineFeature, clientsFeature, dealsFeature, importsFeature]
  static let now = Instant("2026-03-02T09:00:00+03:00") ?? Instant(milliseconds: 0)

  init(_ engine: TestEngine) async throws {
    let now = Self.now
    database = try await TestDatabase(engine)
    folder = FileManager.default.temporaryDirectory.appendingPathComponent("imports-\(UUID().uuidString)")
    let store = try await Store(database.address, now: { now.milliseconds })
    try await store.migrate(
      [.kernel001, .kernel002, .kernel003, .kernel004, .kernel005, .web001] + Self.features.flatMap(\.migrations))
    let zone = TimeZone(identifier: "Europe/Moscow") ?? .gmt
    crm = try await CRM(
      store: store, clock: Clock(reading: { now }, isSet: true), defaults: .init(zone: zone, language: "ru"),
      folder: folder, logger: Logger(label: "tests"))
    let reader = Reader(
      language: "ru", zone: zone, now: now, currency: .rub, texts: try Site.texts(of: Self.features))
    self.reader = reader
    olga = try await crm.write(as: .system("test")) { work in
      try work.found(
        Founding(
          company: "Лампа", zone: zone, currency: .rub, language: "ru",
          first: PersonDraft(name: "Ольга Сергеева", email: "olga@lampa.example", job: .owner), password: nil),
        features: Self.features, offers: Self.features.flatMap(\.offers), reader: reader)
    }
  }

  /// Opens a desk, works at it, and clears it away.
  static func open(_ engine: TestEngine, _ body: (ImportDesk) async throws -> Void) async throws {
    let desk = try await ImportDesk(engine)
    do {
      try await body(desk)
    } catch {
      await desk.close()
      throw error
    }
    await desk.close()
  }

  private func close() async {
    await crm.store.close()
    await database.remove()
    try? FileManager.default.removeItem(at: folder)  // a left-over in the temporary folder harms nobody
  }

  var owner: Actor {
    crm.installation.people[olga].map { Actor($0, in: crm.installation) } ?? .system("test")
  }

  /// Queues the import of a file.
  func send(
    _ file: String, _ mapping: String, named name: String = "deals.csv", isDryRun: Bool = false
  ) async throws -> ID<Import> {
    try await crm.beginImport(
      of: .bytes(Array(file.utf8)[...]), named: name, mapping: Array(mapping.utf8), isDryRun: isDryRun, as: owner)
  }

  /// Lets a worker do all that is queued.
  func drain() async throws {
    try await Worker(crm: crm, kinds: importsFeature.jobs).drain()
  }

  func read<T: Sendable>(_ body: @Sendable (Work) throws -> T) async throws -> T {
    try await crm.read(as: owner, body)
  }

  func item(_ id: ID<Import>) async throws -> Import { try await read { try $0.imports.find(id) } }

  /// Takes a file in to its end.
  func take(
    _ file: String, _ mapping: String, named name: String = "deals.csv", isDryRun: Bool = false
  ) async throws -> Import {
    let id = try await send(file, mapping, named: name, isDryRun: isDryRun)
    try await drain()
    return try await item(id)
  }

  func deals() async throws -> [Deal] {
    try await read { try $0.all("SELECT * FROM deal ORDER BY id") { try Deal(row: $0) } }
  }

  /// How many rows the table has.
  func count(_ table: SQL) async throws -> Int {
    try await read { try $0.value("SELECT count(*) FROM \(table)") ?? 0 }
  }

  /// The file of rows that were not taken.
  func rejected(_ item: Import) async throws -> String {
    guard let rows = try await RejectedRows(of: item, in: crm) else { return "" }
    let path = folder.appendingPathComponent("rejected.csv").path
    try await rows.write(to: path, for: reader)
    return String(decoding: try Data(contentsOf: URL(fileURLWithPath: path)), as: UTF8.self)
  }

  func moment(_ text: String) -> Instant? { Instant(text) }
}

/// The code and field of each rule that stands against what `body` asks for.
func refusals(_ body: () async throws -> Void) async throws -> [String] {
  do {
    try await body()
    return []
  } catch let refusal as Refusal {
    return refusal.violations.map { "\($0.field ?? ""): \($0.code)" }
  }
}
