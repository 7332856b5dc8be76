/// One step of the schema: forward only, never edited after release.
package struct Migration: Sendable {
  package let name: String
  let statements: [SQL]

  /// `name` is unique for ever: the feature and a number, `deals-001`.
  package init(_ name: String, _ statements: [SQL]) {
    self.name = name
    self.statements = statements
  }
}

extension Store {
  /// Brings the schema up to date under a lock, in the order given. What ran before is passed
  /// over, so versions may be skipped; an embedded database with data is backed up first.
  package func migrate(_ migrations: [Migration]) async throws {
    precondition(Set(migrations.map(\.name)).count == migrations.count, "one name, two migrations")
    let known: SQL = """
      CREATE TABLE IF NOT EXISTS migration (
        name TEXT NOT NULL PRIMARY KEY,
        applied_at BIGINT NOT NULL
      )
      """
    let done = try await pastMigrations()
    guard migrations.contains(where: { !done.contains($0.name) }) else { return }
    let now = now
    try await engine.migrate(backup: !done.isEmpty) { connection in
      if done.isEmpty {
        for statement in connection.dialect.preparation { try connection.execute(statement) }
      }
      try connection.execute(known)
      let done = Set(try connection.values("SELECT name FROM migration", as: String.self))
      for migration in migrations where !done.contains(migration.name) {
        for statement in migration.statements { try connection.execute(statement) }
        try connection.execute(
          "INSERT INTO migration (name, applied_at) VALUES (\(migration.name), \(now()))")
      }
      guard !done.isEmpty else { return }
      for statement in connection.dialect.afterMigration { try connection.execute(statement) }
    }
  }

  /// The names of the migrations that this database has seen.
  package func pastMigrations() async throws -> Set<String> {
    let dialect = engine.dialect
    return try await engine.read { connection in
      let table: SQL =
        dialect == .sqlite
        ? "SELECT count(*) FROM sqlite_master WHERE name = 'migration'"
        : """
        SELECT count(*) FROM pg_tables
        WHERE tablename = 'migration' AND schemaname = current_schema()
        """
      guard try connection.value(table, as: Int.self) != 0 else { return [] }
      return Set(try connection.values("SELECT name FROM migration"))
    }
  }
}
