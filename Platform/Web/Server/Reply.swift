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

  /// The content of a file, or the part of it that the request names.
  package static func content(_ content: FileContent, _ headers: HTTPFields, to call: Call) -> Reply {
    var headers = headers
    headers[.acceptRanges] = "bytes"
    let isSame = call.headers[.ifRange].map { $0 == headers[.eTag] } ?? true
    switch ByteRange(isSame ? call.headers[.range] : nil, of: content.size) {
    case .whole: return Reply(status: .ok, headers: headers, body: .content(content, 0..<content.size))
    case .part(let part):
      headers[.contentRange] = "bytes \(part.lowerBound)-\(part.upperBound - 1)/\(content.size)"
      return Reply(status: .partialContent, headers: headers, body: .content(content, part))
    case .beyond:
      headers[.contentRange] = "bytes */\(content.size)"
      return Reply(status: .rangeNotSatisfiable, headers: headers)
    }
  }

  package enum Body: Sendable {
    case bytes(ByteBuffer)
    case stream(@Sendable (inout any ResponseBodyWriter) async throws -> Void)
    /// A part of a file, piece by piece.
    case content(FileContent, Range<Int64>)
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
    case .content(let content, let part):
      Response(
        status: status, headers: headers,
        body: .init(contentLength: part.count) { writer in
          try content.skip(to: part.lowerBound)
          var left = part.count
          while left > 0, let piece = try content.next(min(left, 64 << 10)) {
            try await writer.write(ByteBuffer(bytes: piece))
            left -= piece.count
          }
          try await writer.finish(nil)
        })
    }
  }
}
