import Crypto
import Foundation
import HTTPTypes
import Kernel
import NIOCore

/// Styles, scripts and signs of the page, held in memory under an address that changes with their
/// content, so that browsers may keep them for ever.
package struct Assets: Sendable {
  private struct File: Sendable {
    let buffer: ByteBuffer
    let type: String
  }

  private let files: [String: File]
  package let version: String

  init(features: [Feature], vendorFolder: URL) throws {
    var found: [String: File] = [:]
    try Self.collect(Bundle.module.bundleURL.appendingPathComponent("Assets"), below: "", into: &found)
    for feature in features {
      let folder = feature.bundle.bundleURL.appendingPathComponent("Assets")
      try Self.collect(folder, below: feature.name.lowercased() + "/", into: &found)
    }
    try Self.collect(vendorFolder, below: "vendor/", into: &found)
    files = found
    var hash = SHA256()
    for name in found.keys.sorted() {
      hash.update(data: Data(name.utf8))
      found[name]?.buffer.withUnsafeReadableBytes { hash.update(bufferPointer: $0) }
    }
    version = hash.finalize().prefix(5).map { String(UInt16($0) + 256, radix: 16).dropFirst() }.joined()
  }

  private static func collect(_ folder: URL, below prefix: String, into files: inout [String: File]) throws {
    guard let paths = FileManager.default.enumerator(atPath: folder.path) else { return }
    for case let path as String in paths {
      guard let type = types[(path as NSString).pathExtension] else { continue }
      let content = try Data(contentsOf: folder.appendingPathComponent(path))
      files[prefix + path] = File(buffer: ByteBuffer(bytes: content), type: type)
    }
  }

  private static let types = [
    "css": "text/css; charset=utf-8", "js": "text/javascript; charset=utf-8", "svg": "image/svg+xml",
    "png": "image/png", "webmanifest": "application/manifest+json",
  ]

  /// The address of a file: `css/base.css`, `deals/board.js`, `vendor/htmx.min.js`.
  package func path(_ name: String) -> String { "/assets/\(version)/\(name)" }

  package func has(_ name: String) -> Bool { files[name] != nil }

  /// The bytes of a file, for the few that have an address of their own.
  func content(_ name: String) -> ByteBuffer? { files[name]?.buffer }

  var route: Route {
    .get("/assets/{version}/**", for: .anybody) { call in
      let parts = call.path.split(separator: "/", omittingEmptySubsequences: false).dropFirst(3)
      guard let file = files[parts.joined(separator: "/")] else { throw NotFound("file") }
      let current = call.parameters["version"] == version
      return Reply(
        status: .ok,
        headers: [
          .contentType: file.type,
          .cacheControl: current ? "public, max-age=31536000, immutable" : "no-cache",
        ], body: .bytes(file.buffer))
    }
  }
}
