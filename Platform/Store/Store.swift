import Foundation

/// The database of an installation: snapshots to read, serialisable transactions to write.
/// It knows nothing of sales.
package struct Store: Sendable {
  package let engine: any Engine
  let now: @Sendable () -> Int64

  /// Opens the database at `address`, making an embedded one where there is none.
  /// - Parameter now: milliseconds since 1970, for the dates of migrations.
  /// - Throws: `StoreError.unavailable`
  package init(_ address: DatabaseAddress, now: @escaping @Sendable () -> Int64) async throws {
    engine =
      switch address {
      case .sqlite(let path): try SQLiteEngine(path: path)
      case .postgres(let url): try await PostgresEngine(url: url)
      }
    self.now = now
  }

  package var dialect: Dialect { engine.dialect }

  /// Reads from one snapshot.
  package func read<T: Sendable>(
    _ body: @Sendable (any Connection) throws -> T
  ) async throws -> T {
    try await engine.read(body)
  }

  /// Writes in one transaction; `body` touches nothing but the database and is run again, up to
  /// twenty times with growing pauses, where a concurrent transaction stood in its way. Who lost
  /// three times takes turns with the other losers, so that a crowd at one row comes through.
  @discardableResult
  package func write<T: Sendable>(
    _ body: @Sendable (any Connection) throws -> T
  ) async throws -> T {
    var attempt = 0
    while true {
      do {
        return try await engine.write(inTurn: attempt > 2, body)
      } catch StoreError.serialization(let message) {
        guard attempt < 20 else { throw StoreError.serialization(message) }
      } catch StoreError.unique(let message) {
        // The row that stands in the way is visible to the next run, which refuses in words.
        guard attempt < 3 else { throw StoreError.unique(message) }
      }
      attempt += 1
      try await Task.sleep(for: .milliseconds(Int.random(in: 0...min(4 << attempt, 250))))
    }
  }

  package func close() async { await engine.close() }
}
