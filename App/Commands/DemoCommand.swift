import ArgumentParser
import Demo
import Foundation
import Kernel
import Product
import Web

/// `voronka demo`: a believable company in an empty database.
struct DemoCommand: AsyncParsableCommand {
  static let configuration = CommandConfiguration(
    commandName: "demo",
    abstract: "Fills an empty database with a company, its people, clients and two years of deals.")

  @OptionGroup var options: DatabaseOptions
  @Option(help: "How many deals; a twentieth of them is open") var deals = 3_000
  @Option(help: "The same seed and time make the same company") var seed: UInt64 = 1

  func run() async throws {
    try await options.run { site in
      guard Demo.sizes.contains(deals) else {
        throw Refusal("demo_deals", field: "deals", ["max": String(Demo.sizes.upperBound)])
      }
      let (reader, began) = (site.reader(language: nil), Date())
      let progress = Progress(all: deals, reader: reader)
      let result = try await Demo(site: site, deals: deals, seed: seed).fill { progress.show($0) }
      progress.end()
      print(
        reader(
          "demo.done",
          [
            "deals": reader.grouped(Int64(result.deals)), "clients": reader.grouped(Int64(result.clients)),
            "people": String(result.people), "seconds": String(Int(-began.timeIntervalSinceNow.rounded())),
          ]))
      print(DemoSignIns.text(reader))
    }
  }

  /// On standard error: a line that counts on in a terminal, elsewhere a line for each tenth.
  private struct Progress: Sendable {
    let all: Int
    let reader: Reader
    private let isTerminal = isatty(STDERR_FILENO) == 1

    init(all: Int, reader: Reader) {
      self.all = all
      self.reader = reader
    }

    func show(_ done: Int) {
      guard isTerminal || done == all || done % max(all / 10, 1) == 0 else { return }
      let words = reader(
        "demo.progress", ["done": reader.grouped(Int64(done)), "all": reader.grouped(Int64(all))])
      FileHandle.standardError.write(Data((isTerminal ? "\r\(words)" : "\(words)\n").utf8))
    }

    func end() {
      if isTerminal { FileHandle.standardError.write(Data("\n".utf8)) }
    }
  }
}
