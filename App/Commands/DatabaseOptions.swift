import ArgumentParser
import Foundation
import Product
import Web

/// The database that a command works on.
struct DatabaseOptions: ParsableArguments {
  @Option(help: "sqlite:PATH or postgres://…; VORONKA_DATABASE, else sqlite:data/voronka.sqlite")
  var database: String?

  /// The product over that database, its schema up to date.
  func open() async throws -> Site {
    try await Product.open(Settings(database: database))
  }
}

extension DatabaseOptions {
  /// Runs a command's work and turns what stands against it into one sentence on standard error.
  func run(_ body: (Site) async throws -> Void) async throws {
    let site = try await open()
    do {
      try await body(site)
      await site.crm.store.close()
    } catch {
      await site.crm.store.close()
      let failure = Failure(error)
      guard failure.status.code < 500 else { throw error }
      say(failure.message(site.reader(language: nil)))
      throw ExitCode(1)
    }
  }

  /// Says something that is not the command's result.
  func say(_ text: String) {
    FileHandle.standardError.write(Data("\(text)\n".utf8))
  }
}
