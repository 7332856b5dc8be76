import Crypto
import Foundation
import Kernel
import Store
import Web

/// A browser that shows messages to a person, for as long as he is signed in there.
struct PushSubscription: Sendable {
  let id: ID<PushSubscription>
  let address: PushAddress
  let encryption: PushEncryption

  init(row: Row) throws {
    id = try row["id"]
    let (receiver, secret): (String, String) = (try row["receiver"], try row["secret"])
    (address, encryption) = try PushAddress.read(try row["endpoint"], receiver: receiver, secret: secret)
  }
}

/// Where the service of a browser takes messages. It comes from the browser, so from anybody: it has to
/// be an address of the open Internet, which is looked at again when it is connected to.
struct PushAddress: Sendable, Equatable {
  let text: String
  /// `https://push.example.com`
  let origin: String

  private static let longest = 1000

  /// - Parameter reachesLocal: whether services in the house's own network are taken too.
  init?(_ text: String, reachesLocal: Bool = false) {
    guard text.utf8.count <= Self.longest, text.utf8.allSatisfy({ (0x21...0x7E).contains($0) }),
      let parts = URLComponents(string: text), let host = parts.host, !host.isEmpty,
      parts.user == nil, parts.password == nil, parts.fragment == nil
    else { return nil }
    if !reachesLocal {
      guard parts.scheme == "https", parts.port ?? 443 == 443, host.contains("."), !host.hasSuffix(".") else {
        return nil
      }
      // Written in figures it says itself that it is not on the Internet.
      let figures = host.trimmingCharacters(in: CharacterSet(charactersIn: "[]"))
      if figures.contains(":") || figures.split(separator: ".").last?.first?.isNumber ?? true { return nil }
    }
    guard parts.scheme == "https" || parts.scheme == "http" else { return nil }
    self.text = text
    origin = "\(parts.scheme ?? "https")://\(host)\(parts.port.map { ":\($0)" } ?? "")"
  }

  /// What is stored was checked when it came in.
  static func read(_ endpoint: String, receiver: String, secret: String) throws -> (PushAddress, PushEncryption) {
    guard let address = PushAddress(endpoint, reachesLocal: true) else {
      throw Refusal("push_unknown", field: "endpoint")
    }
    return (address, try encryption(receiver: receiver, secret: secret))
  }

  /// - Throws: a `Refusal` for keys that are none.
  static func encryption(receiver: String, secret: String) throws -> PushEncryption {
    guard let point = Base64URL.bytes(receiver), point.count == 65,
      let shared = Base64URL.bytes(secret), shared.count == 16
    else { throw Refusal("push_unknown", field: "endpoint") }
    do {
      return PushEncryption(receiver: try P256.KeyAgreement.PublicKey(x963Representation: point), secret: shared)
    } catch is CryptoKitError {
      throw Refusal("push_unknown", field: "endpoint")
    }
  }
}

/// What can be done with the browsers that take messages.
struct PushSubscriptions {
  let work: Work

  /// One person reads in no more browsers.
  private static let most = 10

  /// The browsers of the person in which he is still signed in.
  private func open(_ person: ID<Person>) -> SQL {
    "push_subscription.person_id = \(person) AND \(Sessions.isOpen("push_subscription.session_id", at: work.now))"
  }

  func subscriptions(of person: ID<Person>) throws -> [PushSubscription] {
    try work.all("SELECT * FROM push_subscription WHERE \(open(person)) ORDER BY id") { try PushSubscription(row: $0) }
  }

  func find(_ id: ID<PushSubscription>) throws -> PushSubscription? {
    try work.first(
      """
      SELECT * FROM push_subscription
      WHERE id = \(id) AND \(Sessions.isOpen("push_subscription.session_id", at: work.now))
      """
    ) { try PushSubscription(row: $0) }
  }

  /// Whether messages reach the person anywhere.
  func reaches(_ person: ID<Person>) throws -> Bool {
    try work.value("SELECT 1 FROM push_subscription WHERE \(open(person)) LIMIT 1", as: Int.self) != nil
  }

  /// Whether they reach him in the browser of that session.
  func reaches(_ session: ID<Session>) throws -> Bool {
    try work.value("SELECT 1 FROM push_subscription WHERE session_id = \(session) LIMIT 1", as: Int.self) != nil
  }

  /// The browser of that session takes the actor's messages from now on, and nobody else's.
  func add(_ endpoint: PushAddress, receiver: String, secret: String, session: ID<Session>) throws {
    guard let me = work.actor.id else { throw Forbidden() }
    try end(of: session)
    try work.execute(
      """
      INSERT INTO push_subscription (person_id, endpoint, receiver, secret, session_id, created_at)
      VALUES (\(me), \(endpoint.text), \(receiver), \(secret), \(session), \(work.now))
      ON CONFLICT (endpoint) DO UPDATE SET person_id = excluded.person_id, receiver = excluded.receiver,
        secret = excluded.secret, session_id = excluded.session_id, created_at = excluded.created_at
      """)
    try work.execute(
      """
      DELETE FROM push_subscription WHERE person_id = \(me) AND id NOT IN (
        SELECT id FROM push_subscription WHERE person_id = \(me) ORDER BY created_at DESC, id DESC LIMIT \(Self.most)
      )
      """)
  }

  func end(of session: ID<Session>) throws {
    try work.execute("DELETE FROM push_subscription WHERE session_id = \(session)")
  }

  func end(_ id: ID<PushSubscription>) throws {
    try work.execute("DELETE FROM push_subscription WHERE id = \(id)")
  }
}

extension Work {
  var push: PushSubscriptions { PushSubscriptions(work: self) }
}
