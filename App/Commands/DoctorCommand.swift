import ArgumentParser
import Foundation
import Kernel
import Product
import Store
import Web

/// `voronka doctor`: one line a check; exits with 1 where one fails.
struct DoctorCommand: AsyncParsableCommand {
  static let configuration = CommandConfiguration(
    commandName: "doctor", abstract: "Checks database, migrations, files and settings.")

  @OptionGroup var options: DatabaseOptions

  func run() async throws {
    var isWell = true
    func report(_ name: String, _ fault: String?) {
      print("\(fault == nil ? "ok  " : "FAIL") \(name)\(fault.map { ": \($0)" } ?? "")")
      if fault != nil { isWell = false }
    }
    let settings = try Settings(database: options.database)
    report("settings", nil)
    let clock = settings.clock
    do {
      let store = try await Store(settings.database) { clock.now.milliseconds }
      report("database \(settings.database)", nil)
      let waiting = Set(migrations.map(\.name)).subtracting(try await store.pastMigrations())
      report(
        "migrations", waiting.isEmpty ? nil : "\(waiting.sorted().joined(separator: ", ")) will run at the next start")
      if waiting.isEmpty {
        let dead = try await store.read {
          try $0.value("SELECT count(*) FROM job WHERE dead_at IS NOT NULL", as: Int.self) ?? 0
        }
        report("jobs", dead == 0 ? nil : "\(dead) were given up")
      }
      await store.close()
    } catch {
      report("database \(settings.database)", "\(error)")
    }
    for script in settings.scripts { report("file \(script.path)", script.isThere ? nil : "missing: run bin/setup") }
    report(
      "folder \(settings.folder.path)",
      FileManager.default.isWritableFile(atPath: settings.folder.path) ? nil : "can't be written")
    report(settings.bucket == nil ? "files" : "files in the bucket", await settings.storage.fault())
    if !isWell { throw ExitCode(1) }
  }
}
