import CCurl
import Dispatch
import Foundation

/// What became of something that was sent out of the house.
package struct Delivery: Sendable {
  /// Whether the other side took it.
  package let isTaken: Bool
  /// Its last answer: of SMTP for letters, of HTTP for messages; 0 where there was none.
  package let status: Int
  /// Seconds after which it wants to be asked again.
  package let retryAfter: Int?
  /// All of it went out and no answer came back: it may have arrived.
  package let isUnknown: Bool
  /// Why not: a `MailFault`, or the other side's own words.
  package let reason: String

  init(_ outcome: CCurlOutcome) {
    isTaken = outcome.code == 0
    status = Int(outcome.status)
    retryAfter = outcome.retryAfter > 0 ? Int(outcome.retryAfter) : nil
    isUnknown = outcome.code != 0 && outcome.isBodySent && outcome.status < 400
    reason = withUnsafeBytes(of: outcome.reason) { String(decoding: $0.prefix { $0 != 0 }, as: UTF8.self) }
  }

  private init(refused reason: String) {
    (isTaken, status, retryAfter, isUnknown, self.reason) = (false, 0, nil, false, reason)
  }

  /// It was never sent.
  package static func refused(_ reason: String) -> Delivery { Delivery(refused: reason) }
}

/// The one door through which something leaves the house. libcurl waits on a thread of its own, so that
/// neither requests nor jobs wait with it.
package enum Transfer {
  private static let queue = DispatchQueue(label: "voronka.transfers", attributes: .concurrent)

  /// A body that is posted to an address of others.
  package struct Request: Sendable {
    package let address: String
    package let headers: [(name: String, value: String)]
    package let body: [UInt8]

    package init(to address: String, headers: [(name: String, value: String)], body: [UInt8]) {
      (self.address, self.headers, self.body) = (address, headers, body)
    }
  }

  /// Posts it; follows no redirects, and enters no private network unless `reachesLocal`.
  package static func post(_ request: Request, seconds: Int, reachesLocal: Bool) async -> Delivery {
    let lines = request.headers.map { "\($0.name): \($0.value)" }
    guard !lines.contains(where: { $0.unicodeScalars.contains { $0.value < 0x20 } }) else {
      return .refused("a header holds a control character")
    }
    return await waiting { outcome in
      request.address.withCString { address in
        withStrings(lines) { headers in
          request.body.withUnsafeBufferPointer { body in
            var post = CCurlPost(
              address: address, headers: headers.baseAddress, headerCount: headers.count, body: body.baseAddress,
              length: body.count)
            CCurlSendPost(&post, seconds, reachesLocal, &outcome)
          }
        }
      }
    }
  }

  /// Hands a letter to the mail server of the settings.
  static func letter(
    _ body: [UInt8], to address: String, by settings: MailSettings, password: String?, seconds: Int, reachesLocal: Bool
  ) async -> Delivery {
    let scheme = settings.security == .tls ? "smtps" : "smtp"
    let server = "\(scheme)://\(settings.host):\(settings.port)"
    let texts = [server, "<\(settings.sender)>", "<\(address)>", settings.user ?? "", password ?? ""]
    return await waiting { outcome in
      withStrings(texts) { texts in
        let (server, sender, receiver, user, password) = (texts[0], texts[1], texts[2], texts[3], texts[4])
        body.withUnsafeBufferPointer { body in
          let isNamed = settings.user != nil
          var letter = CCurlLetter(
            address: server, security: settings.security.word, user: isNamed ? user : nil,
            password: isNamed ? password : nil, from: sender, to: receiver, body: body.baseAddress,
            length: body.count)
          CCurlSendLetter(&letter, seconds, reachesLocal, &outcome)
        }
      }
    }
  }

  private static func waiting(_ send: @escaping @Sendable (inout CCurlOutcome) -> Void) async -> Delivery {
    await withCheckedContinuation { continuation in
      queue.async {
        var outcome = CCurlOutcome()
        send(&outcome)
        continuation.resume(returning: Delivery(outcome))
      }
    }
  }

  /// The texts as C reads them, for as long as `body` runs.
  private static func withStrings<T>(
    _ texts: [String], _ body: (UnsafeBufferPointer<UnsafePointer<CChar>?>) -> T
  ) -> T {
    let copies = texts.map { strdup($0) }
    defer { for copy in copies { free(copy) } }
    return copies.map { UnsafePointer($0) }.withUnsafeBufferPointer(body)
  }
}
