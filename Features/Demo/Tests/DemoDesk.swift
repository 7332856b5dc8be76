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
    try await self.init(database: TestDatabase(engine))
  }

  /// One that was filled before; every test gets its own copy.
  static func filled(_ engine: TestEngine) async throws -> DemoDesk {
    try await DemoDesk(database: template.copy(engine))
  }

  private init(database: TestDatabase) async throws {
    self.database = database
    site = try await Self.open(database.address)
  }

  func end() async {
    await crm.store.close()
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

  private static let template = TestTemplate { address in
    let site = try await open(address)
    _ = try await Demo(site: site, deals: deals, seed: 7, batch: 150).fill()
    await site.crm.store.close()
  }

  private static func open(_ address: DatabaseAddress) async throws -> Site {
    let now = Instant("2026-03-03T12:00:30+03:00") ?? Instant(milliseconds: 0)
    let store = try await Store(address) { now.milliseconds }
    try await store.migrate(migrations)
    let crm = try await CRM(
      store: store, clock: Clock(reading: { now }, isSet: true), defaults: .init(zone: .gmt, language: "en"),
      folder: FileManager.default.temporaryDirectory,
      logger: Logger(label: "test") { _ in SwiftLogNoOpLogHandler() })
    return try Site(crm: crm, features: features, vendorFolder: URL(fileURLWithPath: "public/vendor"))
  }
}
