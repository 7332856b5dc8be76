import HTTPTypes
import Kernel
import Web

/// The answer that carries a file: nothing that people put in may run in our name.
package enum FileReply {
  /// - Parameter isSaved: whether it is handed over to be saved whatever it is.
  package static func make(_ file: StoredFile, to call: Call, isSaved: Bool = false) async throws -> Reply {
    let mark = "\"\(file.hash)\""
    var headers: HTTPFields = [
      // Kept by the browser, but asked for each time: a right may have gone.
      .cacheControl: "private, no-cache", .eTag: mark, .contentSecurityPolicy: policy,
      .crossOriginResourcePolicy: "same-origin",
    ]
    if call.headers[.ifNoneMatch] == mark { return Reply(status: .notModified, headers: headers) }
    let isShown = file.type.isShown && !isSaved
    headers[.contentType] = isShown ? file.type.name : FileType.unknown.name
    headers[.contentDisposition] = FileName.disposition(isShown ? "inline" : "attachment", file.name)
    return .content(try await call.crm.content(of: file), headers, to: call)
  }

  /// Browsers bring a style of their own to a picture; nothing else may load, and nothing runs.
  private static let policy = "default-src 'none'; style-src 'unsafe-inline'; frame-ancestors 'none'; sandbox"
}

extension HTTPField.Name {
  fileprivate static let crossOriginResourcePolicy =
    HTTPField.Name("Cross-Origin-Resource-Policy")!  // a valid field name
}
