import CSQLite
import Foundation
import GRDB

/// The embedded engine: GRDB's pool over one file in WAL mode.
/// Full synchronisation: what was acknowledged survives a power cut.
package final class SQLiteEngine: Engine {
  package let dialect = Dialect.sqlite
  private let pool: DatabasePool
  private let path: String

  package init(path: String) throws {
    self.path = path
    csqlite_count_no_memory()
    do {
      let folder = URL(fileURLWithPath: path).deletingLastPathComponent()
      try FileManager.default.createDirectory(at: folder, withIntermediateDirectories: true)
      var configuration = Configuration()
      configuration.maximumReaderCount = 4
      configuration.busyMode = .timeout(10)
      configuration.foreignKeysEnabled = true
      configuration.prepareDatabase { database in
        try database.execute(sql: "PRAGMA cache_size = -12000")
        try database.execute(sql: "PRAGMA temp_store = MEMORY")
        try database.execute(sql: "PRAGMA mmap_size = 0")
      }
      pool = try DatabasePool(path: path, configuration: configuration)
      try pool.writeWithoutTransaction { database in
        try database.execute(sql: "PRAGMA synchronous = FULL")
        try database.execute(sql: "PRAGMA journal_size_limit = 67108864")
        // Imports touch the ends of some forty indexes in each transaction: with room for them, and
        // with what they write brought into the file every 64 MB instead of every 4, they spend half
        // the time on the disk.
        try database.execute(sql: "PRAGMA cache_size = -48000")
        try database.execute(sql: "PRAGMA wal_autocheckpoint = 16000")
      }
    } catch {
      throw StoreError.unavailable("\(path): \(error)")
    }
  }

  package func read<T: Sendable>(
    _ body: @Sendable (any Connection) throws -> T
  ) async throws -> T {
    try await StoreError.translating("BEGIN") {
      try await pool.read { try body(SQLiteConnection($0)) }
    }
  }

  /// - Parameter inTurn: not used; an embedded database has one writer at a time.
  package func write<T: Sendable>(
    inTurn: Bool, _ body: @Sendable (any Connection) throws -> T
  ) async throws -> T {
    try await StoreError.translating("COMMIT") {
      try await pool.write { database in
        let connection = SQLiteConnection(database)
        let result = try body(connection)
        if let refusal = connection.refusal { throw refusal }
        return result
      }
    }
  }

  package func notifications(_ failed: @escaping @Sendable (any Error) -> Void) -> AsyncStream<String>? { nil }

  package func migrate(
    backup: Bool, _ body: @Sendable (any Connection) throws -> Void
  ) async throws {
    if backup {
      let stamp = Int(Date().timeIntervalSince1970)
      try await self.backup(to: "\(path).before-\(stamp)")
    }
    try await write(inTurn: true, body)
  }

  package func backup(to path: String) async throws {
    try StoreError.translating("backup") {
      let copy = try DatabaseQueue(path: path)
      try pool.backup(to: copy)
      try copy.close()
    }
  }

  package func size() async throws -> Int64 {
    try ["", "-wal"].reduce(into: 0) { total, suffix in
      let file = path + suffix
      guard FileManager.default.fileExists(atPath: file) else { return }
      let attributes = try FileManager.default.attributesOfItem(atPath: file)
      total += (attributes[.size] as? NSNumber)?.int64Value ?? 0
    }
  }

  package func close() async {
    do {
      // What lies in the log goes into the file, so that the file alone is the database: people move it.
      _ = try await pool.barrierWriteWithoutTransaction { try $0.checkpoint(.truncate) }
      try pool.close()
    } catch {
      FileHandle.standardError.write(Data("\(path) could not be closed in good order: \(error)\n".utf8))
    }
  }
}
