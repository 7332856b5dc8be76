import Foundation
import Store
import Support
import Testing

/// What only several servers on one database can meet.
@Suite(
  .enabled(if: TestEngine.postgres.isAvailable, "VORONKA_TEST_POSTGRES is not set"),
  .timeLimit(.minutes(15)))
struct PostgresTests {
  @Test func aSignalArrivesElsewhereAfterTheCommit() async throws {
    try await withTwoStores(.postgres) { one, other in
      var signals = try #require(other.engine.notifications { _ in }).makeAsyncIterator()
      var more = try #require(other.engine.notifications { _ in }).makeAsyncIterator()
      #expect(await signals.next() == "")
      #expect(await more.next() == "")
      await #expect(throws: Refused.self) {
        try await one.write { connection in
          try connection.notify("never")
          throw Refused()
        }
      }
      try await one.write { try $0.notify("deal 42") }
      try await one.write { try $0.notify("deal 43 it's") }
      #expect(await signals.next() == "deal 42")
      #expect(await signals.next() == "deal 43 it's")
      #expect(await more.next() == "deal 42")
      await other.close()
      #expect(await signals.next() == nil)
    }
  }

  @Test func lostConnectionsAreReplaced() async throws {
    try await withTwoStores(.postgres) { store, killer in
      try await store.makeDeals()
      try await store.add("a")
      var signals = try #require(store.engine.notifications { _ in }).makeAsyncIterator()
      #expect(await signals.next() == "")
      // Several idle connections, all of which will prove dead.
      try await withThrowingTaskGroup(of: Void.self) { group in
        for _ in 1...8 {
          group.addTask {
            _ = try await store.read { try $0.value("SELECT 1 FROM pg_sleep(0.05)", as: Int.self) }
          }
        }
        try await group.waitForAll()
      }
      try await killOthers(killer)
      #expect(try await store.titles() == ["a"])
      try await killOthers(killer)
      try await store.add("b")
      #expect(try await store.titles() == ["a", "b"])
      // The listener came back and says that something may have been missed.
      #expect(await signals.next() == "")
    }
  }

  @Test func aConnectionLostInAWriteIsNotRunAgain() async throws {
    try await withTwoStores(.postgres) { store, killer in
      try await store.makeDeals()
      let runs = Gate()
      let (hasWritten, mayGoOn) = (Gate(), Gate())
      async let write: Void = store.write { connection in
        try connection.execute("INSERT INTO deal (title) VALUES ('a')")
        runs.open()
        hasWritten.open()
        mayGoOn.wait()
      }
      await hasWritten.opened()
      try await killOthers(killer)
      mayGoOn.open()
      do {
        try await write
        Issue.record("a commit without a connection")
      } catch StoreError.unavailable {
        #expect(try await store.titles() == [])
      }
    }
  }

  private func killOthers(_ killer: Store) async throws {
    try await killer.read { connection in
      _ = try connection.values(
        """
        SELECT pg_terminate_backend(pid) FROM pg_stat_activity
        WHERE datname = current_database() AND pid <> pg_backend_pid()
        """, as: Bool.self)
    }
    try await Task.sleep(for: .milliseconds(100))
  }

  @Test func whoGivesUpWaitingHoldsNobodyUp() async throws {
    try await withStore(.postgres) { store in
      let (hasBegun, mayEnd) = (Gate(), Gate())
      try await withThrowingTaskGroup(of: Void.self) { group in
        // As many as there are sessions.
        for _ in 1...12 {
          group.addTask {
            try await store.read { _ in
              hasBegun.open()
              mayEnd.wait()
            }
          }
        }
        for _ in 1...12 { await hasBegun.opened() }
        let waiting = Task { try await store.read { try $0.value("SELECT 1", as: Int.self) } }
        try await Task.sleep(for: .milliseconds(20))
        waiting.cancel()
        await #expect(throws: CancellationError.self) { try await waiting.value }
        for _ in 1...12 { mayEnd.open() }
        try await group.waitForAll()
      }
      #expect(try await store.read { try $0.value("SELECT 1", as: Int.self) } == 1)
    }
  }

  @Test func aChangedTableDoesNotSpoilPreparedStatements() async throws {
    try await withTwoStores(.postgres) { store, other in
      try await store.makeDeals()
      try await store.add("a")
      func columns() async throws -> Int? {
        try await store.read { connection in
          try connection.first("SELECT * FROM deal") { row in
            ["id", "title", "amount", "open", "extra"].count {
              (try? row[$0] as String?) != nil
            }
          }
        }
      }
      #expect(try await columns() == 4)
      try await other.write { try $0.execute("ALTER TABLE deal ADD COLUMN extra TEXT DEFAULT ''") }
      #expect(try await columns() == 5)
    }
  }

  @Test func manyDifferentStatementsMakeRoomForEachOther() async throws {
    try await withStore(.postgres) { store in
      try await store.read { connection in
        for round in 1...2 {
          for number in 1...300 {
            let list = Array(repeating: round, count: number)
            let found = try connection.value("SELECT \(number) IN \(list: list)", as: Bool.self)
            #expect(found == (number == round))
          }
        }
      }
    }
  }

  @Test func nullsNeedNoStatementOfTheirOwn() async throws {
    try await withStore(.postgres) { store in
      let found = try await store.read { connection in
        var found: [Int64?] = []
        for (one, other) in [(nil, nil), (nil, 5_000_000_000), (7, nil), (8, 9)] as [(Int64?, Int64?)] {
          let sum: SQL = "SELECT coalesce(\(one), 0) + coalesce(\(other), 0)"
          found.append(try connection.value(sum))
        }
        let prepared: SQL = """
          SELECT count(*) FROM pg_prepared_statements
          WHERE statement LIKE 'SELECT coalesce($1, 0)%'
          """
        found.append(try connection.value(prepared))
        found.append(try connection.value("SELECT length(coalesce(\("text"), 'a'))"))
        return found
      }
      #expect(found == [0, 5_000_000_000, 7, 17, 1, 4])
    }
  }

  @Test func tooManyValuesAreRefused() async throws {
    try await withStore(.postgres) { store in
      await #expect(throws: StoreError.self) {
        try await store.read { connection in
          try connection.value("SELECT 1 IN \(list: Array(1...70_000))", as: Bool.self)
        }
      }
      let one = try await store.read { try $0.value("SELECT 1", as: Int.self) }
      #expect(one == 1)
    }
  }

  @Test func sessionsAreSetUp() async throws {
    try await withStore(.postgres) { store in
      let settings = try await store.write { connection in
        try ["TimeZone", "client_encoding", "application_name", "transaction_isolation"].map {
          try connection.value("SELECT current_setting(\($0))", as: String.self)
        }
      }
      #expect(settings == ["UTC", "UTF8", "voronka", "serializable"])
    }
  }

  @Test func noPasswordIsEverShown() async throws {
    let url = "postgres://anna:secret@127.0.0.1:1/none?connect_timeout=1"
    let address = try DatabaseAddress(url)
    #expect(!address.description.contains("secret"))
    for wrong in [url, "postgres://anna:secret@[nowhere/x", "postgres://anna:secret@h:port/x"] {
      do {
        _ = try await Store(try DatabaseAddress(wrong), now: { 0 })
        Issue.record("connected to nowhere")
      } catch {
        #expect(!"\(error)".contains("secret"))
      }
    }
  }
}
