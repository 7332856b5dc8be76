extension Connection {
  /// Lets `body` fill the tables: their indexes are made anew after it, which is several times
  /// quicker than keeping them while millions of rows come in. All within this transaction: others
  /// see the tables with their indexes, before and after.
  package func loading<T>(_ tables: [StaticString], _ body: () throws -> T) throws -> T {
    let names = tables.map(SQL.plain)
    let indexes = try indexes(of: names)
    try roomier()
    for index in indexes { try execute(SQL(stringLiteral: "DROP INDEX \(index.name)")) }
    let result = try body()
    for index in indexes { try execute(SQL(stringLiteral: index.definition)) }
    try usual()
    return result
  }

  /// Those that stand on their own: what a key or a rule needs, stays.
  private func indexes(of tables: [String]) throws -> [(name: String, definition: String)] {
    switch dialect {
    case .sqlite:
      try all(
        """
        SELECT name, sql AS definition FROM sqlite_master
        WHERE type = 'index' AND sql IS NOT NULL AND tbl_name IN \(list: tables) ORDER BY name
        """
      ) { (try $0["name"], try $0["definition"]) }
    case .postgres:
      try all(
        """
        SELECT indexname::text AS name, indexdef AS definition FROM pg_indexes
        WHERE schemaname = current_schema() AND tablename IN \(list: tables)
          AND NOT EXISTS (
            SELECT 1 FROM pg_constraint
            WHERE conindid = (quote_ident(schemaname) || '.' || quote_ident(indexname))::regclass)
        ORDER BY indexname
        """
      ) { (try $0["name"], try $0["definition"]) }
    }
  }

  private func roomier() throws {
    switch dialect {
    case .sqlite: try query("PRAGMA cache_size = -200000") { _ in }
    case .postgres: try execute("SET LOCAL maintenance_work_mem = '256MB'")
    }
  }

  private func usual() throws {
    if dialect == .sqlite { try query("PRAGMA cache_size = -48000") { _ in } }
  }
}
