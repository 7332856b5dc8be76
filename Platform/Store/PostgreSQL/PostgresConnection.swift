import CPostgres

/// An open transaction on a link, lent for one closure.
final class PostgresConnection: Connection {
  let dialect = Dialect.postgres
  private let link: PostgresLink

  init(_ link: PostgresLink) {
    self.link = link
  }

  @discardableResult
  func execute(_ sql: SQL) throws -> Int {
    let (text, values) = sql.rendered(for: .postgres)
    return try link.run(text, values).0.changedRows
  }

  func query(_ sql: SQL, _ body: (Row) throws -> Void) throws {
    let (text, values) = sql.rendered(for: .postgres)
    let (result, columns) = try link.run(text, values)
    try withExtendedLifetime(result) {
      for row in 0..<result.rowCount {
        try body(Row(columns: columns, source: PostgresRow(result: result.pointer, row: row)))
      }
    }
  }

  func notify(_ payload: String) throws {
    try execute("SELECT pg_notify('voronka', \(payload))")
  }

  @discardableResult
  func insert(
    into table: StaticString, columns: [StaticString], rows: some Sequence<[Value]>, keys: Keys
  ) throws -> Int {
    let target = SQL.target(table, columns)
    let count = try link.copy(
      "COPY \(target) FROM STDIN", rows: rows, width: columns.count)
    if keys == .given, columns.contains(where: { "\($0)" == "id" }) { try countOn(from: "\(table)") }
    return count
  }

  func reserve(_ count: Int, in table: StaticString) throws -> [Int64] {
    try values("SELECT nextval(pg_get_serial_sequence(\(SQL.plain(table)), 'id')) FROM generate_series(1, \(count))")
  }

  /// Lets the identity of the table go on after the keys that came with the rows.
  private func countOn(from table: String) throws {
    try execute(
      SQL(
        stringLiteral: """
          SELECT setval(counter, (SELECT max(id) FROM \(table)))
          FROM pg_get_serial_sequence('\(table)', 'id') AS counter
          WHERE counter IS NOT NULL AND (SELECT max(id) FROM \(table)) > nextval(counter)
          """))
  }
}
