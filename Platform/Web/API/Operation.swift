import HTTPTypes
import Kernel

/// One operation of the API: the description that serves the route is the one that the OpenAPI
/// document is made from.
package struct Operation: Sendable {
  package enum Body: Sendable {
    case none
    case json([any AnyField])
    /// A form with files: the names of the files, and its fields.
    /// `required` names fields that may come as a file as well, but have to come.
    case multipart(files: [String], fields: [any AnyField], required: [String] = [])
    /// A form with files of any size up to the installation's limit: `call.upload`.
    case upload(file: String, fields: [any AnyField])
  }

  /// `createDeal`
  package let name: String
  package let method: HTTPRequest.Method
  /// Below `/api/v1`.
  package let path: String
  package let summary: String
  package let query: [any AnyField]
  package let body: Body
  package let status: HTTPResponse.Status
  package let answer: Schema?
  /// Error codes beside the usual ones, for the description: 409.
  package let conflicts: Bool
  package let bodyLimit: Int
  /// Whether it answers those from outside the company too.
  package var isForOutside = false
  /// Whether the answer is the content of a file.
  let isContent: Bool
  /// Whether the record may have gone up in another.
  private(set) var follows = false
  private(set) var run: @Sendable (APICall) async throws -> Answer

  enum Answer: Sendable {
    case json(JSON)
    case content(Reply)
  }

  package init(
    _ name: String, _ method: HTTPRequest.Method, _ path: String, _ summary: String,
    query: [any AnyField] = [], body: Body = .none, status: HTTPResponse.Status = .ok,
    answer: Schema?, conflicts: Bool = false, bodyLimit: Int = 1 << 20,
    run: @escaping @Sendable (APICall) async throws -> JSON
  ) {
    self.name = name
    self.method = method
    self.path = path
    self.summary = summary
    self.query = query
    self.body = body
    self.status = status
    self.answer = answer
    self.conflicts = conflicts
    self.bodyLimit = bodyLimit
    self.run = { .json(try await run($0)) }
    isContent = false
  }

  /// One that answers with the content of a file.
  package init(
    content name: String, _ path: String, _ summary: String,
    run: @escaping @Sendable (APICall) async throws -> Reply
  ) {
    (self.name, method, self.path, self.summary) = (name, .get, path, summary)
    (query, body, status, answer, conflicts, bodyLimit) = ([], .none, .ok, nil, false, 0)
    self.run = { .content(try await run($0)) }
    isContent = true
  }

  var route: Route {
    var takesFiles = false
    if case .upload = body { takesFiles = true }
    return Route(
      method, "/api/v1\(path)", for: isForOutside ? .outsideToo : .signedIn, bodyLimit: bodyLimit, isAPI: true,
      takesFiles: takesFiles
    ) { call in
      let query = call.query(self.query)
      if let wrong = query.violations.first { throw Unreadable(wrong.code, field: wrong.field, wrong.arguments) }
      let input = try self.input(call)
      switch try await run(APICall(call: call, query: query, input: input, actor: try call.actor)) {
      case .json(let json): return status == .noContent ? .nothing : .json(json, status: status)
      case .content(let reply): return reply
      }
    }
  }

  /// The same operation, for those from outside the company too.
  package var outsideToo: Operation {
    var operation = self
    operation.isForOutside = true
    return operation
  }

  /// The same operation of a record that may have gone up in another: to that one reading is redirected, and writing is
  /// refused with its number.
  /// - Parameter heir: the one that took the record in, where the caller sees it.
  package func following(_ kind: String, to heir: @escaping @Sendable (APICall) async throws -> Int64?) -> Operation {
    var operation = self
    operation.follows = true
    operation.run = { [method, run] call in
      do {
        return try await run(call)
      } catch let missing as NotFound where missing.kind == kind {
        guard let heir = try await heir(call) else { throw missing }
        guard method == .get else { throw Conflict("merged_away", ["id": String(heir)]) }
        // Not to be kept by who asked: the two can be parted again.
        return .content(
          Reply(
            status: .permanentRedirect,
            headers: [.location: address(of: heir, call.call), .cacheControl: "no-store"]))
      }
    }
    return operation
  }

  /// The same address with another number.
  private func address(of heir: Int64, _ call: Call) -> String {
    let path = path.split(separator: "/").map { part -> String in
      guard part.hasPrefix("{") else { return String(part) }
      return part == "{id}" ? String(heir) : call.parameters[String(part.dropFirst().dropLast())] ?? ""
    }
    return "/api/v1/" + path.joined(separator: "/") + call.target.dropFirst(call.path.count)
  }

  private func input(_ call: Call) throws -> Input {
    let currency = call.crm.installation.currency
    switch body {
    case .none: return Input(.object([]), fields: [], currency: currency)
    case .json(let fields):
      let content = try call.content()
      guard content.fields != nil else { throw Unreadable("body_not_object") }
      let input = Input(content, fields: fields, currency: currency)
      try input.check()
      return input
    case .multipart(_, let fields, _), .upload(_, let fields):
      let input = Input(try call.content(), fields: fields, currency: currency, strict: false)
      try input.check()
      return input
    }
  }
}

/// A call of an operation: its query and its body have been held against their fields.
package struct APICall: Sendable {
  package let call: Call
  package let query: Input
  package let input: Input
  package let actor: Actor

  package var crm: CRM { call.crm }
  package var reader: Reader { call.reader }

  /// The number in the address.
  package func id<Record>(_ name: String = "id", of record: Record.Type, kind: String) throws -> ID<Record> {
    try call.id(name, of: record, kind: kind)
  }

  /// An instant as programs read it.
  package func text(_ instant: Instant?) -> JSON {
    JSON(instant?.text(in: call.reader.zone))
  }
}

/// The parameters that every list takes.
package enum Listing {
  package static let limit = Field<Int>.integer("limit", in: 1...200).noted("Items on a page, 50 by default")
  package static let after = Field<String>.line("after", max: 500).noted("`next` of the page before")

  /// Reads them; throws `Unreadable` for a cursor that we did not hand out.
  package static func page(_ query: Input) throws -> (limit: Int, after: Cursor?) {
    guard let text = query[after] else { return (query[limit] ?? 50, nil) }
    guard let cursor = Cursor(text) else { throw Unreadable("bad_cursor", field: "after") }
    return (query[limit] ?? 50, cursor)
  }

  /// The page that was asked for of a list that is short by nature, in the order given.
  package static func json<Item: Sendable>(
    short items: [Item], _ query: Input, _ item: (Item) -> JSON
  ) throws -> JSON {
    let (limit, after) = try page(query)
    let position = after?.keys.first?.integer ?? 0
    guard let start = Int(exactly: position), items.indices.contains(start) || start == 0
    else { return json(Slice(items: [], next: nil), item) }
    let end = min(start + limit, items.count)
    let next = end < items.count ? Cursor([.integer(Int64(end))]) : nil
    return json(Slice(items: Array(items[start..<end]), next: next), item)
  }

  /// The page of a list as programs read it.
  package static func json<Item>(_ slice: Slice<Item>, _ item: (Item) -> JSON) -> JSON {
    ["items": .array(slice.items.map(item)), "next": JSON(slice.next?.text)]
  }
}
