import Foundation
import Store
import Support
import Testing

@Suite struct MigrationTests {
  private let first = Migration(
    "deals-001",
    [
      """
      CREATE TABLE deal (
        id \(.identity), title TEXT NOT NULL, closed_at instant, due_on day,
        data json_record NOT NULL DEFAULT '{}'
      )
      """,
      "INSERT INTO deal (title) VALUES ('the first')",
    ])
  private let second = Migration(
    "deals-002", ["ALTER TABLE deal ADD COLUMN amount BIGINT NOT NULL DEFAULT 0"])

  @Test(arguments: TestEngine.available)
  func eachMigrationRunsOnce(_ engine: TestEngine) async throws {
    try await withStore(engine) { store in
      #expect(try await store.pastMigrations() == [])
      try await store.migrate([first])
      try await store.migrate([first])
      try await store.migrate([first, second])
      #expect(try await store.titles() == ["the first"])
      #expect(try await store.pastMigrations() == ["deals-001", "deals-002"])
      let amounts = try await store.read { try $0.values("SELECT amount FROM deal", as: Int.self) }
      #expect(amounts == [0])
    }
  }

  @Test(arguments: TestEngine.available)
  func aMigrationThatFailsLeavesNothing(_ engine: TestEngine) async throws {
    try await withStore(engine) { store in
      let broken = Migration("broken-001", ["CREATE TABLE other (id BIGINT)", "SELECT nonsense"])
      await #expect(throws: StoreError.self) { try await store.migrate([first, broken]) }
      #expect(try await store.pastMigrations() == [])
      try await store.migrate([first])
      #expect(try await store.titles() == ["the first"])
    }
  }

  @Test(.enabled(if: TestEngine.postgres.isAvailable, "VORONKA_TEST_POSTGRES is not set"))
  func twoServersMigrateAtOnce() async throws {
    try await withTwoStores(.postgres) { one, other in
      try await withThrowingTaskGroup(of: Void.self) { group in
        for store in [one, other, one, other] {
          group.addTask { try await store.migrate([first, second]) }
        }
        try await group.waitForAll()
      }
      #expect(try await one.titles() == ["the first"])
      #expect(try await other.pastMigrations() == ["deals-001", "deals-002"])
    }
  }

  @Test(.enabled(if: TestEngine.postgres.isAvailable, "VORONKA_TEST_POSTGRES is not set"))
  func newColumnsAreKnownToThePlannerAtOnce() async throws {
    try await withStore(.postgres) { store in
      try await store.migrate([first])
      try await store.migrate([first, second])
      let known = try await store.read {
        try $0.value("SELECT count(*) FROM pg_stats WHERE tablename = 'deal' AND attname = 'amount'", as: Int.self)
      }
      #expect(known == 1)
    }
  }

  @Test func anEmbeddedDatabaseWithDataIsCopiedAside() async throws {
    let database = try await TestDatabase(.sqlite)
    guard case .sqlite(let path) = database.address else { return }
    let folder = URL(fileURLWithPath: path).deletingLastPathComponent().path
    func copies() throws -> [String] {
      try FileManager.default.contentsOfDirectory(atPath: folder).filter { $0.contains(".before-") }
    }
    try await withStore(at: database) { store in
      try await store.migrate([first])
      #expect(try copies() == [])
      try await store.migrate([first, second])
      #expect(try copies().count == 1)
    }
    await database.remove()
  }

  @Test(arguments: TestEngine.available)
  func aBackupHoldsTheData(_ engine: TestEngine) async throws {
    try await withStore(engine) { store in
      // A folder: opened, the copy has files beside it.
      let folder = FileManager.default.temporaryDirectory.appendingPathComponent("voronka-backup-\(UUID())")
      try FileManager.default.createDirectory(at: folder, withIntermediateDirectories: true)
      defer { try? FileManager.default.removeItem(at: folder) }  // a left-over harms nobody
      let path = folder.appendingPathComponent("copy").path
      try await store.migrate([first])
      try await store.engine.backup(to: path)
      #expect(try await store.engine.size() > 4096)
      guard engine == .sqlite else {
        let start = try FileHandle(forReadingFrom: URL(fileURLWithPath: path)).read(upToCount: 5)
        #expect(start == Data("PGDMP".utf8))
        return
      }
      let copy = try await Store(.sqlite(path: path), now: { 0 })
      #expect(try await copy.titles() == ["the first"])
      await copy.close()
    }
  }
}
