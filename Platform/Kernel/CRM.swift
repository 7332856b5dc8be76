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
  /// Where the content of files lies.
  package let files: any FileStorage
  /// Bytes that a file may have.
  package let fileLimit: Int
  /// What is kept encrypted.
  package let vault: Vault
  /// Whether mail and messages may go to servers in the house's own network.
  package let reachesLocalServers: Bool
  private let current: Mutex<Known>
  private let reactions = Mutex<[Reaction]>([])

  /// Opens the installation; its schema must be up to date.
  package init(
    store: Store, clock: Clock, defaults: Installation.Defaults, folder: URL, files: (any FileStorage)? = nil,
    fileLimit: Int = 25 << 20, vault: Vault? = nil, reachesLocalServers: Bool = false, logger: Logger
  ) async throws {
    self.store = store
    self.clock = clock
    self.defaults = defaults
    self.folder = folder
    self.files = files ?? FolderStorage(folder.appendingPathComponent("files"))
    self.fileLimit = fileLimit
    self.vault = vault ?? Vault(folder: folder)
    self.reachesLocalServers = reachesLocalServers
    self.logger = logger
    hub = Hub()
    current = Mutex(Known(installation: try await store.read { try Installation.load(from: $0, defaults: defaults) }))
  }

  /// What features do when something happens; said once, when the product is put together.
  package func react(with reactions: [Reaction]) { self.reactions.withLock { $0 = reactions } }

  package var installation: Installation { current.withLock { $0.installation } }

  /// The company as it was last read. Readings overtake each other: one that began earlier knows less.
  private struct Known {
    var installation: Installation
    var reading = 0
    var lastReading = 0
  }

  /// Reads the company's people, rights and settings anew.
  package func reload() async throws {
    let defaults = defaults
    let reading = current.withLock { known in
      known.lastReading += 1
      return known.lastReading
    }
    let fresh = try await store.read { try Installation.load(from: $0, defaults: defaults) }
    current.withLock { known in
      if reading > known.reading { (known.installation, known.reading) = (fresh, reading) }
    }
  }

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
    let reactions = reactions.withLock { $0 }
    let (result, signals) = try await store.write { connection in
      let work = Work(
        connection: connection, actor: actor, now: now, installation: installation, reactions: reactions)
      let result = try body(work)
      try work.conclude()
      try work.settle()
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
    let notifications = store.engine.notifications { [logger] error in
      logger.error("what other servers change is not heard", metadata: ["error": "\(error)"])
    }
    guard let notifications else { return }
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
