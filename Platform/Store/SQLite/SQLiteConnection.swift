import Foundation
import GRDB
import GRDBSQLite

/// A transaction of GRDB, lent for one closure. GRDB prepares and steps; values go in and out
/// through SQLite's own functions, because GRDB's rows would turn a surprise into a crash.
final class SQLiteConnection: Connection {
  let dialect = Dialect.sqlite
  private let database: Database
  /// The first error of the database: as on PostgreSQL, whoever swallows it may not commit.
  private(set) var refusal: (any Error)?

  init(_ database: Database) {
    self.database = database
  }

  @discardableResult
  func execute(_ sql: SQL) throws -> Int {
    let (text, values) = sql.rendered(for: .sqlite)
    let before = database.totalChangesCount
    let cursor = try cursor(text, values)
    defer { cursor.reset() }
    try remembering(text) { while try cursor.next() != nil {} }
    return database.totalChangesCount == before ? 0 : database.changesCount
  }

  func query(_ sql: SQL, _ body: (Row) throws -> Void) throws {
    let (text, values) = sql.rendered(for: .sqlite)
    let cursor = try cursor(text, values)
    defer { cursor.reset() }
    var row: Row?
    while let statement = try remembering(text, { try cursor.read() }) {
      let current =
        row ?? Row(columns: Columns(names: cursor.columnNames), source: SQLiteRow(statement))
      row = current
      try body(current)
    }
  }

  @discardableResult
  func insert(
    into table: StaticString, columns: [StaticString], rows: some Sequence<[Value]>, keys: Keys
  ) throws -> Int {
    let places = (1...columns.count).map { "$\($0)" }.joined(separator: ", ")
    let text = "INSERT INTO \(SQL.target(table, columns)) VALUES (\(places))"
    let cursor = try cursor(text, columns.map { _ in .null })
    defer { cursor.reset() }
    var count = 0
    for row in rows {
      precondition(row.count == columns.count, "a row of another width")
      cursor.restart(with: row)
      if !cursor.runs() { try remembering(text) { while try cursor.next() != nil {} } }
      count += 1
    }
    return count
  }

  func reserve(_ count: Int, in table: StaticString) throws -> [Int64] {
    let table = SQL.plain(table)
    let last: Int64? = try value(
      "UPDATE sqlite_sequence SET seq = seq + \(count) WHERE name = \(table) RETURNING seq")
    guard let last else {
      // Nothing was ever inserted.
      try execute("INSERT INTO sqlite_sequence (name, seq) VALUES (\(table), \(count))")
      return Array(1...Int64(count))
    }
    return Array(last - Int64(count) + 1...last)
  }

  func notify(_ payload: String) throws {}

  private func remembering<T>(_ text: String, _ body: () throws -> T) throws -> T {
    do {
      return try StoreError.translating(text, body)
    } catch {
      refusal = refusal ?? error
      throw error
    }
  }

  private func cursor(_ text: String, _ values: [Value]) throws -> SQLiteCursor {
    try remembering(text) {
      var statement = try database.cachedStatement(sql: text)
      // The same query is being read further out: this one needs its own.
      if sqlite3_stmt_busy(statement.sqliteStatement) != 0 {
        statement = try database.makeStatement(sql: text)
      }
      let cursor = SQLiteCursor(statement)
      guard cursor.placeCount == values.count else {
        throw StoreError.failed(message: "\(values.count) values do not fit", statement: text)
      }
      cursor.restart(with: values)
      return cursor
    }
  }
}

extension StoreError {
  /// Runs `body` and turns what GRDB throws into our errors.
  static func translating<T>(_ statement: String, _ body: () throws -> T) throws -> T {
    do {
      return try body()
    } catch let error as DatabaseError {
      throw translation(of: error, statement)
    }
  }

  /// The same for what has to be waited for.
  static func translating<T>(
    _ statement: String, _ body: () async throws -> T
  ) async throws -> T {
    do {
      return try await body()
    } catch let error as DatabaseError {
      throw translation(of: error, statement)
    }
  }

  private static func translation(of error: DatabaseError, _ statement: String) -> any Error {
    let message = error.message ?? ""
    switch error.resultCode {
    case .SQLITE_BUSY, .SQLITE_LOCKED: return StoreError.serialization("\(error.resultCode)")
    case .SQLITE_INTERRUPT: return CancellationError()
    case .SQLITE_CONSTRAINT
    where error.extendedResultCode == .SQLITE_CONSTRAINT_UNIQUE
      || error.extendedResultCode == .SQLITE_CONSTRAINT_PRIMARYKEY
      || error.extendedResultCode == .SQLITE_CONSTRAINT_ROWID:
      return StoreError.unique(message)
    case .SQLITE_FULL, .SQLITE_IOERR, .SQLITE_CANTOPEN:
      return StoreError.unavailable("\(error.resultCode): \(message)")
    default:
      // Messages on JSON and on full-text queries end with the value they mean.
      let end = message.range(of: " near ")?.lowerBound ?? message.endIndex
      return StoreError.failed(
        message: "\(error.resultCode): \(message[..<end])", statement: statement)
    }
  }
}
