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
    let files = settings.folder.appendingPathComponent("imports")
    if FileManager.default.fileExists(atPath: files.path) {
      try FileManager.default.copyItem(at: files, to: target.appendingPathComponent("imports"))
    }
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
    let files = source.appendingPathComponent("imports")
    if FileManager.default.fileExists(atPath: files.path) {
      try FileManager.default.createDirectory(at: settings.folder, withIntermediateDirectories: true)
      try FileManager.default.copyItem(at: files, to: settings.folder.appendingPathComponent("imports"))
    }
    let site = try await Product.open(settings)
    await site.crm.store.close()
    print("\(settings.database)")
  }
}

private enum Backup {
  static let database = "database"
}
