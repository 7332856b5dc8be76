/// A connection in the pool, at work on its own queue.
actor PostgresSession {
  /// What became of a session while it worked.
  enum Fate: Sendable {
    /// Another may use it.
    case idle
    /// It must be thrown away.
    case spent
    /// It must be thrown away, and it was so before the body began: the work may go to another.
    case stale
  }

  nonisolated var unownedExecutor: UnownedSerialExecutor { executor.asUnownedSerialExecutor() }

  private let executor = QueueExecutor(label: "voronka.postgres")
  private let url: String
  private var link: PostgresLink?
  private var hasServed = false

  init(url: String) {
    self.url = url
  }

  func connect() throws {
    link = try PostgresLink(url: url)
  }

  func disconnect() {
    link = nil
  }

  /// Runs `body` in a transaction that is committed where it returns.
  func run<T: Sendable>(
    _ transaction: PostgresLink.Transaction, _ body: @Sendable (any Connection) throws -> T
  ) -> (Result<T, any Error>, Fate) {
    work { link in
      try link.begin(transaction)
    } doing: { link in
      do {
        let value = try body(PostgresConnection(link))
        try link.commit()
        return value
      } catch {
        link.rollBack()
        throw error
      }
    }
  }

  /// Runs one statement outside of a transaction.
  func runAlone(_ text: String) -> (Result<Void, any Error>, Fate) {
    work { link in
      try link.command("SELECT 1")
    } doing: { link in
      try link.command(text)
    }
  }

  /// Runs `body` in a writing transaction while nobody else holds the lock of that number.
  func run<T: Sendable>(
    holding lock: Int64, _ body: @Sendable (any Connection) throws -> T
  ) -> (Result<T, any Error>, Fate) {
    let lost: (Result<T, any Error>, Fate)? = failed(runAlone("SELECT pg_advisory_lock(\(lock))"))
    if let lost { return lost }
    let (result, fate) = run(.write, body)
    guard case .idle = fate else { return (result, fate) }
    let unlocked: (Result<T, any Error>, Fate)? = failed(
      runAlone("SELECT pg_advisory_unlock(\(lock))"))
    // A connection that is thrown away gives up its locks.
    return (result, unlocked == nil ? .idle : .spent)
  }

  private func failed<T>(
    _ outcome: (Result<Void, any Error>, Fate)
  ) -> (Result<T, any Error>, Fate)? {
    guard case .failure(let error) = outcome.0 else { return nil }
    return (.failure(error), outcome.1)
  }

  private func work<T: Sendable>(
    _ start: (PostgresLink) throws -> Void, doing body: (PostgresLink) throws -> T
  ) -> (Result<T, any Error>, Fate) {
    guard let link else { return (.failure(StoreError.unavailable("not connected")), .spent) }
    do {
      try start(link)
    } catch {
      return (.failure(error), link.isLost && hasServed ? .stale : .spent)
    }
    let result = Result { try body(link) }
    if link.isReadOnlyServer {
      // Another host took over the writes. Nothing was committed here.
      if case .failure = result { return (result, hasServed ? .stale : .spent) }
    }
    hasServed = true
    return (result, link.isIdle ? .idle : .spent)
  }
}
