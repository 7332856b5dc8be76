import Store
import Support
import Testing

/// The SQL that both engines are known to speak, and the words they spell differently.
@Suite struct DialectTests {
  @Test(arguments: TestEngine.available)
  func returningAndUpsertAreTheSame(_ engine: TestEngine) async throws {
    try await withStore(engine) { store in
      try await store.makeDeals()
      try await store.write { connection in
        let ids = try connection.values(
          "INSERT INTO deal (title) VALUES ('a'), ('b') RETURNING id", as: Int.self)
        #expect(ids == [1, 2])
        let upsert: SQL = """
          INSERT INTO deal (title, amount) VALUES (\("a"), \(7))
          ON CONFLICT (title) DO UPDATE SET amount = deal.amount + excluded.amount
          RETURNING amount
          """
        #expect(try connection.value(upsert, as: Int.self) == 7)
        #expect(try connection.value(upsert, as: Int.self) == 14)
        #expect(
          try connection.execute(
            "INSERT INTO deal (title) VALUES ('a') ON CONFLICT DO NOTHING") == 0)
      }
    }
  }

  @Test(arguments: TestEngine.available)
  func ownFieldsAreReadFromJSON(_ engine: TestEngine) async throws {
    try await withStore(engine) { store in
      try await store.migrate([
        Migration("a", ["CREATE TABLE thing (id BIGINT, data json_record NOT NULL)"])
      ])
      try await store.write { connection in
        let json = #"{"city": "Тверь", "floors": 12}"#
        try connection.execute("INSERT INTO thing (id, data) VALUES (1, \(json))")
      }
      let found = try await store.read { connection in
        try connection.first(
          "SELECT data->>'city' AS city, data->>'floors' AS floors, data->>'none' AS absent FROM thing"
        ) { row in
          try (row["city"] as String, row["floors"] as Int, row["absent"] as String?)
        }
      }
      #expect(found?.0 == "Тверь")
      #expect(found?.1 == 12)
      #expect(found?.2 == nil)
      let matching = try await store.read {
        try $0.values("SELECT id FROM thing WHERE data->>'city' = \("Тверь")", as: Int.self)
      }
      #expect(matching == [1])
    }
  }

  @Test(arguments: TestEngine.available)
  func pagesFollowAKeyOfTwoColumns(_ engine: TestEngine) async throws {
    try await withStore(engine) { store in
      try await store.makeDeals()
      try await store.write { connection in
        for number in 1...9 {
          try connection.execute(
            "INSERT INTO deal (title, amount) VALUES (\("deal \(number)"), \(number % 3))")
        }
      }
      var after = (amount: -1, id: 0)
      var pages: [[Int]] = []
      repeat {
        let last = after
        let page = try await store.read { connection in
          try connection.all(
            """
            SELECT amount, id FROM deal
            WHERE (amount, id) > (\(last.amount), \(last.id))
            ORDER BY amount, id LIMIT \(4)
            """
          ) { try ($0["amount"] as Int, $0["id"] as Int) }
        }
        guard let end = page.last else { break }
        after = end
        pages.append(page.map(\.1))
      } while true
      #expect(pages == [[3, 6, 9, 1], [4, 7, 2, 5], [8]])
    }
  }

  @Test(arguments: TestEngine.available)
  func anIndexCanCoverAPartAndAnExpression(_ engine: TestEngine) async throws {
    try await withStore(engine) { store in
      try await store.makeDeals()
      try await store.write { connection in
        try connection.execute("CREATE UNIQUE INDEX one_open ON deal (amount) WHERE open")
        try connection.execute("CREATE INDEX doubled ON deal ((amount * 2))")
        try connection.execute("INSERT INTO deal (title, open) VALUES ('a', \(false)), ('b', TRUE)")
      }
      do {
        try await store.add("c")
        Issue.record("two open deals of one amount")
      } catch StoreError.unique {}
    }
  }

  @Test(arguments: TestEngine.available)
  func aggregatesAndOrderAreTheSame(_ engine: TestEngine) async throws {
    try await withStore(engine) { store in
      try await store.makeDeals()
      try await store.write { connection in
        try connection.insert(
          into: "deal", columns: ["title", "amount", "open"],
          rows: [
            [.text("б"), .integer(5), .bool(true)], [.text("a"), .integer(7), .bool(false)],
            [.text("Z"), .integer(1), .bool(true)],
          ])
        let totals = try connection.first(
          """
          SELECT count(*) FILTER (WHERE open) AS open, CAST(sum(amount) AS BIGINT) AS total,
            avg(amount) AS mean
          FROM deal
          """
        ) { try ($0["open"] as Int, $0["total"] as Int, $0["mean"] as Double) }
        #expect(totals?.0 == 2)
        #expect(totals?.1 == 13)
        #expect(abs((totals?.2 ?? 0) - 13.0 / 3) < 1e-9)
        let order = try connection.values(
          "SELECT title FROM deal ORDER BY title \(.bytewise)", as: String.self)
        #expect(order == ["Z", "a", "б"])
      }
    }
  }

  @Test(arguments: TestEngine.available)
  func anOpenTransactionHidesTheEventsAfterIt(_ engine: TestEngine) async throws {
    try await withStore(engine) { store in
      try await store.write { connection in
        try connection.execute(
          "CREATE TABLE event (id \(.identity), kind TEXT NOT NULL, \(.transactionStamp))")
      }
      let (hasWritten, mayCommit) = (Gate(), Gate())
      async let slow: Void = store.write { connection in
        try connection.execute("INSERT INTO event (kind) VALUES ('slow')")
        hasWritten.open()
        mayCommit.wait()
      }
      await hasWritten.opened()
      // SQLite has one writer: the second waits for the first by itself.
      if engine == .postgres {
        try await store.write { try $0.execute("INSERT INTO event (kind) VALUES ('quick')") }
        let all = try await store.read { try $0.values("SELECT kind FROM event", as: String.self) }
        #expect(all == ["quick"])
      }
      #expect(try await settled(store) == [])
      mayCommit.open()
      try await slow
      // Other tests write on the same server, and their open transactions hide events too.
      let expected = engine == .postgres ? ["slow", "quick"] : ["slow"]
      for _ in 1...600 where try await settled(store) != expected {
        try await Task.sleep(for: .milliseconds(100))
      }
      #expect(try await settled(store) == expected)
    }
  }

  private func settled(_ store: Store) async throws -> [String] {
    try await store.read {
      try $0.values("SELECT kind FROM event WHERE \(.settled) ORDER BY id")
    }
  }
}
