import HTML
import HTTPTypes
import Hummingbird
import Kernel
import NIOCore

/// What goes back.
package struct Reply: Sendable {
  package var status: HTTPResponse.Status
  package var headers: HTTPFields
  package var body: Body

  package enum Body: Sendable {
    case bytes(ByteBuffer)
    case stream(@Sendable (inout any ResponseBodyWriter) async throws -> Void)
    /// The content of a file, piece by piece.
    case content(FileContent)
  }

  package init(status: HTTPResponse.Status, headers: HTTPFields = [:], body: Body = .bytes(ByteBuffer())) {
    self.status = status
    self.headers = headers
    self.body = body
  }

  package static func html(_ markup: HTML, status: HTTPResponse.Status = .ok) -> Reply {
    Reply(
      status: status, headers: [.contentType: "text/html; charset=utf-8", .cacheControl: "no-store"],
      body: .bytes(ByteBuffer(bytes: markup.bytes)))
  }

  package static func json(_ json: JSON, status: HTTPResponse.Status = .ok, type: String = "application/json") -> Reply
  {
    Reply(
      status: status, headers: [.contentType: type, .cacheControl: "no-store"],
      body: .bytes(ByteBuffer(bytes: json.bytes)))
  }

  /// After a form: the browser fetches `path`, and going back does not send the form again.
  package static func redirect(to path: String) -> Reply {
    Reply(status: .seeOther, headers: [.location: path])
  }

  package static let nothing = Reply(status: .noContent)

  /// Hands a file to be saved.
  package static func file(_ bytes: [UInt8], name: String, type: String) -> Reply {
    Reply(
      status: .ok,
      headers: [
        .contentType: type, .cacheControl: "no-store",
        .contentDisposition: "attachment; filename*=UTF-8''\(FormBody.encode(name))",
      ], body: .bytes(ByteBuffer(bytes: bytes)))
  }

  package enum Lifetime: Sendable {
    case session
    case seconds(Int)
    case over
  }

  /// Sets a cookie that scripts can't read and other sites can't send along with a form.
  package func setting(cookie name: String, to value: String, for lifetime: Lifetime, secure: Bool) -> Reply {
    let age =
      switch lifetime {
      case .session: ""
      case .seconds(let seconds): "; Max-Age=\(seconds)"
      case .over: "; Max-Age=0"
      }
    var reply = self
    let cookie = "\(name)=\(value)\(age); Path=/; HttpOnly; SameSite=Lax\(secure ? "; Secure" : "")"
    reply.headers.append(HTTPField(name: .setCookie, value: cookie))
    return reply
  }

  var response: Response {
    switch body {
    case .bytes(let buffer): Response(status: status, headers: headers, body: .init(byteBuffer: buffer))
    case .stream(let write): Response(status: status, headers: headers, body: .init(write))
    case .content(let content):
      Response(
        status: status, headers: headers,
        body: .init(contentLength: Int(content.size)) { writer in
          while let piece = try content.next() { try await writer.write(ByteBuffer(bytes: piece)) }
          try await writer.finish(nil)
        })
    }
  }
}
