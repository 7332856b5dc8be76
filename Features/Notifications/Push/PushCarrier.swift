import Foundation
import Kernel
import Post
import Store
import Web

/// Carries one message to the service of one browser.
struct PushCarrier: Sendable {
  private static let name = "push"
  private static let actor = Actor.system("push")
  /// Seconds that a service has.
  private static let patience = 15
  /// Seconds before each further try; after the last nobody would want to read it any more.
  private static let pauses: [Int64] = [30, 120, 600, 1800]
  private static let longestPause: Int64 = 3600
  /// Seconds for which a service keeps it for a browser that is off.
  private static let lifetime = 12 * 3600

  static func queue(
    _ message: PushMessage, to subscription: ID<PushSubscription>, attempt: Int = 1, at: Instant? = nil, in work: Work
  ) throws {
    let arguments: JSON = [
      "subscription_id": JSON(subscription), "message": message.json, "attempt": JSON(attempt),
    ]
    try work.enqueue(name, arguments, at: at)
  }

  static let job = JobKind(name) { crm, arguments in
    guard let number = arguments["subscription_id"]?.integer,
      let message = arguments["message"].flatMap(PushMessage.init)
    else { return }
    let attempt = Int(arguments["attempt"]?.integer ?? 1)
    try await carry(message, to: ID(number), attempt: attempt, crm)
  }

  private static func carry(
    _ message: PushMessage, to id: ID<PushSubscription>, attempt: Int, _ crm: CRM
  ) async throws {
    let keys = try await PushKeys.current(crm)
    // Ended meanwhile, or signed out: nothing is sent.
    guard let subscription = try await crm.read(as: actor, { try $0.push.find(id) }) else { return }
    let contact = try await crm.read(as: actor) { try MailSettings.read($0) }.map { "mailto:\($0.sender)" }
    let authorization = try keys.authorization(
      for: subscription.address.origin, contact: contact ?? "https://localhost", at: crm.clock.now)
    let body = try subscription.encryption.encrypt(Data(message.json.bytes))
    let delivery = await Transfer.post(
      .init(
        to: subscription.address.text,
        headers: [
          ("Authorization", authorization), ("Content-Encoding", "aes128gcm"),
          ("Content-Type", "application/octet-stream"), ("TTL", String(lifetime)), ("Urgency", "normal"),
        ], body: Array(body)), seconds: patience, reachesLocal: crm.reachesLocalServers)
    try await crm.write(as: actor) { work in
      try settle(delivery, message, id, attempt: attempt, crm, work)
    }
  }

  private static func settle(
    _ delivery: Delivery, _ message: PushMessage, _ id: ID<PushSubscription>, attempt: Int, _ crm: CRM, _ work: Work
  ) throws {
    switch (delivery.isTaken, delivery.status) {
    case (true, 200..<300): return
    // The browser took its subscription back.
    case (true, 404), (true, 410): try work.push.end(id)
    case (true, 429), (true, 500...), (false, _):
      guard pauses.indices.contains(attempt - 1) else {
        return crm.logger.warning("a message to a browser was given up", metadata: ["error": "\(delivery.reason)"])
      }
      let pause = max(pauses[attempt - 1], min(longestPause, Int64(delivery.retryAfter ?? 0)))
      try queue(message, to: id, attempt: attempt + 1, at: work.now.adding(seconds: pause), in: work)
    default:
      crm.logger.warning("a message to a browser was refused", metadata: ["status": "\(delivery.status)"])
    }
  }
}
