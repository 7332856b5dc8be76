import HTML
import HTTPTypes
import Kernel
import Logging
import Store

/// The one place that turns errors into answers: a page, a fragment or a problem document.
package struct Failure: Sendable {
  package let status: HTTPResponse.Status
  /// Stable English word for programs; the text is `errors.CODE`.
  package let code: String
  let arguments: [String: String]
  let violations: [Refusal.Violation]
  let retryAfter: Int64?
  let defect: String?

  package init(_ error: any Error) {
    var (arguments, violations, retryAfter, defect): ([String: String], [Refusal.Violation], Int64?, String?)
    (arguments, violations, retryAfter, defect) = ([:], [], nil, nil)
    switch error {
    case let refusal as Refusal:
      (status, code) = (.unprocessableContent, refusal.violations[0].code)
      (arguments, violations) = (refusal.violations[0].arguments, refusal.violations)
    case is NotFound: (status, code) = (.notFound, "not_found")
    case let forbidden as Forbidden:
      (status, code, arguments) = (.forbidden, forbidden.code, forbidden.arguments)
    case let conflict as Conflict:
      (status, code, arguments) = (.conflict, conflict.code, conflict.arguments)
    case is NotSignedIn: (status, code) = (.unauthorized, "not_signed_in")
    case let unreadable as Unreadable:
      (status, code, arguments) = (.badRequest, unreadable.code, unreadable.arguments)
      violations = unreadable.field.map { [.init(unreadable.code, field: $0, unreadable.arguments)] } ?? []
    case let large as TooLarge:
      (status, code, arguments) = (.contentTooLarge, "too_large", ["max": String(large.limit >> 10)])
    case let many as TooMany:
      (status, code, retryAfter) = (.tooManyRequests, "too_many_requests", many.seconds)
      arguments = ["seconds": String(many.seconds)]
    case let away as StorageUnavailable:
      // Ours to mend, and logged as such; the caller may try again.
      (status, code, retryAfter, defect) = (.serviceUnavailable, "storage_unavailable", 30, away.description)
    case StoreError.serialization:
      // Twenty re-runs were not enough: the caller may try again.
      (status, code, retryAfter) = (.serviceUnavailable, "busy", 1)
      defect = "\(error)"
    default:
      (status, code, defect) = (.internalServerError, "defect", "\(error)")
    }
    self.arguments = arguments
    self.violations = violations
    self.retryAfter = retryAfter
    self.defect = defect
  }

  /// The sentence for the reader.
  package func message(_ reader: Reader) -> String {
    if let violation = violations.first { return reader.sentence(for: violation) }
    var arguments = arguments
    if let at = arguments["at"].flatMap({ Instant($0) }) { arguments["at"] = reader.moment(at) }
    // Who was quicker, where that is known.
    let named = arguments["name"].map { !$0.isEmpty } ?? false
    return reader(named && reader.knows("errors.\(code).named") ? "errors.\(code).named" : "errors.\(code)", arguments)
  }

  /// All that stands against it, a sentence each.
  package func sentences(_ reader: Reader) -> String {
    violations.isEmpty ? message(reader) : violations.map(reader.sentence(for:)).joined(separator: " ")
  }

  func reply(to call: Call, asAPI: Bool, logger: Logger) -> Reply {
    if let defect {
      logger.error("defect", metadata: ["id": "\(call.id)", "path": "\(call.loggedPath)", "error": "\(defect)"])
    }
    var reply: Reply
    if asAPI {
      reply = .json(problem(call), status: status, type: "application/problem+json")
      if status == .unauthorized { reply.headers[.wwwAuthenticate] = "Bearer" }
    } else if status == .unauthorized, call.method == .get, !call.wantsFragment {
      let target = call.path == "/" ? "" : "?to=\(FormBody.encode(call.target))"
      return .redirect(to: "/sign-in\(target)")
    } else if call.wantsFragment {
      reply = .html(Toast.bad(message(call.reader)), status: status)
    } else {
      reply = .html(ErrorPage(failure: self, page: Page(call)).markup, status: status)
    }
    if let retryAfter { reply.headers[.retryAfter] = String(retryAfter) }
    return reply
  }

  private func problem(_ call: Call) -> JSON {
    var fields: [JSON.Field] = [
      .init("type", .string("/api/errors/\(code)")),
      .init("title", .string(call.reader("errors.title.\(status.code)"))),
      .init("status", .integer(Int64(status.code))),
      .init("detail", .string(message(call.reader))),
      .init("code", .string(code)),
      .init("request", .string(call.id)),
    ]
    if !violations.isEmpty {
      fields.append(
        .init(
          "errors",
          .array(
            violations.map { violation in
              [
                "field": JSON(violation.field),
                "message": .string(call.reader.sentence(for: violation)),
                "code": .string(violation.code),
              ]
            })))
    }
    return .object(fields)
  }
}

extension Reader {
  /// The rule that stands against what was asked, in words.
  package func sentence(for violation: Refusal.Violation) -> String {
    var arguments = violation.arguments
    if let field = violation.field, arguments["field"] == nil { arguments["field"] = label(of: field) }
    return self("errors.\(violation.code)", arguments)
  }

  /// The field as people call it: the text `fields.NAME`, or its own name.
  package func label(of field: String) -> String {
    let last = field.split(separator: ".").last.map(String.init) ?? field
    return knows("fields.\(last)") ? self("fields.\(last)") : field
  }
}
