import Store
import Support
import Testing

@Suite struct BulkInsertTests {
  @Test(arguments: TestEngine.available)
  func oddTextArrivesAsItWas(_ engine: TestEngine) async throws {
    try await withStore(engine) { store in
      try await store.makeDeals()
      let texts = ValueTests.texts + ["\\", "\\.", "\\N", "a\\tb", "\t", "\n", "\r\n", "last\\"]
      let count = try await store.write { connection in
        try connection.insert(
          into: "deal", columns: ["title"], rows: texts.map { [.text($0)] })
      }
      #expect(count == texts.count)
      #expect(try await store.titles() == texts)
    }
  }

  @Test(arguments: TestEngine.available)
  func everyTypeArrives(_ engine: TestEngine) async throws {
    try await withStore(engine) { store in
      let values = try await store.write { connection in
        try connection.execute(
          "CREATE TABLE thing (i BIGINT, r DOUBLE PRECISION, t TEXT, b BOOLEAN)")
        try connection.insert(
          into: "thing", columns: ["i", "r", "t", "b"],
          rows: [
            [.integer(.min), .real(-0.1), .text("a\0b"), .bool(true)],
            [.integer(.max), .real(1e-300), .text(""), .bool(false)],
            [.null, .null, .null, .null],
          ])
        return try connection.all("SELECT i, r, t, b FROM thing ORDER BY i") { row in
          Thing(i: try row["i"], r: try row["r"], t: try row["t"], b: try row["b"])
        }
      }
      #expect(values.contains(Thing(i: .min, r: -0.1, t: "ab", b: true)))
      #expect(values.contains(Thing(i: .max, r: 1e-300, t: "", b: false)))
      #expect(values.contains(Thing(i: nil, r: nil, t: nil, b: nil)))
    }
  }

  private struct Thing: Equatable {
    let i: Int64?
    let r: Double?
    let t: String?
    let b: Bool?
  }

  @Test(arguments: TestEngine.available)
  func keysGoOnAfterThoseThatCameWithTheRows(_ engine: TestEngine) async throws {
    try await withStore(engine) { store in
      try await store.makeDeals()
      let next = try await store.write { connection in
        try connection.insert(
          into: "deal", columns: ["id", "title"],
          rows: (1...100_000).lazy.map { [.integer(Int64($0)), .text("deal \($0)")] })
        return try connection.value(
          "INSERT INTO deal (title) VALUES ('next') RETURNING id", as: Int.self)
      }
      #expect(next ?? 0 > 100_000)
    }
  }

  @Test(arguments: TestEngine.available)
  func aDuplicateRefusesAllRows(_ engine: TestEngine) async throws {
    try await withStore(engine) { store in
      try await store.makeDeals()
      do {
        try await store.write { connection in
          try connection.insert(
            into: "deal", columns: ["title"], rows: ["a", "b", "a"].map { [.text($0)] })
        }
        Issue.record("a title was taken twice")
      } catch StoreError.unique {
        #expect(try await store.titles() == [])
      }
      let none = try await store.write {
        try $0.insert(into: "deal", columns: ["title"], rows: [[Value]]())
      }
      #expect(none == 0)
    }
  }

  @Test(arguments: TestEngine.available)
  func reservedNumbersAreNobodyElses(_ engine: TestEngine) async throws {
    try await withStore(engine) { store in
      try await store.makeDeals()
      let (numbers, next) = try await store.write { connection in
        let numbers = try connection.reserve(10, in: "deal")
        let next = try connection.value("INSERT INTO deal (title) VALUES ('next') RETURNING id", as: Int64.self)
        try connection.insert(
          into: "deal", columns: ["id", "title"],
          rows: numbers.map { [.integer($0), .text("deal \($0)")] }, keys: .reserved)
        return (numbers, next)
      }
      #expect(Set(numbers).count == 10)
      #expect(next ?? 0 > numbers.max() ?? 0)
      let again = try await store.write { try $0.reserve(3, in: "deal") }
      #expect(Set(again).isDisjoint(with: numbers + [next ?? 0]))
    }
  }

  @Test(arguments: TestEngine.available)
  func loadingKeepsTheIndexesOfATable(_ engine: TestEngine) async throws {
    try await withStore(engine) { store in
      try await store.makeDeals()
      let (before, after) = try await store.write { connection in
        try connection.execute("CREATE INDEX deal_title ON deal (title, id) WHERE title <> 'none'")
        let before = try connection.indexNames()
        try connection.loading(["deal"]) {
          #expect(try !connection.indexNames().contains("deal_title"))
          try connection.insert(
            into: "deal", columns: ["title"], rows: (0..<50).map { [.text("deal \($0)")] })
        }
        return (before, try connection.indexNames())
      }
      #expect(before == after)
      #expect(before.contains("deal_title"))
    }
  }
}

extension Connection {
  fileprivate func indexNames() throws -> [String] {
    switch dialect {
    case .sqlite: try values("SELECT name FROM sqlite_master WHERE type = 'index' ORDER BY name")
    case .postgres: try values("SELECT indexname::text FROM pg_indexes WHERE tablename = 'deal' ORDER BY indexname")
    }
  }
}
