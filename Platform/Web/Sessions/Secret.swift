import Crypto
import Foundation

/// Random words that open doors. Only their hashes are stored.
package enum Secret {
  /// A word of 256 random bits, fit for a cookie or a header.
  package static func make() -> String {
    var generator = SystemRandomNumberGenerator()
    let bytes = (0..<32).map { _ in UInt8.random(in: .min ... .max, using: &generator) }
    return Data(bytes).base64EncodedString()
      .replacing("+", with: "-").replacing("/", with: "_").replacing("=", with: "")
  }

  /// What is stored of a secret.
  package static func hash(_ secret: String) -> String {
    SHA256.hash(data: Data(secret.utf8)).map { String(UInt16($0) + 256, radix: 16).dropFirst() }.joined()
  }

  /// Compares without telling by its time where the difference is.
  package static func equal(_ left: String, _ right: String) -> Bool {
    let (left, right) = (Array(left.utf8), Array(right.utf8))
    guard left.count == right.count else { return false }
    return zip(left, right).reduce(0) { $0 | ($1.0 ^ $1.1) } == 0
  }
}
