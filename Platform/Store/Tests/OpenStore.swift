import Foundation
import Store
import Support
import Testing

/// Lends a store on an empty database to `body`, and deletes the database afterwards.
func withStore<T>(_ engine: TestEngine, _ body: (Store) async throws -> T) async throws -> T {
  let database = try await TestDatabase(engine)
  do {
    let result = try await withStore(at: database, body)
    await database.remove()
    return result
  } catch {
    await database.remove()
    throw error
  }
}

/// Lends one more store on a database that is there.
func withStore<T>(
  at database: TestDatabase, _ body: (Store) async throws -> T
) async throws -> T {
  let store = try await Store(database.address, now: { 1_700_000_000_000 })
  do {
    let result = try await body(store)
    await store.close()
    return result
  } catch {
    await store.close()
    throw error
  }
}

/// Lends two servers' stores on one database.
func withTwoStores(
  _ engine: TestEngine, _ body: (Store, Store) async throws -> Void
) async throws {
  let database = try await TestDatabase(engine)
  do {
    try await withStore(at: database) { one in
      try await withStore(at: database) { other in try await body(one, other) }
    }
  } catch {
    await database.remove()
    throw error
  }
  await database.remove()
}

extension Store {
  /// Makes the table that most of these tests work on.
  func makeDeals() async throws {
    try await write { connection in
      try connection.execute(
        """
        CREATE TABLE deal (
          id \(.identity),
          title TEXT NOT NULL UNIQUE,
          amount BIGINT NOT NULL DEFAULT 0,
          open BOOLEAN NOT NULL DEFAULT TRUE
        )
        """)
    }
  }

  func add(_ titles: String...) async throws {
    try await write { connection in
      for title in titles {
        try connection.execute("INSERT INTO deal (title) VALUES (\(title))")
      }
    }
  }

  func titles() async throws -> [String] {
    try await read { try $0.values("SELECT title FROM deal ORDER BY id") }
  }
}

/// What a body throws to give up.
struct Refused: Error {}
