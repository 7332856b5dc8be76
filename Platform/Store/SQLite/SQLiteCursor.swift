import GRDB
import GRDBSQLite

/// Steps through a statement of GRDB's, which keeps watching transactions and the schema. What only
/// reads is stepped past GRDB's questions at each row.
final class SQLiteCursor: DatabaseCursor {
  typealias Element = SQLiteStatement
  let _statement: Statement
  var _isDone = false

  init(_ statement: Statement) {
    _statement = statement
  }

  func _element(sqliteStatement: SQLiteStatement) -> SQLiteStatement { sqliteStatement }

  /// The next row.
  func read() throws -> SQLiteStatement? {
    guard _statement.isReadonly else { return try next() }
    switch sqlite3_step(_statement.sqliteStatement) {
    case SQLITE_ROW: return _statement.sqliteStatement
    case SQLITE_DONE: return nil
    case let code:
      let message = sqlite3_errmsg(sqlite3_db_handle(_statement.sqliteStatement)).map { String(cString: $0) }
      throw DatabaseError(resultCode: ResultCode(rawValue: code), message: message)
    }
  }

  /// How many values the statement takes.
  var placeCount: Int { Int(sqlite3_bind_parameter_count(_statement.sqliteStatement)) }

  /// Begins anew with other values.
  func restart(with values: [Value]) {
    reset()
    _isDone = false
    for (index, value) in values.enumerated() { bind(value, at: Int32(index + 1)) }
  }

  /// Runs a statement without rows to its end, past what GRDB asks each time: an import inserts
  /// thousands of rows a second. Where it says false, `next` says why.
  func runs() -> Bool { sqlite3_step(_statement.sqliteStatement) == SQLITE_DONE }

  /// Gives up the rows that were not read. What a failed step says again here is known.
  func reset() {
    sqlite3_reset(_statement.sqliteStatement)
  }

  private func bind(_ value: Value, at place: Int32) {
    let statement = _statement.sqliteStatement
    let code =
      switch value {
      case .null: sqlite3_bind_null(statement, place)
      case .integer(let number): sqlite3_bind_int64(statement, place, number)
      case .real(let number): sqlite3_bind_double(statement, place, number)
      case .bool(let flag): sqlite3_bind_int64(statement, place, flag ? 1 : 0)
      case .text(let text): bind(text.storable, to: statement, at: place)
      }
    // Places are counted before, and text is far below SQLite's limit of a billion bytes.
    precondition(code == SQLITE_OK, "SQLite did not take a value")
  }

  private func bind(_ text: String, to statement: SQLiteStatement, at place: Int32) -> Int32 {
    // SQLite copies the text: its destructor of -1 says so.
    let copying = unsafeBitCast(-1, to: sqlite3_destructor_type.self)
    var text = text
    return text.withUTF8 { bytes in
      guard let start = bytes.baseAddress else {
        return sqlite3_bind_text(statement, place, "", 0, copying)
      }
      return start.withMemoryRebound(to: CChar.self, capacity: bytes.count) {
        sqlite3_bind_text(statement, place, $0, Int32(bytes.count), copying)
      }
    }
  }
}

/// The row at which a statement stands.
struct SQLiteRow: RowSource {
  private let statement: SQLiteStatement

  init(_ statement: SQLiteStatement) {
    self.statement = statement
  }

  func isNull(_ index: Int) -> Bool { type(index) == SQLITE_NULL }

  func integer(_ index: Int) throws -> Int64 {
    switch type(index) {
    case SQLITE_INTEGER: return sqlite3_column_int64(statement, Int32(index))
    case SQLITE_FLOAT:
      // `round` and its like give whole numbers as reals.
      guard let number = Int64(exactly: sqlite3_column_double(statement, Int32(index))) else {
        throw unreadable(index, "an integer")
      }
      return number
    default: throw unreadable(index, "an integer")
    }
  }

  func real(_ index: Int) throws -> Double {
    guard [SQLITE_INTEGER, SQLITE_FLOAT].contains(type(index)) else {
      throw unreadable(index, "a number")
    }
    return sqlite3_column_double(statement, Int32(index))
  }

  /// Numbers count as text too, because `->>` gives them for a text of JSON.
  func text(_ index: Int) throws -> String {
    guard ![SQLITE_NULL, SQLITE_BLOB].contains(type(index)),
      let start = sqlite3_column_text(statement, Int32(index))
    else { throw unreadable(index, "text") }
    let count = Int(sqlite3_column_bytes(statement, Int32(index)))
    return String(decoding: UnsafeBufferPointer(start: start, count: count), as: UTF8.self)
  }

  func bool(_ index: Int) throws -> Bool { try integer(index) != 0 }

  private func type(_ index: Int) -> Int32 { sqlite3_column_type(statement, Int32(index)) }

  private func unreadable(_ index: Int, _ expected: String) -> StoreError {
    .unreadable("column \(index) is not \(expected)")
  }
}
