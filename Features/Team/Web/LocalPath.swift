import Foundation
import Kernel
import Web

/// An address within the product, to come back to: nothing that leads elsewhere is one.
struct LocalPath: Sendable {
  let text: String

  init?(_ text: String?) {
    guard let text, text.utf8.count <= 2000, text.hasPrefix("/"), !text.hasPrefix("//"),
      !text.unicodeScalars.contains(where: { $0 == "\\" || $0.value < 0x21 || $0.value == 0x7F })
    else { return nil }
    self.text = text
  }

  /// The page of ours that a form was sent from.
  init?(refererOf call: Call) {
    guard let referer = call.headers[.referer], let parts = URLComponents(string: referer) else {
      return nil
    }
    let query = parts.percentEncodedQuery.map { "?\($0)" } ?? ""
    self.init(parts.percentEncodedPath + query)
  }
}
