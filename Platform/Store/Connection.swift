/// An open transaction as the layers above see it: statements in, rows out.
/// It never leaves the closure that received it. After an error of the database it does not
/// commit, even where the closure swallows the error.
package protocol Connection: AnyObject {
  var dialect: Dialect { get }

  /// Runs a statement and returns how many rows it changed.
  @discardableResult
  func execute(_ sql: SQL) throws -> Int

  /// Runs a query and hands each row to `body`.
  func query(_ sql: SQL, _ body: (Row) throws -> Void) throws

  /// Inserts many rows the fastest way the engine has, and returns how many. Each row holds the
  /// values in the order of `columns`; the names are those of the source code.
  @discardableResult
  func insert(
    into table: StaticString, columns: [StaticString], rows: some Sequence<[Value]>, keys: Keys
  ) throws -> Int

  /// Takes `count` numbers from the table's counter, so that nobody else gets them.
  func reserve(_ count: Int, in table: StaticString) throws -> [Int64]

  /// Sends `payload` (below 8,000 bytes) to all servers on this database when the transaction
  /// commits. On the embedded engine there is one server, so nothing is sent.
  func notify(_ payload: String) throws
}

/// Where the numbers come from that rows bring along.
package enum Keys: Sendable {
  /// From elsewhere: the table's counter goes on after them.
  case given
  /// From the table's counter, by `reserve`.
  case reserved
}

extension Connection {
  @discardableResult
  package func insert(
    into table: StaticString, columns: [StaticString], rows: some Sequence<[Value]>
  ) throws -> Int {
    try insert(into: table, columns: columns, rows: rows, keys: .given)
  }

  /// Every row, made into a value.
  package func all<T>(_ sql: SQL, _ make: (Row) throws -> T) throws -> [T] {
    var rows: [T] = []
    try query(sql) { rows.append(try make($0)) }
    return rows
  }

  /// The first row, or nil.
  package func first<T>(_ sql: SQL, _ make: (Row) throws -> T) throws -> T? {
    var found: T?
    try query(sql) { if found == nil { found = try make($0) } }
    return found
  }

  /// The first column of the first row, or nil where there is no row.
  package func value<T: Storable>(_ sql: SQL, as type: T.Type = T.self) throws -> T? {
    try first(sql) { try $0[0] as T }
  }

  /// The first column of every row.
  package func values<T: Storable>(_ sql: SQL, as type: T.Type = T.self) throws -> [T] {
    try all(sql) { try $0[0] as T }
  }
}

/// One of the two engines.
package protocol Engine: Sendable {
  var dialect: Dialect { get }

  /// Runs `body` in a read-only snapshot; many run at once.
  func read<T: Sendable>(_ body: @Sendable (any Connection) throws -> T) async throws -> T

  /// Runs `body` in one serialisable transaction, committed durably before this returns.
  /// Those that ask for it `inTurn`, because they lost to others before, run one after another.
  /// Throws `StoreError.serialization` or `.unique` where running it again may help.
  func write<T: Sendable>(
    inTurn: Bool, _ body: @Sendable (any Connection) throws -> T
  ) async throws -> T

  /// What other servers (and this one) sent by `notify`, without end; nil where one server is all.
  /// It begins with "", and "" comes again whenever signals may have been lost: fetch again.
  /// - Parameter failed: hears, once for each time that the connection is lost, why it does not come back.
  func notifications(_ failed: @escaping @Sendable (any Error) -> Void) -> AsyncStream<String>?

  /// Runs `body` while no other server migrates. The embedded database is copied aside first
  /// where `backup` says so.
  func migrate(backup: Bool, _ body: @Sendable (any Connection) throws -> Void) async throws

  /// Copies the whole database to `path` while it is in use.
  func backup(to path: String) async throws

  /// Bytes on disk.
  func size() async throws -> Int64

  /// Ends all connections; waits for what runs.
  func close() async
}
