import Foundation
import Kernel
import Logging
import Store
import Team
import Web

/// The product put together.
package enum Product {
  /// Opens the database, brings its schema up to date and wires the features.
  package static func open(_ settings: Settings) async throws -> Site {
    let clock = settings.clock
    let store = try await Store(settings.database) { clock.now.milliseconds }
    try await store.migrate(migrations)
    let crm = try await CRM(
      store: store, clock: clock, defaults: .init(zone: settings.zone, language: settings.language),
      folder: settings.folder, files: settings.storage, fileLimit: settings.fileLimit,
      vault: settings.secret.map { Vault(phrase: $0) }, reachesLocalServers: settings.reachesLocalServers,
      logger: logger)
    if !crm.installation.isEmpty {
      // Features that came with an update bring the rights that they suggest.
      try await crm.write(as: .system("update")) { try $0.addMissingRights(of: features) }
    }
    return try Site(crm: crm, features: features, vendorFolder: settings.vendorFolder)
  }

  package static let logger: Logger = {
    var logger = Logger(label: "voronka") { StreamLogHandler.standardError(label: $0) }
    let level = ProcessInfo.processInfo.environment["VORONKA_LOG"].flatMap { Logger.Level(rawValue: $0) }
    logger.logLevel = level ?? .notice
    return logger
  }()
}
