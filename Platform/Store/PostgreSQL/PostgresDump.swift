import CPostgres
import Foundation

/// A copy of the database made by the server's own `pg_dump`, and brought back by `pg_restore`.
package struct PostgresDump: Sendable {
  let url: String

  package init(url: String) { self.url = url }

  /// Brings the copy at `path` into an empty database. Throws `StoreError.unavailable` with what
  /// `pg_restore` complained of.
  package func read(from path: String) async throws {
    let name = try PostgresAddress(url: url).environment["PGDATABASE"] ?? "postgres"
    try await run("pg_restore", ["--no-owner", "--no-password", "--exit-on-error", "--dbname=\(name)", path])
  }

  /// Writes the dump to `path`. Throws `StoreError.unavailable` with what `pg_dump` complained of.
  func write(to path: String) async throws {
    do {
      try await run("pg_dump", ["--format=custom", "--no-password", "--file=\(path)"])
    } catch {
      // Half a copy is none; where it can't be taken away, the complaint below still stands.
      try? FileManager.default.removeItem(atPath: path)
      throw error
    }
  }

  private func run(_ program: String, _ arguments: [String]) async throws {
    let environment = try environment()
    try await withCheckedThrowingContinuation { (done: CheckedContinuation<Void, any Error>) in
      Thread.detachNewThread {
        done.resume(with: Result { try run(program, arguments, environment) })
      }
    }
  }

  private func run(_ program: String, _ arguments: [String], _ environment: [String: String]) throws {
    let process = Process()
    process.executableURL = URL(fileURLWithPath: "/usr/bin/env")
    process.arguments = [program] + arguments
    process.environment = environment
    let complaints = Pipe()
    process.standardError = complaints
    process.standardOutput = FileHandle.nullDevice
    do {
      try process.run()
    } catch {
      throw StoreError.unavailable("\(program) can't be run: \(error)")
    }
    let text = complaints.fileHandleForReading.readDataToEndOfFile()
    process.waitUntilExit()
    guard process.terminationStatus == 0 else {
      throw StoreError.unavailable("\(program): \(String(decoding: text, as: UTF8.self))")
    }
  }

  /// The parts of the URL as libpq's environment: other users see a command line, but not this.
  private func environment() throws -> [String: String] {
    var environment = ProcessInfo.processInfo.environment
    for (name, value) in try PostgresAddress(url: url).environment { environment[name] = value }
    return environment
  }
}
