import Foundation

/// The project's own Swift files, read as text.
struct SourceFile: Sendable {
  /// From the project's folder: `Features/Deals/Deal.swift`.
  let path: String
  let text: String

  var lines: [Substring] { text.split(separator: "\n", omittingEmptySubsequences: false) }

  static let root = URL(fileURLWithPath: #filePath).deletingLastPathComponent().deletingLastPathComponent()
    .deletingLastPathComponent()

  /// All of the product; tests are left out.
  static let product: [SourceFile] = ["App", "Platform", "Features"].flatMap(below)
    .filter { !$0.path.contains("/Tests/") }

  static func below(_ folder: String) -> [SourceFile] {
    let url = root.appendingPathComponent(folder)
    guard let paths = FileManager.default.enumerator(atPath: url.path) else { return [] }
    return paths.compactMap { $0 as? String }.filter { $0.hasSuffix(".swift") }.sorted().compactMap { path in
      guard let text = try? String(contentsOf: url.appendingPathComponent(path), encoding: .utf8) else { return nil }
      return SourceFile(path: "\(folder)/\(path)", text: text)
    }
  }
}
