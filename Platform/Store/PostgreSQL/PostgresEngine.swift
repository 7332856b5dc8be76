/// The engine for several servers on one database: a pool of libpq's connections.
/// Behind a pooler it needs whole sessions, because it prepares statements and listens.
package final class PostgresEngine: Engine {
  package let dialect = Dialect.postgres
  private let url: String
  private let pool: PostgresPool
  private let listener: PostgresListener

  /// Numbers of advisory locks: any, the same for all versions of all servers.
  private enum Lock {
    static let migration: Int64 = 0x766f_726f_6e6b_61
    static let turn: Int64 = 0x766f_726f_6e6b_62
  }

  /// Connects once to see that the database is there.
  /// - Throws: `StoreError.badAddress`, `StoreError.unavailable`
  package init(url: String) async throws {
    _ = try PostgresAddress(url: url)
    self.url = url
    pool = PostgresPool(url: url, limit: 12)
    listener = PostgresListener(url: url)
    try await runAlone("SELECT 1")
  }

  package func read<T: Sendable>(
    _ body: @Sendable (any Connection) throws -> T
  ) async throws -> T {
    var attempt = 0
    while true {
      do {
        return try await pool.withSession { await $0.run(.read, body) }
      } catch StoreError.serialization(let message) {
        // A plan out of date, or a standby that had to give way to its primary.
        attempt += 1
        guard attempt < 4 else { throw StoreError.serialization(message) }
      }
    }
  }

  package func write<T: Sendable>(
    inTurn: Bool, _ body: @Sendable (any Connection) throws -> T
  ) async throws -> T {
    try await pool.withSession { session in
      inTurn ? await session.run(holding: Lock.turn, body) : await session.run(.write, body)
    }
  }

  package func notifications(_ failed: @escaping @Sendable (any Error) -> Void) -> AsyncStream<String>? {
    listener.stream(failed)
  }

  /// - Parameter backup: not used; what guards a server's database is its own backup.
  package func migrate(
    backup: Bool, _ body: @Sendable (any Connection) throws -> Void
  ) async throws {
    var attempt = 0
    while true {
      do {
        return try await pool.withSession { await $0.run(holding: Lock.migration, body) }
      } catch StoreError.serialization(let message) {
        // Servers of the version before go on writing.
        attempt += 1
        guard attempt < 20 else { throw StoreError.serialization(message) }
      }
    }
  }

  package func backup(to path: String) async throws {
    try await PostgresDump(url: url).write(to: path)
  }

  package func size() async throws -> Int64 {
    try await read { try $0.value("SELECT pg_database_size(current_database())") ?? 0 }
  }

  /// Runs a statement that can't be part of a transaction, such as `VACUUM`.
  package func runAlone(_ statement: SQL) async throws {
    let (text, values) = statement.rendered(for: .postgres)
    precondition(values.isEmpty, "a statement outside of transactions takes no values")
    try await pool.withSession { await $0.runAlone(text) }
  }

  package func close() async {
    await listener.close()
    await pool.close()
  }
}
