import Foundation

/// An e-mail address as it was written, and the key by which it is found.
package struct EmailAddress: Hashable, Sendable {
  package let text: String
  package var folded: String { text.lowercased() }

  /// Nil where the text is no address: one at sign, a domain with a dot, nothing that separates.
  package init?(_ typed: String) {
    var text = typed.trimmingCharacters(in: .whitespacesAndNewlines)
    if text.lowercased().hasPrefix("mailto:") { text.removeFirst(7) }
    let parts = text.split(separator: "@", omittingEmptySubsequences: false)
    guard text.utf8.count <= 254, parts.count == 2, !parts[0].isEmpty, parts[0].utf8.count <= 64,
      parts[1].contains("."), !parts[1].hasPrefix("."), !parts[1].hasSuffix("."),
      !parts[1].contains(".."), text.unicodeScalars.allSatisfy(Self.isAllowed)
    else { return nil }
    self.text = text
  }

  /// One that was read before: every page that names a client reads some.
  init(read text: String) { self.text = text }

  private static func isAllowed(_ scalar: Unicode.Scalar) -> Bool {
    switch scalar.properties.generalCategory {
    case .control, .format, .spaceSeparator, .lineSeparator, .paragraphSeparator: false
    default: !"<>()[],;:\\\"".unicodeScalars.contains(scalar)
    }
  }
}
