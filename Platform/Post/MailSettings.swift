import CCurl
import Kernel
import Store

/// By which server the company's letters go out. The password is kept encrypted and never shown.
package struct MailSettings: Sendable, Equatable {
  package enum Security: String, CaseIterable, Sendable {
    /// Encrypted once the server was greeted; a server that can't is not used.
    case startTLS = "starttls"
    /// Encrypted from the first byte.
    case tls
    case none

    var word: CCurlSecurity {
      switch self {
      case .startTLS: CCurlStartTLS
      case .tls: CCurlTLS
      case .none: CCurlPlain
      }
    }
  }

  package var host: String
  package var port: Int
  package var security: Security
  /// Nil for a server that asks for no sign-in.
  package var user: String?
  /// As `Vault` sealed it.
  package var sealedPassword: String?
  /// The address that letters come from.
  package var sender: String
  /// Where Voronka is found, for the links in letters: `https://crm.example.com`.
  package var site: String

  package init(
    host: String, port: Int, security: Security, user: String?, sealedPassword: String?, sender: String, site: String
  ) {
    (self.host, self.port, self.security, self.user) = (host, port, security, user)
    (self.sealedPassword, self.sender, self.site) = (sealedPassword, sender, site)
  }

  /// The name under which the password is sealed.
  package static let passwordName = "mail_password"
  private static let names = [
    "mail_host", "mail_port", "mail_security", "mail_user", passwordName, "mail_sender", "mail_site",
  ]

  /// Nil where the company sends no letters.
  package static func read(_ work: Work) throws -> MailSettings? {
    let stored = Dictionary(
      try work.all("SELECT name, value FROM setting WHERE name IN \(list: names)") {
        (try $0["name"] as String, try $0["value"] as String)
      }, uniquingKeysWith: { $1 })
    guard let host = stored["mail_host"], let sender = stored["mail_sender"], let site = stored["mail_site"] else {
      return nil
    }
    return MailSettings(
      host: host, port: stored["mail_port"].flatMap { Int($0) } ?? 587,
      security: stored["mail_security"].flatMap(Security.init(rawValue:)) ?? .startTLS, user: stored["mail_user"],
      sealedPassword: stored[passwordName], sender: sender, site: site)
  }

  /// Writes them, or with nil takes them away. Whether the actor may is the caller's to ask.
  package static func write(_ settings: MailSettings?, _ work: Work) throws {
    try work.execute("DELETE FROM setting WHERE name IN \(list: names)")
    guard let settings else { return }
    let values: [(String, String?)] = [
      ("mail_host", settings.host), ("mail_port", String(settings.port)),
      ("mail_security", settings.security.rawValue), ("mail_user", settings.user),
      (passwordName, settings.sealedPassword), ("mail_sender", settings.sender), ("mail_site", settings.site),
    ]
    for case (let name, let value?) in values {
      try work.execute("INSERT INTO setting (name, value) VALUES (\(name), \(value))")
    }
  }
}
