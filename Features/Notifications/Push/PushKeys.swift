import Crypto
import Foundation
import Kernel
import Store

/// The pair of keys by which services of browsers know the installation (RFC 8292). The server makes it
/// at first use; its private half is kept encrypted.
struct PushKeys: Sendable {
  /// What was just written can't be read: a defect.
  private struct Unreadable: Error {}

  private let own: P256.Signing.PrivateKey

  /// As browsers want it.
  var publicText: String { Base64URL.text(own.publicKey.x963Representation) }

  private static let (publicName, privateName) = ("push_public", "push_private")
  private static let actor = Actor.system("push")
  /// Seconds for which a token holds; services take at most a day.
  private static let lifetime: Int64 = 12 * 3600

  /// The installation's, made where it has none. A pair whose private half was encrypted with a key that
  /// is lost is replaced, and with it end the subscriptions that were made for it.
  static func current(_ crm: CRM) async throws -> PushKeys {
    if let known = try await known(crm) { return known }
    let fresh = P256.Signing.PrivateKey()
    let sealed = try crm.vault.seal(Base64URL.text(fresh.rawRepresentation), as: privateName)
    let shown = Base64URL.text(fresh.publicKey.x963Representation)
    let lost = try await crm.read(as: actor, stored)
    try await crm.write(as: actor) { work in
      // Another server may have been quicker.
      guard try stored(work) == lost else { return }
      try work.execute("DELETE FROM setting WHERE name IN \(list: [publicName, privateName])")
      try work.execute("DELETE FROM push_subscription")
      for (name, value) in [(publicName, shown), (privateName, sealed)] {
        try work.execute("INSERT INTO setting (name, value) VALUES (\(name), \(value))")
      }
    }
    guard let made = try await known(crm) else { throw Unreadable() }
    return made
  }

  private static func known(_ crm: CRM) async throws -> PushKeys? {
    guard let sealed = try await crm.read(as: actor, stored) else { return nil }
    do {
      guard let bytes = Base64URL.bytes(try crm.vault.open(sealed, as: privateName)) else { return nil }
      return PushKeys(own: try P256.Signing.PrivateKey(rawRepresentation: bytes))
    } catch let error as Vault.Unreadable {
      crm.logger.warning("new keys for messages to browsers", metadata: ["error": "\(error)"])
      return nil
    }
  }

  private static func stored(_ work: Work) throws -> String? {
    try work.value("SELECT value FROM setting WHERE name = \(privateName)")
  }

  private init(own: P256.Signing.PrivateKey) { self.own = own }

  /// The header that says who sends to the service of that origin.
  func authorization(for origin: String, contact: String, at now: Instant) throws -> String {
    let claims: JSON = [
      "aud": .string(origin), "exp": .integer(now.adding(seconds: Self.lifetime).milliseconds / 1000),
      "sub": .string(contact),
    ]
    let head: JSON = ["typ": "JWT", "alg": "ES256"]
    let signed = "\(Base64URL.text(Data(head.bytes))).\(Base64URL.text(Data(claims.bytes)))"
    let signature = try own.signature(for: Data(signed.utf8)).rawRepresentation
    return "vapid t=\(signed).\(Base64URL.text(signature)), k=\(publicText)"
  }
}
