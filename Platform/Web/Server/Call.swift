import Foundation
import HTTPTypes
import Hummingbird
import Kernel

/// One request, with who asks and how he reads.
package struct Call: Sendable {
  package let site: Site
  /// Number of the request, in the log and on error pages.
  package let id: String
  package let method: HTTPRequest.Method
  package let path: String
  /// The path as the log holds it: without a secret that stands in it.
  let loggedPath: String
  /// The path with what stands behind its `?`.
  package let target: String
  /// The name and port that the caller reached us by, as he sent it: `crm.example:8080`.
  package let host: String?
  package let headers: HTTPFields
  package let parameters: [String: String]
  package let body: [UInt8]
  /// The form with files, at a route that takes them.
  package let upload: UploadedForm?
  package let caller: Caller?
  package let reader: Reader
  /// The address that the request came from.
  package let address: String
  package let query: JSON
  let started: ContinuousClock.Instant

  package var crm: CRM { site.crm }

  /// The company by the clock and the working hours of who asks.
  package var installation: Installation { crm.installation.seen(by: caller?.actor.id) }

  /// Who is signed in; throws `NotSignedIn` where nobody is.
  package var actor: Actor {
    get throws {
      guard let caller else { throw NotSignedIn() }
      return caller.actor
    }
  }

  /// The number in the address; what is no number names nothing.
  package func id<Record>(_ name: String = "id", of record: Record.Type, kind: String) throws -> ID<Record> {
    guard let id = parameters[name].flatMap({ ID<Record>($0) }) else { throw NotFound(kind) }
    return id
  }

  /// What a form or a JSON body holds; throws `Unreadable` where it is neither.
  package func content() throws -> JSON {
    if let upload { return upload.fields }
    let type = headers[.contentType] ?? ""
    if type.hasPrefix("application/json") || (type.isEmpty && !body.isEmpty) {
      do {
        return try JSON(parsing: body)
      } catch {
        throw Unreadable("not_json")
      }
    }
    if type.hasPrefix("application/x-www-form-urlencoded") {
      return FormBody.parse(String(decoding: body, as: UTF8.self))
    }
    if type.hasPrefix("multipart/form-data") {
      guard let multipart = Multipart(body, contentType: type) else { throw Unreadable("not_multipart") }
      return .object(
        multipart.parts.filter { $0.filename == nil }.map {
          .init($0.name, .string(String(decoding: $0.bytes, as: UTF8.self)))
        })
    }
    if body.isEmpty { return .object([]) }
    throw Unreadable("not_json")
  }

  /// The form held against its fields; not yet checked, so that it can be shown again.
  package func form(_ fields: [any AnyField]) throws -> Input {
    Input(try content(), fields: fields, currency: crm.installation.currency, strict: false)
  }

  /// What stands behind the `?`, held against its fields.
  package func query(_ fields: [any AnyField]) -> Input {
    Input(query, fields: fields, currency: crm.installation.currency, strict: false)
  }

  /// Whether a script asks for a part of a page.
  package var wantsFragment: Bool { headers[.fragment] != nil || headers[.htmx] != nil }

  /// Whether the script asks for that kind of part: `board`, `rows`.
  package func wants(fragment kind: String) -> Bool { headers[.fragment] == kind }

  package func cookie(_ name: String) -> String? {
    for header in headers[values: .cookie] {
      for pair in header.split(separator: ";") {
        let parts = pair.drop { $0 == " " }.split(separator: "=", maxSplits: 1)
        if parts.count == 2, parts[0] == name { return String(parts[1]) }
      }
    }
    return nil
  }

  /// Whether the visitor's own connection is encrypted, as a proxy in front of us says.
  package var isSecure: Bool { headers[.forwardedProto] == "https" }
}

extension Call {
  /// The page of ours from which a form was sent without scripts.
  package var back: String? {
    guard let referer = headers[.referer], let url = URL(string: referer), let host,
      host == (url.port.map { "\(url.host ?? ""):\($0)" } ?? url.host ?? "")
    else { return nil }
    let path = url.path + (url.query.map { "?\($0)" } ?? "")
    return path.hasPrefix("/") && !path.hasPrefix("//") ? path : nil
  }
}

/// Who is behind a request: a person with a session, or a program with a token.
package struct Caller: Sendable {
  package let actor: Actor
  package let session: Session?

  package init(actor: Actor, session: Session?) {
    self.actor = actor
    self.session = session
  }
}

/// Nobody is signed in: a page leads to the sign-in, a program gets 401.
package struct NotSignedIn: Error, Sendable {
  package init() {}
}

/// Too many tries: 429.
package struct TooMany: Error, Sendable {
  package let seconds: Int64
  package init(seconds: Int64) { self.seconds = seconds }
}

extension HTTPField.Name {
  static let fragment = HTTPField.Name("X-Fragment")!  // a valid field name
  static let htmx = HTTPField.Name("HX-Request")!  // a valid field name
  static let csrf = HTTPField.Name("X-CSRF-Token")!  // a valid field name
  static let lastEventID = HTTPField.Name("Last-Event-ID")!  // a valid field name
  /// Whether a proxy on the way may hold pieces back.
  static let buffering = HTTPField.Name("X-Accel-Buffering")!  // a valid field name
  static let forwardedProto = HTTPField.Name("X-Forwarded-Proto")!  // a valid field name
  static let forwardedFor = HTTPField.Name("X-Forwarded-For")!  // a valid field name
  static let requestID = HTTPField.Name("X-Request-ID")!  // a valid field name
  static let frameOptions = HTTPField.Name("X-Frame-Options")!  // a valid field name
  static let referrerPolicy = HTTPField.Name("Referrer-Policy")!  // a valid field name
  static let fetchSite = HTTPField.Name("Sec-Fetch-Site")!  // a valid field name
  /// The board that a script sends its moves from.
  package static let board = HTTPField.Name("X-Board")!  // a valid field name
}
