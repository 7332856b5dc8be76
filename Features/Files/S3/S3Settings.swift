import Foundation

/// Where the bucket is and how to enter it.
package struct S3Settings: Sendable {
  let endpoint: URL
  let bucket: String
  /// Stands before every key: several installations may share a bucket.
  let prefix: String
  let signature: S3Signature
  /// Seconds without a sign of life after which a request is given up.
  let patience: Double

  /// What is wrong with a setting, in words.
  package struct Wrong: Error, CustomStringConvertible {
    package let description: String
  }

  /// Nil where no bucket is set.
  /// - Parameter variable: the environment.
  package init?(_ variable: (String) -> String?) throws {
    guard let bucket = variable("VORONKA_S3_BUCKET") else { return nil }
    let address = variable("VORONKA_S3_ENDPOINT") ?? "https://s3.amazonaws.com"
    guard let endpoint = URL(string: address), endpoint.scheme == "https" || endpoint.scheme == "http",
      endpoint.host != nil, endpoint.path.isEmpty || endpoint.path == "/"
    else { throw Wrong(description: "VORONKA_S3_ENDPOINT is an address like https://storage.yandexcloud.net") }
    guard Self.isPlain(bucket) else { throw Wrong(description: "VORONKA_S3_BUCKET is the name of a bucket") }
    let prefix = variable("VORONKA_S3_PREFIX") ?? ""
    guard prefix.isEmpty || prefix.split(separator: "/").allSatisfy({ Self.isPlain(String($0)) })
    else { throw Wrong(description: "VORONKA_S3_PREFIX is letters, digits, dots, dashes and slashes") }
    guard let key = variable("VORONKA_S3_KEY"), let secret = variable("VORONKA_S3_SECRET")
    else { throw Wrong(description: "VORONKA_S3_BUCKET needs VORONKA_S3_KEY and VORONKA_S3_SECRET") }
    let seconds = variable("VORONKA_S3_TIMEOUT") ?? "30"
    guard let patience = Double(seconds), (1...600).contains(patience)
    else { throw Wrong(description: "VORONKA_S3_TIMEOUT is a number of seconds from 1 to 600") }
    self.endpoint = endpoint
    self.bucket = bucket
    self.prefix = prefix.isEmpty ? "" : prefix.split(separator: "/").joined(separator: "/") + "/"
    signature = S3Signature(
      region: variable("VORONKA_S3_REGION") ?? "us-east-1", accessKey: key, secretKey: secret)
    self.patience = patience
  }

  private static func isPlain(_ text: String) -> Bool {
    !text.isEmpty && text != ".."
      && text.utf8.allSatisfy { byte in
        (48...57).contains(byte) || (65...90).contains(byte) || (97...122).contains(byte)
          || [45, 46, 95].contains(byte)
      }
  }

  /// `127.0.0.1:9000`, as the request will name it.
  var host: String {
    let usual = endpoint.scheme == "https" ? 443 : 80
    let port = endpoint.port.flatMap { $0 == usual ? nil : ":\($0)" } ?? ""
    return (endpoint.host ?? "") + port
  }

  func path(of key: String) -> String { "/\(bucket)/\(prefix)\(key)" }
}
