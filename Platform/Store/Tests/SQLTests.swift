import Store
import Support
import Testing

@Suite struct SQLTests {
  @Test func fragmentsNestAndTheirValuesAreNumberedThrough() {
    let open: SQL = "amount > \(10) AND open = \(true)"
    let query: SQL = "SELECT id FROM deal WHERE title = \("a") AND (\(open)) LIMIT \(5)"
    let (text, values) = query.rendered(for: .postgres)
    #expect(text == "SELECT id FROM deal WHERE title = $1 AND (amount > $2 AND open = $3) LIMIT $4")
    #expect(values == [.text("a"), .integer(10), .bool(true), .integer(5)])
  }

  @Test func listsAndConditionsAreJoined() {
    let ids: SQL = "id IN \(list: [1, 2, 3])"
    #expect(ids.rendered(for: .sqlite).text == "id IN ($1, $2, $3)")
    #expect(SQL.all([]).rendered(for: .sqlite).text == "1 = 1")
    #expect(SQL.any([]).rendered(for: .sqlite).text == "1 = 0")
    let both = SQL.any(["a = \(1)", SQL.all(["b = \(2)", "c = \(3)"])])
    #expect(both.rendered(for: .sqlite).text == "((a = $1) OR ((b = $2) AND (c = $3)))")
  }

  @Test func wordsAreSpelledByTheDialect() {
    let query: SQL = "SELECT id FROM job \(.claiming)"
    #expect(query.rendered(for: .sqlite).text == "SELECT id FROM job ")
    #expect(query.rendered(for: .postgres).text == "SELECT id FROM job FOR UPDATE SKIP LOCKED")
  }

  @Test(arguments: TestEngine.available)
  func whatAUserTypesStaysAValue(_ engine: TestEngine) async throws {
    try await withStore(engine) { store in
      let evil = "'); DROP TABLE deal; --"
      try await store.makeDeals()
      try await store.add(evil)
      let found = try await store.read {
        try $0.values("SELECT title FROM deal WHERE title = \(evil)", as: String.self)
      }
      #expect(found == [evil])
    }
  }

  @Test(arguments: TestEngine.available)
  func aListBindsItsValues(_ engine: TestEngine) async throws {
    try await withStore(engine) { store in
      try await store.makeDeals()
      try await store.add("a", "b", "c")
      let some = try await store.read {
        try $0.values(
          "SELECT title FROM deal WHERE title IN \(list: ["a", "c", "'"]) ORDER BY id",
          as: String.self)
      }
      let none = try await store.read {
        try $0.values("SELECT title FROM deal WHERE id IN \(list: [Int]())", as: String.self)
      }
      #expect(some == ["a", "c"])
      #expect(none == [])
    }
  }

  @Test(arguments: TestEngine.available)
  func executeTellsHowManyRowsChanged(_ engine: TestEngine) async throws {
    try await withStore(engine) { store in
      try await store.makeDeals()
      try await store.add("a", "b", "c")
      let counts = try await store.write { connection in
        [
          try connection.execute("UPDATE deal SET amount = 5 WHERE title <> 'a'"),
          try connection.execute("CREATE TABLE other (id BIGINT)"),
          try connection.execute("UPDATE deal SET amount = 6 WHERE title = 'z'"),
          try connection.execute("DELETE FROM deal"),
        ]
      }
      #expect(counts == [2, 0, 0, 3])
    }
  }

  @Test(arguments: TestEngine.available)
  func aQueryCanRunInsideItself(_ engine: TestEngine) async throws {
    try await withStore(engine) { store in
      try await store.makeDeals()
      try await store.add("a", "b", "c")
      let pairs = try await store.read { connection in
        var pairs: [String] = []
        try connection.query("SELECT title FROM deal ORDER BY id") { outer in
          let left: String = try outer["title"]
          try connection.query("SELECT title FROM deal ORDER BY id") { inner in
            pairs.append(left + (try inner["title"] as String))
          }
        }
        return pairs
      }
      #expect(pairs == ["aa", "ab", "ac", "ba", "bb", "bc", "ca", "cb", "cc"])
    }
  }

  @Test(arguments: TestEngine.available)
  func anErrorShowsTheStatementAndNoValue(_ engine: TestEngine) async throws {
    try await withStore(engine) { store in
      try await store.makeDeals()
      let secret = "secret-4711"
      for query: SQL in [
        "SELECT missing FROM deal WHERE title = \(secret)",
        "INSERT INTO deal (title, amount) VALUES (\(secret), \(nil as Int?))",
        "INSERT INTO deal (title) VALUES (\(secret)), (\(secret))",
        "SELECT CAST(\(secret) AS json_record) ->> 'a'", "SELECT json(\(secret))",
      ] {
        do {
          try await store.write { _ = try $0.values(query, as: String.self) }
        } catch {
          #expect(error is StoreError)
          #expect(!"\(error)".contains(secret))
        }
      }
    }
  }
}
