/// What each role gets at each address. Who is not named gets what `everybody` gets.
struct RouteRow: Sendable {
  enum Method: String, Sendable {
    case get = "GET"
    case post = "POST"
    case put = "PUT"
    case patch = "PATCH"
    case delete = "DELETE"
  }

  let method: Method
  /// As the product declares it: `/deals/{id}/moves`.
  let pattern: String
  /// With its places filled from the stock: `/deals/<deal>/moves`.
  let path: String
  /// A form for pages, JSON for the API.
  let body: String?
  let nobody: Int
  let everybody: Int
  let others: [String: Int]

  init(
    _ method: Method, _ pattern: String, _ path: String?, _ body: String?, nobody: Int? = nil,
    _ everybody: Int, _ others: [String: Int] = [:]
  ) {
    self.method = method
    self.pattern = pattern
    self.path = path ?? pattern
    self.body = body
    self.nobody = nobody ?? (pattern.hasPrefix("/api/") || method != .get ? 401 : 303)
    self.everybody = everybody
    self.others = others
  }

  init(
    _ method: Method, _ pattern: String, _ path: String, nobody: Int? = nil, _ everybody: Int,
    _ others: [String: Int] = [:]
  ) {
    self.init(method, pattern, path, nil, nobody: nobody, everybody, others)
  }

  init(_ method: Method, _ pattern: String, nobody: Int? = nil, _ everybody: Int, _ others: [String: Int] = [:]) {
    self.init(method, pattern, nil, nil, nobody: nobody, everybody, others)
  }

  /// Whether it is about something that the visitor himself has.
  var isOfVisitor: Bool { (path + (body ?? "")).contains(/<(session|token)>/) }

  func expected(for visitor: String) -> Int {
    if visitor == "nobody" { return nobody }
    if visitor == "outside checker", !Self.openToOutside.contains(pattern) { return 403 }
    return others[visitor] ?? everybody
  }

  /// Where somebody from outside is answered (R151): the way in and out, his own account, the queue.
  private static let openToOutside: Set<String> = [
    "/", "/calendar/feed/{secret}", "/sign-in", "/sign-out", "/set-up", "/join/{secret}", "/letters/{word}",
    "/api/openapi.json", "/manifest.webmanifest",
    "/worker.js", "/offline", "/account", "/account/theme", "/account/language", "/account/password",
    "/account/sessions/others/end", "/account/sessions/{id}/end", "/account/tokens", "/account/tokens/{id}/end",
    "/refusals", "/refusals/counter", "/refusals/{id}", "/refusals/{id}/hearings", "/refusals/{id}/listenings",
    "/refusals/{id}/marks", "/api/v1/refusals/{id}/marks",
    "/refusals/{id}/callbacks", "/refusals/{id}/resolution", "/refusals/{id}/calls/{call}/recording",
    "/refusals/{id}/callbacks/{callback}/recording", "/api/v1/refusals", "/api/v1/refusals/count",
    "/api/v1/refusals/{id}", "/api/v1/refusals/{id}/hearings", "/api/v1/refusals/{id}/listenings",
    "/api/v1/refusals/{id}/callbacks", "/api/v1/refusals/{id}/resolution",
  ]
}

/// Roles that share a fate.
enum Fate {
  /// Those who may administer, everybody else gets 403.
  static func administer(_ status: Int) -> [String: Int] { ["owner": status, "admin": status] }

  /// A client of Anna's department: not changed by other departments, nor by quality control.
  static let othersClient = ["another department": 403, "quality": 403]

  /// Those who may import, everybody else gets 403.
  static func imports(_ status: Int) -> [String: Int] {
    ["owner": status, "head": status, "another head": status, "admin": status]
  }

  /// Anna's deal: seen in her department, by her head, by those who see all.
  static func seen(_ status: Int) -> [String: Int] { ["another head": 404, "another department": 404] }

  /// Anna's deal: an inquiry is added by all who see it and begin deals.
  static let inquired = seen(201).merging(["quality": 403]) { $1 }

  /// Anna's deal among many: who may change it is led back, others are told why not.
  static func changedAmongMany(_ status: Int) -> [String: Int] {
    ["owner": status, "head": status, "manager": status, "admin": status, "quality": 403]
  }

  /// Anna's open deal goes to the archive by those above her, not by her.
  static func putAway(_ status: Int) -> [String: Int] { changed(status).merging(["manager": 403]) { $1 } }

  static func putAwayAmongMany(_ status: Int) -> [String: Int] {
    changedAmongMany(status).merging(["manager": 200]) { $1 }
  }

  /// Anna's deal: changed by her, her head, the owner and the administrator.
  static func changed(_ status: Int) -> [String: Int] {
    [
      "owner": status, "head": status, "manager": status, "admin": status, "another head": 404,
      "another department": 404,
    ]
  }
}
