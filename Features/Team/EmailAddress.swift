import Foundation

/// E-mail addresses as sign-ins: one spelling, and just enough form to catch a slip of the pen.
enum EmailAddress {
  static let longest = 254

  static func normalised(_ typed: String) -> String {
    typed.trimmingCharacters(in: .whitespacesAndNewlines).lowercased()
  }

  /// Whether it has a name, one `@` and a domain. Whether mail arrives there only mail can tell.
  static func isPlausible(_ email: String) -> Bool {
    let parts = email.split(separator: "@", omittingEmptySubsequences: false)
    guard parts.count == 2, !parts[0].isEmpty, email.utf8.count <= longest else { return false }
    let labels = parts[1].split(separator: ".", omittingEmptySubsequences: false)
    return labels.allSatisfy { !$0.isEmpty }
      && !email.unicodeScalars.contains {
        $0.properties.isWhitespace || $0.properties.generalCategory == .control
          || ",;<>()\"".unicodeScalars.contains($0)
      }
  }
}
