import Store
import Support
import Testing

@Suite struct SQLiteTests {
  @Test func whatWasAcknowledgedSurvivesAPowerCut() async throws {
    try await withStore(.sqlite) { store in
      let settings = try await store.write { connection in
        [
          try connection.value("PRAGMA synchronous", as: String.self),
          try connection.value("PRAGMA journal_mode", as: String.self),
          try connection.value("PRAGMA foreign_keys", as: String.self),
        ]
      }
      #expect(settings == ["2", "wal", "1"])
    }
  }

  @Test func aFolderThatCanNotBeMadeIsUnavailable() async throws {
    await #expect(throws: StoreError.self) {
      _ = try await Store(.sqlite(path: "/proc/nowhere/voronka.sqlite"), now: { 0 })
    }
  }
}
