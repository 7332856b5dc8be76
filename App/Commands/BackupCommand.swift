import ArgumentParser
import Foundation
import Kernel
import Product
import Store
import Web

/// `voronka backup PATH`: the whole installation, while it runs, as a folder of the database's copy
/// and the files beside it.
struct BackupCommand: AsyncParsableCommand {
  static let configuration = CommandConfiguration(
    commandName: "backup", abstract: "Copies the whole installation into a new folder, while it runs.")

  @Argument(help: "A folder that does not exist yet") var path: String
  @OptionGroup var options: DatabaseOptions

  func run() async throws {
    let settings = try Settings(database: options.database)
    let target = URL(fileURLWithPath: path)
    guard !FileManager.default.fileExists(atPath: path) else {
      throw ValidationError("\(path) is there already: name a new folder")
    }
    try FileManager.default.createDirectory(at: target, withIntermediateDirectories: true)
    let clock = settings.clock
    let store = try await Store(settings.database) { clock.now.milliseconds }
    try await store.engine.backup(to: target.appendingPathComponent(Backup.database).path)
    await store.close()
    // After the database: whatever it names is still there, because contents outlive their files by a day.
    try Backup.copy(Backup.folders(settings), from: settings.folder, to: target)
    print(path)
  }
}

/// `voronka restore PATH`: an installation from its backup, into an empty database.
struct RestoreCommand: AsyncParsableCommand {
  static let configuration = CommandConfiguration(
    commandName: "restore", abstract: "Brings a backup back, into a database that is not there yet.")

  @Argument(help: "The folder that `backup` made") var path: String
  @OptionGroup var options: DatabaseOptions

  func run() async throws {
    let settings = try Settings(database: options.database)
    let source = URL(fileURLWithPath: path)
    let copy = source.appendingPathComponent(Backup.database)
    guard FileManager.default.isReadableFile(atPath: copy.path) else {
      throw ValidationError("\(path) holds no backup: \(Backup.database) is missing")
    }
    switch settings.database {
    case .sqlite(let file):
      guard !FileManager.default.fileExists(atPath: file) else {
        throw ValidationError("\(file) is there already: move it aside first")
      }
      try FileManager.default.createDirectory(at: settings.folder, withIntermediateDirectories: true)
      try FileManager.default.copyItem(atPath: copy.path, toPath: file)
    case .postgres(let url):
      try await PostgresDump(url: url).read(from: copy.path)
    }
    try FileManager.default.createDirectory(at: settings.folder, withIntermediateDirectories: true)
    try Backup.copy(Backup.folders(settings), from: source, to: settings.folder)
    let site = try await Product.open(settings)
    await site.crm.store.close()
    print("\(settings.database)")
  }
}

private enum Backup {
  static let database = "database"

  /// What lies beside the database; a bucket is kept by whoever runs it.
  static func folders(_ settings: Settings) -> [String] {
    ["imports"] + (settings.bucket == nil ? ["files"] : [])
  }

  static func copy(_ names: [String], from source: URL, to target: URL) throws {
    for name in names {
      let folder = source.appendingPathComponent(name)
      guard FileManager.default.fileExists(atPath: folder.path) else { continue }
      try FileManager.default.copyItem(at: folder, to: target.appendingPathComponent(name))
    }
  }
}
