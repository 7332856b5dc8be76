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
}
