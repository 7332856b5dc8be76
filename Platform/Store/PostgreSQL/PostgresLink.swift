import CPostgres
import Foundation

/// One connection of libpq. It waits for the server, so it lives on a queue or thread of its own.
final class PostgresLink {
  enum Transaction: String {
    case read = "BEGIN ISOLATION LEVEL REPEATABLE READ READ ONLY"
    case write = "BEGIN ISOLATION LEVEL SERIALIZABLE"
  }

  private let handle: OpaquePointer
  private var prepared = PreparedStatements(limit: 256)
  /// The first refusal since the transaction began: whoever swallows it may not commit.
  private var refusal: StoreError?
  private var transaction: Transaction?
  /// The server takes no writes: another one should be looked for.
  private(set) var isReadOnlyServer = false

  /// Connects to the first of the hosts that answers and suits `target_session_attrs`.
  init(url: String) throws {
    // What the URL says comes last and wins.
    let settings = [
      ("connect_timeout", "10"), ("keepalives_idle", "20"), ("keepalives_interval", "5"),
      ("keepalives_count", "3"), ("tcp_user_timeout", "30000"), ("application_name", "voronka"),
      ("dbname", url), ("client_encoding", "UTF8"),
    ]
    guard let handle = Self.connect(settings) else { throw StoreError.unavailable("no memory") }
    self.handle = handle
    PQsetNoticeProcessor(handle, { _, _ in }, nil)
    guard PQstatus(handle) == CONNECTION_OK else { throw StoreError.unavailable(lastMessage) }
    try command(
      "SET TimeZone = 'UTC'; SET statement_timeout = 0; SET DateStyle = 'ISO'; "
        + "SET standard_conforming_strings = on; "
        // Each everyday query has its index and is written for it: planned once, not for each of its
        // values, a board of 17 ms takes 8. None is so long that compiling it would pay.
        + "SET plan_cache_mode = force_generic_plan; SET jit = off")
  }

  deinit {
    PQfinish(handle)
  }

  var isLost: Bool { PQstatus(handle) == CONNECTION_BAD }
  /// No transaction is open and the server answers: the next one may have it.
  var isIdle: Bool { !isLost && PQtransactionStatus(handle) == PQTRANS_IDLE }
  var socket: Int32 { PQsocket(handle) }

  /// Runs a command without values, outside of the statement cache.
  @discardableResult
  func command(_ text: String) throws -> PostgresResult {
    try checked(PQexec(handle, text), statement: text)
  }

  /// Runs a statement, prepared once for its text and the types of its values.
  func run(_ text: String, _ values: [Value]) throws -> (PostgresResult, Columns) {
    let parameters = PostgresParameters(values)
    guard PreparedStatements.areWorth(text) else {
      let types = parameters.types.map { $0 ?? 0 }
      let pointer = parameters.withPointers { pointers in
        PQexecParams(
          handle, text, Int32(values.count), types, pointers, parameters.lengths,
          parameters.formats, 0)
      }
      let result = try checked(pointer, statement: text)
      return (result, Columns(names: result.columnNames))
    }
    let statement =
      try prepared.find(text, parameters.types) ?? prepare(text, types: parameters.types)
    let pointer = parameters.withPointers { pointers in
      PQexecPrepared(
        handle, statement.name, Int32(values.count), pointers, parameters.lengths,
        parameters.formats, 0)
    }
    let result = try checked(pointer, statement: text)
    if let columns = statement.columns { return (result, columns) }
    let columns = Columns(names: result.columnNames)
    prepared.set(columns, of: text, statement.name)
    return (result, columns)
  }

  private func prepare(_ text: String, types: [UInt32?]) throws -> PreparedStatements.Entry {
    let (new, dropped) = prepared.add(text, types)
    do {
      for name in dropped { try command("DEALLOCATE \(name)") }
      let declared = new.types.map { $0 ?? 0 }
      try checked(
        PQprepare(handle, new.name, text, Int32(declared.count), declared), statement: text)
    } catch {
      prepared.remove(text, new.name)
      throw error
    }
    return new
  }

  // MARK: Transactions

  func begin(_ transaction: Transaction) throws {
    refusal = nil
    self.transaction = transaction
    try command(transaction.rawValue)
  }

  /// Commits, or throws what stood in the way: a swallowed refusal made the server roll back.
  func commit() throws {
    if let refusal { throw refusal }
    let result = try command("COMMIT")
    guard result.tag == "COMMIT" else {
      throw StoreError.failed(message: "rolled back by the server", statement: "COMMIT")
    }
  }

  func rollBack() {
    guard !isLost, PQtransactionStatus(handle) != PQTRANS_IDLE else { return }
    // A lost connection rolls back as well; the link is then seen as lost and thrown away.
    PQclear(PQexec(handle, "ROLLBACK"))
  }

  // MARK: Copying in

  /// Sends `rows` as the content of `COPY … FROM STDIN` and returns how many arrived.
  func copy(_ statement: String, rows: some Sequence<[Value]>, width: Int) throws -> Int {
    let start = try checked(PQexec(handle, statement), statement: statement)
    precondition(start.status == PGRES_COPY_IN)
    var content = CopyText()
    for row in rows {
      precondition(row.count == width, "a row of another width")
      content.append(row)
      if content.bytes.count > 1 << 16 {
        guard send(&content) else { break }
      }
    }
    _ = send(&content)
    PQputCopyEnd(handle, nil)
    let result = try checked(PQgetResult(handle), statement: statement)
    while let rest = PQgetResult(handle) { PQclear(rest) }
    return result.changedRows
  }

  private func send(_ content: inout CopyText) -> Bool {
    defer { content.removeAll() }
    return content.bytes.withUnsafeBytes { memory in
      guard let start = memory.baseAddress?.assumingMemoryBound(to: CChar.self) else { return true }
      return PQputCopyData(handle, start, Int32(memory.count)) == 1
    }
  }

  // MARK: Notifications

  /// The payloads that arrived since the last call; nil where the connection is lost.
  func arrivedNotifications() -> [String]? {
    guard PQconsumeInput(handle) == 1, !isLost else { return nil }
    var payloads: [String] = []
    while let notification = PQnotifies(handle) {
      payloads.append(String(cString: notification.pointee.extra))
      PQfreemem(notification)
    }
    return payloads
  }

  // MARK: Refusals

  @discardableResult
  private func checked(_ pointer: OpaquePointer?, statement: String) throws -> PostgresResult {
    guard let pointer else {
      // libpq did not even send it: the connection is lost or the statement has no form.
      throw isLost
        ? StoreError.unavailable(lastMessage)
        : .failed(message: lastMessage, statement: statement)
    }
    let result = PostgresResult(pointer)
    switch result.status {
    case PGRES_COMMAND_OK, PGRES_TUPLES_OK, PGRES_COPY_IN, PGRES_EMPTY_QUERY: return result
    default: break
    }
    let failure = PostgresFailure(result)
    if failure.isStalePlan { prepared.removeAll() }
    let error: StoreError
    if failure.isReadOnly, transaction == .write {
      isReadOnlyServer = true
      error = .unavailable("the server became read-only")
    } else if isLost {
      error = .unavailable(lastMessage)
    } else {
      error = failure.error(statement: statement)
    }
    refusal = refusal ?? error
    throw error
  }

  private var lastMessage: String {
    let lines = String(cString: PQerrorMessage(handle)).split(whereSeparator: \.isNewline)
    return lines.joined(separator: " ")
  }

  private static func connect(_ settings: [(String, String)]) -> OpaquePointer? {
    let copies = settings.map { (strdup($0.0), strdup($0.1)) }
    defer {
      for copy in copies {
        free(copy.0)
        free(copy.1)
      }
    }
    let keys = copies.map { UnsafePointer($0.0) } + [nil]
    let values = copies.map { UnsafePointer($0.1) } + [nil]
    return PQconnectdbParams(keys, values, 1)
  }
}
