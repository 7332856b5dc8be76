import Foundation
import Logging
import Store
import Synchronization

/// The running product without its doors: opens units of work, and passes on what they changed.
/// Pages, API, commands, jobs and imports all enter here.
package final class CRM: Sendable {
  package let store: Store
  package let clock: Clock
  package let hub: Hub
  package let logger: Logger
  package let defaults: Installation.Defaults
  /// Folder for what is kept beside the database: import files and their rejected rows.
  package let folder: URL
  private let current: Mutex<Installation>
  private let followers = Mutex<[Follower]>([])

  /// Opens the installation; its schema must be up to date.
  package init(
    store: Store, clock: Clock, defaults: Installation.Defaults, folder: URL, logger: Logger
  ) async throws {
    self.store = store
    self.clock = clock
    self.defaults = defaults
    self.folder = folder
    self.logger = logger
    hub = Hub()
    current = Mutex(try await store.read { try Installation.load(from: $0, defaults: defaults) })
  }

  package var installation: Installation { current.withLock { $0 } }

  /// Reads the company's people, rights and settings anew.
  package func reload() async throws {
    let defaults = defaults
    let fresh = try await store.read { try Installation.load(from: $0, defaults: defaults) }
    current.withLock { $0 = fresh }
  }

  /// Lets `follower` finish every unit of work that writes, in the same transaction.
  package func follow(_ follower: @escaping Follower) { followers.withLock { $0.append(follower) } }

  /// Reads within the actor's rights, from one snapshot.
  package func read<T: Sendable>(
    as actor: Actor, _ body: @Sendable (Work) throws -> T
  ) async throws -> T {
    let (now, installation) = (clock.now, installation)
    return try await store.read { connection in
      try body(Work(connection: connection, actor: actor, now: now, installation: installation))
    }
  }

  /// Writes within the actor's rights, all or nothing, durable when it returns. `body` may run
  /// more than once.
  package func write<T: Sendable>(
    as actor: Actor, _ body: @Sendable (Work) throws -> T
  ) async throws -> T {
    let (now, installation) = (clock.now, installation)
    let shared = store.dialect == .postgres
    let followers = followers.withLock { $0 }
    let (result, signals) = try await store.write { connection in
      let work = Work(connection: connection, actor: actor, now: now, installation: installation)
      let result = try body(work)
      for follower in followers { try follower(work) }
      if shared { for signal in work.signals { try connection.notify(signal.payload) } }
      return (result, work.signals)
    }
    if signals.contains(where: { Installation.parts.contains($0.subject.kind) }) { try await reload() }
    if !shared { for signal in signals { hub.send(.changed(signal)) } }
    return result
  }

  /// Passes on what other servers on the same database changed, until cancelled. Where one server
  /// is all there is, returns at once.
  package func followOtherServers() async {
    guard let notifications = store.engine.notifications() else { return }
    for await payload in notifications {
      guard let signal = Signal(payload: payload) else {
        if payload.isEmpty { await catchUp() }
        continue
      }
      if Installation.parts.contains(signal.subject.kind) { await refresh() }
      hub.send(.changed(signal))
    }
  }

  private func catchUp() async {
    await refresh()
    hub.send(.refetch)
  }

  private func refresh() async {
    do {
      try await reload()
    } catch {
      logger.error("the company's people and rights could not be read anew", metadata: ["error": "\(error)"])
    }
  }
}
