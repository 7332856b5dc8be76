import Foundation

/// A name that a file may have on our pages and on the disk of whoever saves it.
package enum FileName {
  static let longest = 150

  /// - Parameter typed: as the sender said it: perhaps a path, perhaps something to fool a reader with.
  package static func safe(_ typed: String, or fallback: String = "file") -> String {
    let unescaped = typed.replacing("%22", with: "\"").replacing("%0D", with: "").replacing("%0A", with: "")
    let last = unescaped.split(whereSeparator: { $0 == "/" || $0 == "\\" }).last.map(String.init) ?? ""
    let plain = last.precomposedStringWithCanonicalMapping.unicodeScalars.map { scalar in
      isForbidden(scalar) ? nil : "\"<>|:*?".unicodeScalars.contains(scalar) ? "_" : scalar
    }
    var name = String(String.UnicodeScalarView(plain.compactMap(\.self)))
    name = name.trimmingCharacters(in: .whitespacesAndNewlines)
    while name.hasPrefix(".") { name.removeFirst() }
    while name.hasSuffix(".") || name.hasSuffix(" ") { name.removeLast() }
    return name.isEmpty ? fallback : shortened(name)
  }

  /// Signs that nobody sees and those that turn the direction of reading: `exe.фоторgpj`.
  private static func isForbidden(_ scalar: Unicode.Scalar) -> Bool {
    switch scalar.properties.generalCategory {
    case .control, .format, .lineSeparator, .paragraphSeparator, .surrogate, .privateUse, .unassigned: true
    default: false
    }
  }

  /// Cut in the middle, so that the ending still tells what it is.
  private static func shortened(_ name: String) -> String {
    guard name.count > longest else { return name }
    let ending = name.split(separator: ".").last.map { ".\($0)" } ?? ""
    guard ending.count <= 12, ending.count < name.count else { return String(name.prefix(longest)) }
    return name.prefix(longest - ending.count) + ending
  }

  /// How a header says it: for old readers in ASCII, for all others as it is (RFC 6266, RFC 5987).
  static func disposition(_ kind: String, _ name: String) -> String {
    let plain = String(name.map { $0.isASCII && $0 != "\"" && $0 != "\\" && $0 != "%" ? $0 : "_" })
    return "\(kind); filename=\"\(plain)\"; filename*=UTF-8''\(encoded(name))"
  }

  private static func encoded(_ name: String) -> String {
    let free = Set("abcdefghijklmnopqrstuvwxyzABCDEFGHIJKLMNOPQRSTUVWXYZ0123456789-._~".utf8)
    return name.utf8.map { byte in
      free.contains(byte)
        ? String(UnicodeScalar(byte)) : "%" + String(UInt16(byte) + 256, radix: 16).dropFirst().uppercased()
    }.joined()
  }
}
