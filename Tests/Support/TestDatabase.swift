import Foundation
import Store
import Synchronization

/// The engines that a test runs on.
package enum TestEngine: String, CaseIterable, Sendable {
  case sqlite, postgres

  /// Both, or SQLite alone where there is no PostgreSQL and nobody insists on one: a run with
  /// `CI=true` or `VORONKA_REQUIRE_POSTGRES=1` fails without it.
  package static let available: [TestEngine] = {
    if postgres.isAvailable { return allCases }
    let notice = "SKIPPED on PostgreSQL: VORONKA_TEST_POSTGRES is not set (bin/postgres-for-tests)\n"
    FileHandle.standardError.write(Data(notice.utf8))
    return [.sqlite]
  }()

  /// Whether tests of this engine are to run (and to fail where it is missing but required).
  package var isAvailable: Bool {
    self == .sqlite || Self.server != nil || Self.isRequired
  }

  static var server: String? {
    ProcessInfo.processInfo.environment["VORONKA_TEST_POSTGRES"].flatMap { $0.isEmpty ? nil : $0 }
  }

  private static var isRequired: Bool {
    let environment = ProcessInfo.processInfo.environment
    return environment["CI"] == "true" || environment["VORONKA_REQUIRE_POSTGRES"] == "1"
  }
}

/// An empty database of a test's own. On PostgreSQL it is made on the server that
/// `VORONKA_TEST_POSTGRES` names.
package struct TestDatabase: Sendable {
  package let engine: TestEngine
  package let address: DatabaseAddress
  private let name: String

  package init(_ engine: TestEngine) async throws {
    try await self.init(engine, copying: nil)
  }

  /// Makes a copy of another, which nobody may have open.
  init(_ engine: TestEngine, copying template: TestDatabase?) async throws {
    self.engine = engine
    name = "t_" + String(UInt64.random(in: .min ... .max), radix: 36)
    switch engine {
    case .sqlite:
      let folder = Self.folder(name)
      try FileManager.default.createDirectory(at: folder, withIntermediateDirectories: true)
      let path = folder.appendingPathComponent("voronka.sqlite").path
      address = .sqlite(path: path)
      if case .sqlite(let source) = template?.address {
        try FileManager.default.copyItem(atPath: source, toPath: path)
      }
    case .postgres:
      let server = try TestServer()
      address = .postgres(url: server.url(ofDatabase: name))
      try await server.run("CREATE DATABASE \(name) TEMPLATE \(template?.name ?? "template1")")
    }
  }

  /// Deletes the database; close its store first.
  package func remove() async {
    switch engine {
    case .sqlite: try? FileManager.default.removeItem(at: Self.folder(name))
    case .postgres: try? await TestServer().run("DROP DATABASE IF EXISTS \(name) WITH (FORCE)")
    }
  }

  fileprivate var folder: URL { Self.folder(name) }

  private static func folder(_ name: String) -> URL {
    FileManager.default.temporaryDirectory.appendingPathComponent("voronka-tests-\(name)")
  }
}

/// A database that many tests begin with: prepared once in a run, then copied.
package actor TestTemplate {
  private let prepare: @Sendable (DatabaseAddress) async throws -> Void
  private var made: [TestEngine: Task<TestDatabase, any Error>] = [:]

  /// - Parameter prepare: fills the database and closes it again.
  package init(_ prepare: @escaping @Sendable (DatabaseAddress) async throws -> Void) {
    self.prepare = prepare
  }

  package func copy(_ engine: TestEngine) async throws -> TestDatabase {
    let prepare = prepare
    let template =
      made[engine]
      ?? Task {
        let database = try await TestDatabase(engine)
        Leftovers.removeAtExit(database)
        try await prepare(database.address)
        return database
      }
    made[engine] = template
    return try await TestDatabase(engine, copying: template.value)
  }
}

/// Folders that serve the whole run and go with it. On PostgreSQL the server itself is thrown away.
private enum Leftovers {
  private static let folders = Mutex<[URL]>([])

  static func removeAtExit(_ database: TestDatabase) {
    guard database.engine == .sqlite else { return }
    let isFirst = folders.withLock { known in
      known.append(database.folder)
      return known.count == 1
    }
    guard isFirst else { return }
    atexit {
      for folder in Leftovers.folders.withLock({ $0 }) {
        try? FileManager.default.removeItem(at: folder)  // the run is over: nobody is left to hear of it
      }
    }
  }
}

/// The PostgreSQL server of the tests.
private struct TestServer {
  private static let connections = Task { try await PostgresEngine(url: TestEngine.server ?? "") }
  private let url: String

  init() throws {
    guard let server = TestEngine.server else {
      throw StoreError.unavailable("VORONKA_TEST_POSTGRES is not set")
    }
    url = server
  }

  func run(_ statement: String) async throws {
    try await Self.connections.value.runAlone(SQL(stringLiteral: statement))
  }

  /// The server's URL with another database in it.
  func url(ofDatabase name: String) -> String {
    guard var parts = URLComponents(string: url) else { return url }
    parts.path = "/" + name
    return parts.string ?? url
  }
}
