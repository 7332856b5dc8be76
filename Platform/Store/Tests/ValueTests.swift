import Store
import Support
import Testing

@Suite struct ValueTests {
  static let texts = [
    "", "Договор № 7", "it's \"quoted\"", "tab\tnewline\nreturn\r", #"back\slash \N \."#, "👩‍👩‍👧‍👦 🇷🇺",
    "\u{8}\u{B}\u{C}\u{1B}\u{7F}", "$1 ? :name", " spaces ", "e\u{301}",
  ]

  @Test(arguments: TestEngine.available)
  func everyTypeComesBackAsItWas(_ engine: TestEngine) async throws {
    try await withStore(engine) { store in
      try await store.write { connection in
        try connection.execute(
          "CREATE TABLE thing (i BIGINT, r DOUBLE PRECISION, t TEXT, b BOOLEAN)")
        let integers: [Int64] = [0, 1, -1, .max, .min, 1_000_000_000_000]
        let reals: [Double] = [0, 0.1, -2.5, 1e300, .leastNonzeroMagnitude, .greatestFiniteMagnitude]
        for integer in integers { try roundTrip(integer, "i", connection) }
        for real in reals { try roundTrip(real, "r", connection) }
        for text in Self.texts { try roundTrip(text, "t", connection) }
        for flag in [true, false] { try roundTrip(flag, "b", connection) }
      }
    }
  }

  private func roundTrip<T: Storable & Equatable>(
    _ value: T, _ column: StaticString, _ connection: any Connection
  ) throws {
    try connection.execute("DELETE FROM thing")
    try connection.execute("INSERT INTO thing (\(name: column)) VALUES (\(value))")
    let found = try connection.first("SELECT \(name: column) AS it FROM thing") { row in
      try (row["it"] as T, row[0] as T?)
    }
    #expect(found?.0 == value)
    #expect(found?.1 == value)
  }

  @Test(arguments: TestEngine.available)
  func nothingComesBackAsNil(_ engine: TestEngine) async throws {
    try await withStore(engine) { store in
      let found = try await store.write { connection in
        try connection.execute("CREATE TABLE thing (i BIGINT, t TEXT)")
        try connection.execute(
          "INSERT INTO thing (i, t) VALUES (\(nil as Int64?), \(nil as String?))")
        return try connection.first("SELECT i, t FROM thing") { row in
          try (row["i"] as Int?, row["t"] as String?)
        }
      }
      #expect(found?.0 == nil)
      #expect(found?.1 == nil)
    }
  }

  @Test(arguments: TestEngine.available)
  func aSurpriseInAColumnIsAnErrorAndNoCrash(_ engine: TestEngine) async throws {
    try await withStore(engine) { store in
      await #expect(throws: StoreError.self) {
        try await store.read { try $0.value("SELECT 'twelve'", as: Int.self) }
      }
      await #expect(throws: StoreError.self) {
        try await store.read { try $0.value("SELECT NULL", as: String.self) }
      }
      await #expect(throws: StoreError.self) {
        try await store.read { try $0.first("SELECT 1 AS one") { try $0["two"] as Int } }
      }
      let text = try await store.read { try $0.value("SELECT 3000", as: String.self) }
      let whole = try await store.read { try $0.value("SELECT round(2.0)", as: Int.self) }
      #expect(text == "3000")
      #expect(whole == 2)
    }
  }

  @Test(arguments: TestEngine.available)
  func aNULIsDropped(_ engine: TestEngine) async throws {
    try await withStore(engine) { store in
      try await store.makeDeals()
      try await store.add("Поставка\0 труб\0")
      #expect(try await store.titles() == ["Поставка труб"])
    }
  }
}
