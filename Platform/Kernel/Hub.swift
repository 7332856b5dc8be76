import Synchronization

/// Passes signals to the open pages of this server. Each listener has a bounded buffer; who falls
/// behind is told to fetch again instead of being sent what he missed.
package final class Hub: Sendable {
  package enum Message: Sendable {
    case changed(Signal)
    /// Signals may have been lost: fetch everything again.
    case refetch
  }

  private struct Listeners {
    var next = 0
    var isClosed = false
    var open: [Int: AsyncStream<Message>.Continuation] = [:]
  }

  private let listeners = Mutex(Listeners())
  package static let buffer = 256

  package init() {}

  /// What happens from now on, until the reader stops or `close` is called. After that, nothing.
  package func listen() -> AsyncStream<Message> {
    let (stream, continuation) = AsyncStream.makeStream(
      of: Message.self, bufferingPolicy: .bufferingNewest(Self.buffer))
    let number: Int? = listeners.withLock { listeners in
      guard !listeners.isClosed else { return nil }
      listeners.next += 1
      listeners.open[listeners.next] = continuation
      return listeners.next
    }
    guard let number else {
      continuation.finish()
      return stream
    }
    continuation.onTermination = { [weak self] _ in
      self?.listeners.withLock { _ = $0.open.removeValue(forKey: number) }
    }
    return stream
  }

  package func send(_ message: Message) {
    let open = listeners.withLock { Array($0.open.values) }
    for continuation in open {
      if case .dropped = continuation.yield(message) { continuation.yield(.refetch) }
    }
  }

  /// How many pages listen.
  package var count: Int { listeners.withLock { $0.open.count } }

  /// Ends all streams and begins no others, so that a server can stop.
  package func close() {
    let open = listeners.withLock { listeners in
      defer { (listeners.open, listeners.isClosed) = ([:], true) }
      return Array(listeners.open.values)
    }
    for continuation in open { continuation.finish() }
  }
}
