import HTTPTypes
import Kernel

/// One address of the product and what answers there.
package struct Route: Sendable {
  package enum Audience: Sendable {
    /// Whoever comes: the sign-in, the first visit.
    case anybody
    case signedIn
    /// Everybody who is signed in, also those from outside the company (R151).
    case outsideToo
  }

  package let method: HTTPRequest.Method
  /// `/deals/{id}/moves`
  package let path: String
  package let audience: Audience
  /// Bytes that a body may have.
  package let bodyLimit: Int
  /// Whether only a token opens it and errors are problem documents.
  package let isAPI: Bool
  /// Whether it takes a form with files, which is written to the disk while it comes in: `call.upload`.
  package let takesFiles: Bool
  /// Whether its address is itself a secret, which no log may hold.
  package let hidesAddress: Bool
  package let answer: @Sendable (Call) async throws -> Reply

  package init(
    _ method: HTTPRequest.Method, _ path: String, for audience: Audience = .signedIn,
    bodyLimit: Int = 1 << 20, isAPI: Bool = false, takesFiles: Bool = false,
    hidesAddress: Bool = false, answer: @escaping @Sendable (Call) async throws -> Reply
  ) {
    self.method = method
    self.path = path
    self.audience = audience
    self.bodyLimit = bodyLimit
    self.isAPI = isAPI
    self.takesFiles = takesFiles
    self.hidesAddress = hidesAddress
    self.answer = answer
  }

  package static func get(
    _ path: String, for audience: Audience = .signedIn,
    answer: @escaping @Sendable (Call) async throws -> Reply
  ) -> Route {
    Route(.get, path, for: audience, answer: answer)
  }

  package static func post(
    _ path: String, for audience: Audience = .signedIn, bodyLimit: Int = 1 << 20,
    takesFiles: Bool = false, answer: @escaping @Sendable (Call) async throws -> Reply
  ) -> Route {
    Route(.post, path, for: audience, bodyLimit: bodyLimit, takesFiles: takesFiles, answer: answer)
  }
}
