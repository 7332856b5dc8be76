import ArgumentParser
import Demo
import Foundation
import Kernel
import Product
import Web

/// `voronka serve`: web, API and worker.
struct ServeCommand: AsyncParsableCommand {
  static let configuration = CommandConfiguration(commandName: "serve", abstract: "Runs web, API and worker.")

  @OptionGroup var options: DatabaseOptions
  @Option(help: "Address to listen on; VORONKA_HOST, else 127.0.0.1") var host: String?
  @Option(help: "Port to listen on, 0 for any; VORONKA_PORT, else 8080") var port: Int?

  func run() async throws {
    let settings = try Settings(database: options.database, host: host, port: port)
    let site = try await Product.open(settings)
    // Pages work without them, but do not drag, answer in place or keep themselves up to date.
    for script in settings.scripts where !script.isThere {
      Product.logger.warning(
        "a script of the pages is missing: run bin/setup, or set VORONKA_VENDOR", metadata: ["path": "\(script.path)"])
    }
    let isDemo = try await site.crm.read(as: .system("command")) { try $0.isDemo() }
    let signIns = isDemo ? DemoSignIns.text(site.reader(language: nil)) : nil
    let server = WebServer(site: site, host: settings.host, port: settings.port, logger: Product.logger)
    try await server.run { port in
      var lines = ["Voronka: http://\(settings.host):\(port)  (\(settings.database))"]
      if site.crm.clock.isSet { lines.append("VORONKA_NOW: \(site.crm.clock.now.text(in: settings.zone))") }
      if let signIns { lines.append(signIns) }
      // Not print: a pipe would hold it back until the end.
      FileHandle.standardOutput.write(Data((lines.joined(separator: "\n") + "\n").utf8))
    }
    await site.crm.store.close()
  }
}
