import Foundation
import HTTPTypes
import Hummingbird
import Kernel
import Logging
import NIOCore

/// What every request passes on its way to a route: its number, its body, who asks, the protection
/// against forged forms, the turning of errors into answers, the headers, the log.
struct Door: Sendable {
  let site: Site
  let logger: Logger

  func answer(_ route: Route, _ request: Request, _ context: WebContext) async throws -> Response {
    let started = ContinuousClock.now
    let id = String(UInt64.random(in: .min ... .max), radix: 36)
    var call = self.call(request, context, id: id, started: started, route: route, caller: nil, body: [])
    var reply: Reply
    do {
      let caller: Caller?
      if route.takesFiles {
        // Nobody fills the disk who has not said who he is.
        caller = try await self.caller(of: call, route: route)
        try admit(caller, to: route)
        call = self.call(request, context, id: id, started: started, route: route, caller: caller, body: [])
        if !route.isAPI { try Forgery.checkOrigin(call) }
        let upload = try await self.upload(of: request)
        call = self.call(
          request, context, id: id, started: started, route: route, caller: caller, body: [], upload: upload)
      } else {
        let buffer = try await body(of: request, limit: route.bodyLimit)
        caller = try await self.caller(of: call, route: route)
        call = self.call(request, context, id: id, started: started, route: route, caller: caller, body: buffer)
      }
      try admit(caller, to: route)
      if !route.isAPI { try Forgery.check(call) }
      reply = try await route.answer(call)
    } catch {
      reply = Failure(error).reply(to: call, asAPI: route.isAPI, logger: logger)
    }
    call.upload?.discard()
    finish(&reply, call)
    return reply.response
  }

  /// What no route answers.
  func unknown(_ request: Request, _ context: WebContext) async -> Response {
    let id = String(UInt64.random(in: .min ... .max), radix: 36)
    let isAPI = request.uri.path.hasPrefix("/api/")
    let anonymous = call(request, context, id: id, started: .now, caller: nil, body: [])
    var reply: Reply
    do {
      let caller = try await Sessions.caller(of: anonymous, byToken: isAPI)
      let call = self.call(request, context, id: id, started: .now, caller: caller, body: [])
      let error: any Error = isAPI && caller == nil ? NotSignedIn() : NotFound("page")
      reply = Failure(error).reply(to: call, asAPI: isAPI, logger: logger)
    } catch {
      reply = Failure(error).reply(to: anonymous, asAPI: isAPI, logger: logger)
    }
    finish(&reply, anonymous)
    return reply.response
  }

  /// Who is from outside comes where a route says so, and nowhere else.
  private func admit(_ caller: Caller?, to route: Route) throws {
    if case .anybody = route.audience { return }
    guard let caller else { throw NotSignedIn() }
    if case .signedIn = route.audience, caller.actor.access.isOutside { throw Forbidden() }
  }

  private func caller(of call: Call, route: Route) async throws -> Caller? {
    if case .anybody = route.audience, route.path.hasPrefix("/assets/") { return nil }
    return try await Sessions.caller(of: call, byToken: route.isAPI)
  }

  private func body(of request: Request, limit: Int) async throws -> [UInt8] {
    if request.method == .get || request.method == .head { return [] }
    do {
      let buffer = try await request.body.collect(upTo: limit)
      return Array(buffer.readableBytesView)
    } catch is NIOTooManyBytesError {
      throw TooLarge(limit: limit)
    }
  }

  /// Writes a form with files to the disk while it comes in; a form without files is read as one.
  private func upload(of request: Request) async throws -> UploadedForm {
    let (folder, limit) = (site.crm.folder, site.crm.fileLimit)
    let type = request.headers[.contentType] ?? ""
    guard var receiver = try FormReceiver(contentType: type, folder: folder, limit: limit) else {
      guard type.hasPrefix("application/x-www-form-urlencoded") else { throw Unreadable("not_multipart") }
      let bytes = try await body(of: request, limit: UploadedForm.fieldLimit)
      return UploadedForm(fields: FormBody.parse(String(decoding: bytes, as: UTF8.self)), files: [])
    }
    do {
      for try await buffer in request.body { try receiver.read(buffer.readableBytesView) }
      return try receiver.finish()
    } catch {
      receiver.abandon()
      throw error is MultipartStream.Broken ? Unreadable("not_multipart") : error
    }
  }

  private func call(
    _ request: Request, _ context: WebContext, id: String, started: ContinuousClock.Instant, route: Route? = nil,
    caller: Caller?, body: [UInt8], upload: UploadedForm? = nil
  ) -> Call {
    let probe = request.headers[.acceptLanguage]
    let preferred = LanguageChoice.preferred(accepting: probe)
    let own = caller?.actor.person?.language
    // A program says in each request what it reads; a person has chosen once.
    let language = request.uri.path.hasPrefix("/api/") ? preferred ?? own : own ?? preferred
    return Call(
      site: site, id: id, method: request.method, path: request.uri.path,
      loggedPath: route.map { $0.hidesAddress ? $0.path : request.uri.path } ?? request.uri.path,
      target: request.uri.string,
      host: request.head.authority, headers: request.headers,
      parameters: Dictionary(
        context.parameters.map { (String($0.key), String($0.value)) }, uniquingKeysWith: { $1 }),
      body: body, upload: upload, caller: caller, reader: site.reader(language: language, for: caller?.actor.id),
      address: address(of: request, context), query: FormBody.parse(request.uri.query ?? ""),
      started: started)
  }

  /// A proxy on this machine tells whose request it passes on; nobody else is believed.
  private func address(of request: Request, _ context: WebContext) -> String {
    let peer = context.remoteAddress?.ipAddress ?? "unknown"
    guard peer == "127.0.0.1" || peer == "::1", let passed = request.headers[.forwardedFor],
      let last = passed.split(separator: ",").last
    else { return peer }
    return last.trimmingCharacters(in: .whitespaces)
  }

  private func finish(_ reply: inout Reply, _ call: Call) {
    reply.headers[.requestID] = call.id
    reply.headers[.xContentTypeOptions] = "nosniff"
    reply.headers[.frameOptions] = "DENY"
    reply.headers[.referrerPolicy] = "same-origin"
    // What people put in says itself how little it may do.
    reply.headers[.contentSecurityPolicy] =
      reply.headers[.contentSecurityPolicy]
      ?? "default-src 'self'; script-src 'self'; style-src 'self'; img-src 'self' data:; object-src 'none'; frame-ancestors 'none'; form-action 'self'; base-uri 'none'"
    if call.isSecure { reply.headers[.strictTransportSecurity] = "max-age=31536000" }
    let taken = ContinuousClock.now - call.started
    logger.debug(
      "request",
      metadata: [
        "id": "\(call.id)", "method": "\(call.method.rawValue)", "path": "\(call.loggedPath)",
        "status": "\(reply.status.code)", "ms": "\(taken.milliseconds)",
      ])
  }
}

/// The body is larger than the route takes: 413.
package struct TooLarge: Error, Sendable {
  package let limit: Int
}

/// Only a page of ours may send a form in the name of somebody who is signed in.
enum Forgery {
  static func check(_ call: Call) throws {
    guard call.method != .get, call.method != .head else { return }
    try checkOrigin(call)
    guard let session = call.caller?.session else { return }
    let sent = try call.headers[.csrf] ?? call.content()["_token"]?.string
    guard let sent, Secret.equal(sent, session.csrf) else { throw Forbidden("forged") }
  }

  /// What is known before the form has come in.
  static func checkOrigin(_ call: Call) throws {
    if let site = call.headers[.fetchSite] {
      guard site == "same-origin" || site == "none" else { throw Forbidden("forged") }
    } else if let origin = call.headers[.origin], origin != "null" {
      // Older browsers name only the origin; a proxy may have put its own name in place of ours.
      let named = origin.split(separator: "/").last.map(String.init)
      guard named == call.host || named == call.headers[.forwardedHost] else { throw Forbidden("forged") }
    }
  }
}

extension HTTPField.Name {
  static let forwardedHost = HTTPField.Name("X-Forwarded-Host")!  // a valid field name
}

extension Duration {
  /// Milliseconds with their thousandths.
  package var milliseconds: Double {
    Double(components.seconds) * 1000 + Double(components.attoseconds) / 1e15
  }
}
