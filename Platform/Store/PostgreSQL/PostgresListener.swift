import CPostgres
import Foundation
import Synchronization

/// Hears what servers send by `notify`, on a connection and a thread of its own that every stream
/// shares. A stream begins with "", and "" comes again whenever signals may have been lost.
final class PostgresListener: Sendable {
  private struct State {
    var streams: [UUID: AsyncStream<String>.Continuation] = [:]
    var complaints: [UUID: @Sendable (any Error) -> Void] = [:]
    var hasThread = false
    var isListening = false
    var isStopped = false
    var stopping: [CheckedContinuation<Void, Never>] = []
  }

  private let url: String
  private let alarm = Alarm()
  private let state = Mutex(State())

  init(url: String) {
    self.url = url
  }

  /// - Parameter failed: hears the first failure of each time that there is no connection.
  func stream(_ failed: @escaping @Sendable (any Error) -> Void) -> AsyncStream<String> {
    let (stream, continuation) = AsyncStream.makeStream(
      of: String.self, bufferingPolicy: .bufferingNewest(1024))
    let id = UUID()
    continuation.onTermination = { [weak self] _ in
      self?.state.withLock { ($0.streams[id], $0.complaints[id]) = (nil, nil) }
    }
    let (isOver, needsThread) = state.withLock { state in
      guard !state.isStopped else { return (true, false) }
      defer { state.hasThread = true }
      (state.streams[id], state.complaints[id]) = (continuation, failed)
      if state.isListening { continuation.yield("") }
      return (false, !state.hasThread)
    }
    if isOver { continuation.finish() }
    if needsThread { Thread.detachNewThread { self.listen() } }
    return stream
  }

  /// Ends the streams and the thread.
  func close() async {
    await withCheckedContinuation { continuation in
      let isDone = state.withLock { state in
        state.isStopped = true
        guard state.hasThread else { return true }
        state.stopping.append(continuation)
        return false
      }
      alarm.ring()
      if isDone { continuation.resume() }
    }
  }

  private var isStopped: Bool { state.withLock(\.isStopped) }

  private func listen() {
    var pause: Int32 = 100
    var hasComplained = false
    while !isStopped {
      do {
        let link = try PostgresLink(url: url)
        try link.command("LISTEN voronka")
        (pause, hasComplained) = (100, false)
        hear(link)
      } catch {
        // It tries again without end: the first failure says why, the others would say the same.
        if !hasComplained { for complain in state.withLock({ Array($0.complaints.values) }) { complain(error) } }
        hasComplained = true
      }
      if !isStopped { alarm.wait(milliseconds: pause) }
      pause = min(pause * 2, 5000)
    }
    let (streams, stopping) = state.withLock { state in
      defer { (state.streams, state.complaints, state.stopping, state.hasThread) = ([:], [:], [], false) }
      return (Array(state.streams.values), state.stopping)
    }
    for stream in streams { stream.finish() }
    for continuation in stopping { continuation.resume() }
  }

  /// Hands on what arrives until the connection is lost or the store closes.
  private func hear(_ link: PostgresLink) {
    state.withLock { state in
      state.isListening = true
      for stream in state.streams.values { stream.yield("") }
    }
    while !isStopped, let payloads = link.arrivedNotifications() {
      if !payloads.isEmpty { handOn(payloads) }
      alarm.wait(milliseconds: -1, orReadable: link.socket)
    }
    state.withLock { $0.isListening = false }
  }

  private func handOn(_ payloads: [String]) {
    let streams = state.withLock { Array($0.streams.values) }
    for stream in streams {
      for payload in payloads {
        // A slow reader lost one: it hears that it must fetch again.
        if case .dropped = stream.yield(payload) { stream.yield("") }
      }
    }
  }
}

/// Wakes a thread that waits for a socket.
private final class Alarm: Sendable {
  private let reader: Int32
  private let writer: Int32

  init() {
    var ends: [Int32] = [-1, -1]
    let failed = pipe(&ends) != 0
    precondition(!failed, "no file descriptors left")
    (reader, writer) = (ends[0], ends[1])
  }

  deinit {
    Foundation.close(reader)
    Foundation.close(writer)
  }

  /// Wakes the thread, now or when it next waits.
  func ring() {
    var byte: UInt8 = 1
    _ = write(writer, &byte, 1)
  }

  func wait(milliseconds: Int32, orReadable socket: Int32 = -1) {
    var waits = [
      pollfd(fd: reader, events: Int16(POLLIN), revents: 0),
      pollfd(fd: socket, events: Int16(POLLIN), revents: 0),
    ]
    _ = poll(&waits, nfds_t(waits.count), milliseconds)
  }
}
