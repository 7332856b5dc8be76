import Crypto
import Foundation

/// A request as the storage has to be asked: signed with AWS Signature Version 4.
struct S3Signature: Sendable {
  let region: String
  let accessKey: String
  let secretKey: String

  /// The SHA-256 of nothing, for requests without a body.
  static let noContent = hex(SHA256.hash(data: Data()))

  /// The headers that prove who asks: `Authorization` and the two it leans on.
  /// - Parameters:
  ///   - host: with its port, where it is not the usual one.
  ///   - path: percent-encoded already.
  ///   - more: headers that are signed as well, by their small names.
  func headers(
    _ method: String, host: String, path: String, query: String = "", contentHash: String, at date: Date,
    more: [String: String] = [:]
  ) -> [String: String] {
    let stamp = Self.stamp(date)
    let day = String(stamp.prefix(8))
    var signed = more
    signed["host"] = host
    signed["x-amz-content-sha256"] = contentHash
    signed["x-amz-date"] = stamp
    let names = signed.keys.sorted()
    let lines = names.map { "\($0):\(signed[$0] ?? "")\n" }.joined()
    let list = names.joined(separator: ";")
    let canonical = [method, path, query, lines, list, contentHash].joined(separator: "\n")
    let scope = "\(day)/\(region)/s3/aws4_request"
    let text = ["AWS4-HMAC-SHA256", stamp, scope, Self.hex(SHA256.hash(data: Data(canonical.utf8)))]
      .joined(separator: "\n")
    let signature = Self.hex(HMAC<SHA256>.authenticationCode(for: Data(text.utf8), using: key(day)))
    signed["host"] = nil
    signed["Authorization"] =
      "AWS4-HMAC-SHA256 Credential=\(accessKey)/\(scope), SignedHeaders=\(list), Signature=\(signature)"
    return signed
  }

  /// The secret never signs itself: a key is derived for the day, the region and the kind of storage.
  private func key(_ day: String) -> SymmetricKey {
    [day, region, "s3", "aws4_request"].reduce(SymmetricKey(data: Data("AWS4\(secretKey)".utf8))) { key, part in
      SymmetricKey(data: HMAC<SHA256>.authenticationCode(for: Data(part.utf8), using: key))
    }
  }

  /// `20130524T000000Z`
  private static func stamp(_ date: Date) -> String {
    var calendar = Calendar(identifier: .gregorian)
    calendar.timeZone = .gmt
    let parts = calendar.dateComponents([.year, .month, .day, .hour, .minute, .second], from: date)
    func two(_ number: Int?) -> String { String(String((number ?? 0) + 100).suffix(2)) }
    let day = "\(parts.year ?? 0)\(two(parts.month))\(two(parts.day))"
    return "\(day)T\(two(parts.hour))\(two(parts.minute))\(two(parts.second))Z"
  }

  private static func hex(_ bytes: some Sequence<UInt8>) -> String {
    bytes.map { String(UInt16($0) + 256, radix: 16).dropFirst() }.joined()
  }
}
