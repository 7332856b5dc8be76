import Kernel
import Web

/// `/me`, `/tokens`, `/sessions`: what the caller has for himself.
enum OwnOperations {
  static let all: [Operation] = [me] + tokens + sessions

  private static let right = Schema(
    "Right",
    [
      "kind": Schema.of(.text), "action": Schema.words(Action.allCases.map(\.rawValue)),
      "reach": Schema.words(Reach.allCases.map(\.rawValue)),
    ])
  private static let range = Schema(
    "StageRange",
    [
      "pipeline_id": Schema.of(.integer), "first_position": Schema.of(.integer),
      "last_position": Schema.of(.integer),
    ])

  private static let me = Operation(
    "readMe", .get, "/me",
    "The caller, what he may do, and which stages his job works where that is not all of them",
    answer: Schema(
      "Me",
      [
        "id": Schema.of(.integer), "name": Schema.of(.text), "email": Schema.of(.text),
        "job": Schema.words(Job.allCases.map(\.rawValue)),
        "department_id": Schema.nullable(.integer), "phone": Schema.nullable(.text),
        "extension": Schema.nullable(.text), "language": Schema.nullable(.text),
        "active": Schema.of(.flag), "version": Schema.of(.integer),
        "rights": Schema.list(of: right.reference), "ranges": Schema.list(of: range.reference),
      ], parts: [right, range])
  ) { call in
    guard let id = call.actor.id else { throw NotFound("person") }
    let person = try await call.crm.read(as: call.actor) { try $0.team.find(id) }
    let installation = call.crm.installation
    let rights = installation.rights.filter { $0.job == person.job }
      .sorted { ($0.kind, $0.action.rawValue) < ($1.kind, $1.action.rawValue) }
    let ranges = (installation.ranges[person.job] ?? [:]).sorted { $0.key < $1.key }
    return .object(
      (UserOperations.json(person).fields ?? []) + [
        .init("rights", .array(rights.map(json))), .init("ranges", .array(ranges.map(json))),
      ])
  }

  private static func json(_ right: Right) -> JSON {
    [
      "kind": .string(right.kind), "action": .string(right.action.rawValue),
      "reach": .string(right.reach.rawValue),
    ]
  }

  private static func json(_ pipeline: Int64, _ range: ClosedRange<Int>) -> JSON {
    [
      "pipeline_id": .integer(pipeline), "first_position": JSON(range.lowerBound),
      "last_position": JSON(range.upperBound),
    ]
  }
}

// Tokens
extension OwnOperations {
  private static let name = Field<String>.line("name", max: 100).required
  private static let page: [any AnyField] = [Listing.limit, Listing.after]

  private static let token = Schema(
    "Token",
    [
      "id": Schema.of(.integer), "name": Schema.of(.text), "created_at": Schema.of(.instant),
      "used_at": Schema.nullable(.instant),
    ])

  private static let tokens: [Operation] = [
    Operation(
      "listTokens", .get, "/tokens", "The caller's tokens, newest first", query: page,
      answer: token.list
    ) { call in
      let tokens = try await call.own { try $0.tokens(of: $1) }
      return try Listing.json(call.slice(tokens, by: \.id.number)) { json($0, call) }
    },
    Operation("countTokens", .get, "/tokens/count", "How many tokens", answer: .count) { call in
      ["count": JSON(try await call.own { try $0.tokens(of: $1) }.count)]
    },
    Operation(
      "createToken", .post, "/tokens", "Makes a token that acts for the caller; it is told once",
      body: .json([name]), status: .created,
      answer: Schema(
        "NewToken",
        [
          "id": Schema.of(.integer), "name": Schema.of(.text), "created_at": Schema.of(.instant),
          "used_at": Schema.nullable(.instant), "token": Schema.of(.text),
        ])
    ) { call in
      guard let id = call.actor.id else { throw Forbidden() }
      let label = try call.input.required(name)
      let (secret, token) = try await call.crm.write(as: call.actor) { work in
        (try work.team.createToken(of: id, label: label), try work.tokens(of: id).first)
      }
      guard let token else { throw NotFound("token") }
      return .object((json(token, call).fields ?? []) + [.init("token", .string(secret))])
    },
    Operation(
      "endToken", .delete, "/tokens/{id}", "Ends one of the caller's tokens", status: .noContent,
      answer: nil
    ) { call in
      let id: ID<APIToken> = try call.id(of: APIToken.self, kind: "token")
      try await call.crm.write(as: call.actor) { try $0.team.endToken(id) }
      return .null
    },
  ]

  private static func json(_ token: APIToken, _ call: APICall) -> JSON {
    [
      "id": JSON(token.id), "name": .string(token.name), "created_at": call.text(token.createdAt),
      "used_at": call.text(token.usedAt),
    ]
  }
}

// Sessions
extension OwnOperations {
  private static let session = Schema(
    "Session",
    [
      "id": Schema.of(.integer), "address": Schema.of(.text), "browser": Schema.of(.text),
      "created_at": Schema.of(.instant), "seen_at": Schema.of(.instant),
    ])

  private static let sessions: [Operation] = [
    Operation(
      "listSessions", .get, "/sessions", "Where the caller is signed in, newest first",
      query: page, answer: session.list
    ) { call in
      let sessions = try await call.own { try $0.sessions(of: $1) }
      return try Listing.json(call.slice(sessions, by: \.id.number)) { json($0, call) }
    },
    Operation("countSessions", .get, "/sessions/count", "How many sessions", answer: .count) {
      call in
      ["count": JSON(try await call.own { try $0.sessions(of: $1) }.count)]
    },
    Operation(
      "endSession", .delete, "/sessions/{id}", "Ends one of the caller's sessions",
      status: .noContent, answer: nil
    ) { call in
      guard let person = call.actor.id else { throw Forbidden() }
      let id: ID<Session> = try call.id(of: Session.self, kind: "session")
      try await call.crm.write(as: call.actor) { try $0.endSession(id, of: person) }
      return .null
    },
  ]

  private static func json(_ session: Session, _ call: APICall) -> JSON {
    [
      "id": JSON(session.id), "address": .string(session.address),
      "browser": .string(session.browser), "created_at": call.text(session.createdAt),
      "seen_at": call.text(session.seenAt),
    ]
  }
}

extension APICall {
  /// Reads what belongs to the caller.
  fileprivate func own<T: Sendable>(
    _ read: @Sendable (Work, ID<Person>) throws -> T
  ) async throws -> T {
    guard let id = actor.id else { throw Forbidden() }
    return try await crm.read(as: actor) { try read($0, id) }
  }

  /// The part of a short list that was asked for, the highest number first.
  fileprivate func slice<Item: Sendable>(
    _ items: [Item], by number: (Item) -> Int64
  ) throws -> Slice<Item> {
    let (limit, after) = try Listing.page(query)
    let below = after?.keys.first?.integer ?? .max
    let rest = items.filter { number($0) < below }.sorted { number($0) > number($1) }
    return Slice(Array(rest.prefix(limit + 1)), limit: limit) { Cursor([.integer(number($0))]) }
  }
}
