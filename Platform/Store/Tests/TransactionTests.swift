import Foundation
import Store
import Support
import Testing

@Suite struct TransactionTests {
  @Test(arguments: TestEngine.available)
  func aFailedBodyLeavesNothingBehind(_ engine: TestEngine) async throws {
    try await withStore(engine) { store in
      try await store.makeDeals()
      await #expect(throws: Refused.self) {
        try await store.write { connection in
          try connection.execute("INSERT INTO deal (title) VALUES ('a')")
          throw Refused()
        }
      }
      #expect(try await store.titles() == [])
      try await store.add("b")
      #expect(try await store.titles() == ["b"])
    }
  }

  @Test(arguments: TestEngine.available)
  func aSecondRowOfTheSameKeyIsAUniqueError(_ engine: TestEngine) async throws {
    try await withStore(engine) { store in
      try await store.makeDeals()
      try await store.add("a")
      do {
        try await store.add("b", "a")
        Issue.record("the same title was taken twice")
      } catch StoreError.unique {
        #expect(try await store.titles() == ["a"])
      }
      do {
        try await store.write { try $0.execute("INSERT INTO deal (id, title) VALUES (1, 'c')") }
        Issue.record("the same id was taken twice")
      } catch StoreError.unique {}
    }
  }

  @Test(arguments: TestEngine.available)
  func aRefusedStatementCanNotBeSwallowed(_ engine: TestEngine) async throws {
    try await withStore(engine) { store in
      try await store.makeDeals()
      try await store.add("a")
      do {
        try await store.write { connection in
          try connection.execute("INSERT INTO deal (title) VALUES ('b')")
          _ = try? connection.execute("INSERT INTO deal (title) VALUES ('a')")
        }
        Issue.record("the transaction looked committed")
      } catch StoreError.unique {
        #expect(try await store.titles() == ["a"])
      }
    }
  }

  @Test(arguments: TestEngine.available)
  func sixteenTasksCountWithoutLoss(_ engine: TestEngine) async throws {
    try await withStore(engine) { store in
      try await store.write { connection in
        try connection.execute("CREATE TABLE counter (id BIGINT NOT NULL, value BIGINT NOT NULL)")
        try connection.execute("INSERT INTO counter (id, value) VALUES (1, 0)")
      }
      try await withThrowingTaskGroup(of: Void.self) { group in
        for _ in 1...16 {
          group.addTask {
            for _ in 1...20 { try await increment(store) }
          }
        }
        try await group.waitForAll()
      }
      let value = try await store.read { try $0.value("SELECT value FROM counter", as: Int.self) }
      #expect(value == 320)
    }
  }

  @Test(arguments: TestEngine.available)
  func whatDependsOnAReadIsSerialised(_ engine: TestEngine) async throws {
    try await withStore(engine) { store in
      try await store.makeDeals()
      // Each adds a deal only where there is none: a rule that no constraint guards.
      try await withThrowingTaskGroup(of: Void.self) { group in
        for task in 1...8 {
          group.addTask {
            try await store.write { connection in
              guard try connection.value("SELECT count(*) FROM deal", as: Int.self) == 0 else {
                return
              }
              try connection.execute("INSERT INTO deal (title) VALUES (\("deal \(task)"))")
            }
          }
        }
        try await group.waitForAll()
      }
      #expect(try await store.titles().count == 1)
    }
  }

  @Test(arguments: TestEngine.available)
  func aReadSeesOneMoment(_ engine: TestEngine) async throws {
    try await withStore(engine) { store in
      try await store.makeDeals()
      try await store.add("a")
      let (hasRead, mayGoOn) = (Gate(), Gate())
      async let counts = store.read { connection in
        let before = try connection.value("SELECT count(*) FROM deal", as: Int.self)
        hasRead.open()
        mayGoOn.wait()
        return [before, try connection.value("SELECT count(*) FROM deal", as: Int.self)]
      }
      await hasRead.opened()
      try await store.add("b")
      mayGoOn.open()
      #expect(try await counts == [1, 1])
      #expect(try await store.titles() == ["a", "b"])
    }
  }

  @Test(arguments: TestEngine.available)
  func aReadCanNotWrite(_ engine: TestEngine) async throws {
    try await withStore(engine) { store in
      try await store.makeDeals()
      await #expect(throws: StoreError.self) {
        try await store.read { try $0.execute("INSERT INTO deal (title) VALUES ('a')") }
      }
      #expect(try await store.titles() == [])
    }
  }

  @Test(arguments: TestEngine.available)
  func aHundredReadsRunAtOnce(_ engine: TestEngine) async throws {
    try await withStore(engine) { store in
      try await store.makeDeals()
      try await store.add("a", "b")
      let total = try await withThrowingTaskGroup(of: Int.self) { group in
        for _ in 1...100 {
          group.addTask {
            try await store.read { try $0.value("SELECT count(*) FROM deal", as: Int.self) ?? 0 }
          }
        }
        return try await group.reduce(0, +)
      }
      #expect(total == 200)
    }
  }

  @Test(arguments: TestEngine.available)
  func aClosedStoreRefuses(_ engine: TestEngine) async throws {
    try await withStore(engine) { store in
      await store.close()
      await #expect(throws: StoreError.self) {
        try await store.read { try $0.value("SELECT 1", as: Int.self) }
      }
    }
  }
}

private func increment(_ store: Store) async throws {
  try await store.write { connection in
    let value = try connection.value("SELECT value FROM counter WHERE id = 1", as: Int.self) ?? 0
    try connection.execute("UPDATE counter SET value = \(value + 1) WHERE id = 1")
  }
}

/// Lets the test and a body, which may not wait asynchronously, wait for each other.
final class Gate: Sendable {
  private let semaphore = DispatchSemaphore(value: 0)

  func open() { semaphore.signal() }

  /// Gives up after two minutes, so that a mistake fails the test instead of hanging it; hundreds of tests beside this one may
  /// let it wait for most of that.
  func wait() { _ = semaphore.wait(timeout: .now() + 120) }

  func opened() async {
    await withCheckedContinuation { continuation in
      Thread.detachNewThread {
        self.wait()
        continuation.resume()
      }
    }
  }
}
