import CPostgres
import Foundation

/// A copy of the database made by the server's own `pg_dump`, to be brought back by `pg_restore`.
struct PostgresDump {
  let url: String

  /// Writes the dump to `path`. Throws `StoreError.unavailable` with what `pg_dump` complained of.
  func write(to path: String) async throws {
    let environment = try environment()
    try await withCheckedThrowingContinuation { (done: CheckedContinuation<Void, any Error>) in
      Thread.detachNewThread {
        done.resume(with: Result { try run(to: path, environment) })
      }
    }
  }

  private func run(to path: String, _ environment: [String: String]) throws {
    let process = Process()
    process.executableURL = URL(fileURLWithPath: "/usr/bin/env")
    process.arguments = ["pg_dump", "--format=custom", "--no-password", "--file=\(path)"]
    process.environment = environment
    let complaints = Pipe()
    process.standardError = complaints
    process.standardOutput = FileHandle.nullDevice
    do {
      try process.run()
    } catch {
      throw StoreError.unavailable("pg_dump can't be run: \(error)")
    }
    let text = complaints.fileHandleForReading.readDataToEndOfFile()
    process.waitUntilExit()
    guard process.terminationStatus == 0 else {
      try? FileManager.default.removeItem(atPath: path)
      throw StoreError.unavailable("pg_dump: \(String(decoding: text, as: UTF8.self))")
    }
  }

  /// The parts of the URL as libpq's environment: other users see a command line, but not this.
  private func environment() throws -> [String: String] {
    var environment = ProcessInfo.processInfo.environment
    for (name, value) in try PostgresAddress(url: url).environment { environment[name] = value }
    return environment
  }
}
