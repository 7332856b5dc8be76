import Demo
import Foundation
import Kernel
import Logging
import Product
import Store
import Support
import Web

/// A database with the demo company in it.
struct DemoDesk: Sendable {
  static let deals = 400

  let site: Site
  private let database: TestDatabase

  var crm: CRM { site.crm }

  /// An empty installation at the time at which the demo company's years end.
  init(_ engine: TestEngine) async throws {
    database = try await TestDatabase(engine)
    site = try await Self.open(database.address)
  }

  /// The same, filled.
  static func filled(_ engine: TestEngine) async throws -> DemoDesk {
    let desk = try await DemoDesk(engine)
    _ = try await Demo(site: desk.site, deals: deals, seed: 7, batch: 150).fill()
    return desk
  }

  func end() async {
    await crm.store.close()
    try? FileManager.default.removeItem(at: crm.folder)  // its files; a left-over harms nobody
    await database.remove()
  }

  func value<T: Storable>(_ sql: SQL, as type: T.Type = T.self) async throws -> T? {
    try await crm.read(as: .system("test")) { try $0.value(sql, as: type) }
  }

  func values<T: Storable>(_ sql: SQL, as type: T.Type = T.self) async throws -> [T] {
    try await crm.read(as: .system("test")) { try $0.values(sql, as: type) }
  }

  /// How many rows the query finds: what should not be.
  func count(_ sql: SQL) async throws -> Int {
    try await value("SELECT count(*) FROM (\(sql)) AS found") ?? -1
  }

  private static func open(_ address: DatabaseAddress) async throws -> Site {
    let now = Instant("2026-03-03T12:00:30+03:00") ?? Instant(milliseconds: 0)
    let store = try await Store(address) { now.milliseconds }
    try await store.migrate(migrations)
    let crm = try await CRM(
      store: store, clock: Clock(reading: { now }, isSet: true), defaults: .init(zone: .gmt, language: "en"),
      folder: FileManager.default.temporaryDirectory.appendingPathComponent("voronka-\(UUID().uuidString)"),
      logger: Logger(label: "test") { _ in SwiftLogNoOpLogHandler() })
    return try Site(crm: crm, features: features, vendorFolder: URL(fileURLWithPath: "public/vendor"))
  }
}
