import Synchronization

/// Lends sessions: made on demand up to a limit, then whoever came first gets the next free one.
final class PostgresPool: Sendable {
  private typealias Waiter = CheckedContinuation<PostgresSession?, any Error>

  private struct State {
    var idle: [PostgresSession] = []
    /// Sessions lent, idle or being made.
    var count = 0
    var waiting: [(ticket: Int, waiter: Waiter)] = []
    var cancelled: Set<Int> = []
    var tickets = 0
    var closing: [CheckedContinuation<Void, Never>] = []
    var isClosed = false
  }

  private enum Claim {
    case session(PostgresSession)
    case place
    case ticket(Int)
  }

  private let url: String
  private let limit: Int
  private let state = Mutex(State())

  init(url: String, limit: Int) {
    self.url = url
    self.limit = limit
  }

  /// Lends a session to `work`; where it proves stale before the work began, lends another.
  func withSession<T: Sendable>(
    _ work: (PostgresSession) async -> (Result<T, any Error>, PostgresSession.Fate)
  ) async throws -> T {
    while true {
      let session = try await borrow()
      let (result, fate) = await work(session)
      takeBack(session, fate)
      if case .stale = fate { continue }
      return try result.get()
    }
  }

  /// Waits until every session is back; nobody gets one any more.
  func close() async {
    let idle = state.withLock { state in
      defer { state.idle = [] }
      state.isClosed = true
      state.count -= state.idle.count
      return state.idle
    }
    for session in idle { await session.disconnect() }
    await withCheckedContinuation { continuation in
      let isDone = state.withLock { state in
        guard state.count > 0 else { return true }
        state.closing.append(continuation)
        return false
      }
      if isDone { continuation.resume() }
    }
  }

  // MARK: Borrowing

  private func borrow() async throws -> PostgresSession {
    try Task.checkCancellation()
    let claim = try state.withLock { state -> Claim in
      guard !state.isClosed else { throw StoreError.unavailable("the store is closed") }
      if let session = state.idle.popLast() { return .session(session) }
      if state.count < limit {
        state.count += 1
        return .place
      }
      state.tickets += 1
      return .ticket(state.tickets)
    }
    switch claim {
    case .session(let session): return session
    case .place: return try await makeSession()
    case .ticket(let ticket):
      if let session = try await wait(ticket) { return session }
      return try await makeSession()
    }
  }

  /// Waits for a session, or for nil: the place of one that was thrown away.
  private func wait(_ ticket: Int) async throws -> PostgresSession? {
    defer { _ = state.withLock { $0.cancelled.remove(ticket) } }
    return try await withTaskCancellationHandler {
      try await withCheckedThrowingContinuation { (waiter: Waiter) in
        let answer = state.withLock { state -> Result<PostgresSession?, any Error>? in
          if state.cancelled.remove(ticket) != nil { return .failure(CancellationError()) }
          // One may have come back since the ticket was drawn.
          if let session = state.idle.popLast() { return .success(session) }
          if state.count < limit {
            state.count += 1
            return .success(nil)
          }
          state.waiting.append((ticket, waiter))
          return nil
        }
        if let answer { waiter.resume(with: answer) }
      }
    } onCancel: {
      let waiter = state.withLock { state -> Waiter? in
        guard let index = state.waiting.firstIndex(where: { $0.ticket == ticket }) else {
          state.cancelled.insert(ticket)
          return nil
        }
        return state.waiting.remove(at: index).waiter
      }
      waiter?.resume(throwing: CancellationError())
    }
  }

  private func makeSession() async throws -> PostgresSession {
    let session = PostgresSession(url: url)
    do {
      try await session.connect()
      return session
    } catch {
      takeBack(session, .spent)
      throw error
    }
  }

  // MARK: Coming back

  private func takeBack(_ session: PostgresSession, _ fate: PostgresSession.Fate) {
    let (waiter, closing) = state.withLock {
      state -> (Waiter?, [CheckedContinuation<Void, Never>]) in
      // The server was restarted or changed: the others are most likely lost with it.
      if case .stale = fate {
        state.count -= state.idle.count
        state.idle = []
      }
      if !state.waiting.isEmpty { return (state.waiting.removeFirst().waiter, []) }
      if case .idle = fate, !state.isClosed {
        state.idle.append(session)
        return (nil, [])
      }
      state.count -= 1
      guard state.isClosed, state.count == 0 else { return (nil, []) }
      defer { state.closing = [] }
      return (nil, state.closing)
    }
    let isUsable = if case .idle = fate { true } else { false }
    waiter?.resume(returning: isUsable ? session : nil)
    for continuation in closing { continuation.resume() }
  }
}
