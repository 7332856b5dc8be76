import ArgumentParser
import Foundation
import Imports
import Kernel
import Web

/// `voronka import`: data of former programs.
struct ImportCommand: AsyncParsableCommand {
  static let configuration = CommandConfiguration(
    commandName: "import", abstract: "Takes in data of former programs.", subcommands: [Deals.self])

  /// `voronka import deals`: the page's importer in the foreground.
  struct Deals: AsyncParsableCommand {
    static let configuration = CommandConfiguration(
      abstract: "Takes in a CSV file of deals. docs/imports.md describes the mapping.")

    @Argument(help: "The CSV file.") var file: String
    @Option(help: "What its columns mean, as a JSON file.") var mapping: String
    @Flag(help: "Only say what would come of it.") var dryRun = false
    @OptionGroup var options: DatabaseOptions

    func run() async throws {
      try await options.run { site in
        let id = try await site.crm.beginImport(
          of: .path(file), named: URL(fileURLWithPath: file).lastPathComponent, mapping: try bytes(of: mapping),
          isDryRun: dryRun, as: .system("command"))
        let ended = try await watch(id, on: site)
        try await report(ended, on: site)
      }
    }

    private func bytes(of path: String) throws -> [UInt8] {
      guard let data = FileManager.default.contents(atPath: path) else {
        throw Refusal("file_unreadable", field: "mapping", ["file": path])
      }
      return [UInt8](data)
    }

    /// Works through the queue, in which the import stands, and shows how far it is. A server on the
    /// same database may be quicker: then this only watches.
    private func watch(_ id: ID<Import>, on site: Site) async throws -> Import {
      let worker = Worker(crm: site.crm, kinds: site.jobs)
      let isTerminal = isatty(STDERR_FILENO) == 1
      return try await withThrowingTaskGroup(of: Void.self) { group in
        group.addTask {
          while !Task.isCancelled {
            try await worker.drain()
            try await Task.sleep(for: .milliseconds(200))
          }
        }
        let reader = site.reader(language: nil)
        while true {
          let item = try await site.crm.read(as: .system("command")) { try $0.imports.find(id) }
          if isTerminal, let rows = item.rows {
            let words = reader(
              "imports.command.progress",
              ["done": reader.grouped(Int64(item.progress.rows)), "all": reader.grouped(Int64(rows))])
            FileHandle.standardError.write(Data("\r\(words)".utf8))
          }
          if !item.state.isUnderWay {
            if isTerminal { FileHandle.standardError.write(Data("\n".utf8)) }
            group.cancelAll()
            return item
          }
          try await Task.sleep(for: .milliseconds(100))
        }
      }
    }

    private func report(_ ended: Import, on site: Site) async throws {
      let reader = site.reader(language: nil)
      let progress = ended.progress
      if let error = ended.error {
        options.say(reader("imports.command.failed", ["reason": reader.sentence(for: error)]))
        throw ExitCode(1)
      }
      print(
        reader(
          "imports.command.result",
          [
            "rows": String(progress.rows), "taken": String(progress.taken), "skipped": String(progress.skipped),
            "rejected": String(progress.rejected),
          ]))
      if ended.isDryRun { print(reader("imports.command.dry_run")) }
      if let rows = try await RejectedRows(of: ended, in: site.crm) {
        let path = site.crm.folder.appendingPathComponent("imports/\(ended.id)-rejected.csv").path
        try await rows.write(to: path, for: reader)
        print(reader("imports.command.rejected", ["path": path]))
      }
      if ended.state != .done { throw ExitCode(1) }
    }
  }
}
