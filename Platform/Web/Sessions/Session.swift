import Foundation
import Kernel
import Store

/// Somebody signed in on a device.
package struct Session: Sendable {
  package let id: ID<Session>
  package let csrf: String
  package let createdAt: Instant
  package let seenAt: Instant
  package let address: String
  package let browser: String

  init(row: Row) throws {
    id = try row["id"]
    csrf = try row["csrf"]
    createdAt = try row["created_at"]
    seenAt = try row["seen_at"]
    address = try row["address"]
    browser = try row["browser"]
  }
}

/// A program's key to the API, as its owner sees it.
package struct APIToken: Sendable {
  package let id: ID<APIToken>
  package let name: String
  package let createdAt: Instant
  package let usedAt: Instant?
}

/// Sessions and tokens: who is behind a request.
package enum Sessions {
  package static let cookie = "voronka_session"
  /// A session that nobody used for so many seconds is over: thirty days.
  static let lifetime: Int64 = 30 * 86_400

  /// The condition that somebody is still signed in by the session of that number.
  package static func isOpen(_ session: SQL, at now: Instant) -> SQL {
    """
    EXISTS (
      SELECT 1 FROM session WHERE session.id = \(session) AND session.ended_at IS NULL
        AND session.seen_at > \(now.adding(seconds: -lifetime)))
    """
  }

  /// The caller behind the cookie or the bearer token; nil where there is none that holds.
  static func caller(of call: Call, byToken: Bool) async throws -> Caller? {
    byToken ? try await program(of: call) : try await visitor(of: call)
  }

  private static func visitor(of call: Call) async throws -> Caller? {
    guard let secret = call.cookie(cookie), secret.utf8.count < 100 else { return nil }
    let (hash, now) = (Secret.hash(secret), call.crm.clock.now)
    let found = try await call.crm.store.read { connection in
      try connection.first(
        """
        SELECT session.*, person.active FROM session JOIN person ON person.id = session.person_id
        WHERE session.hash = \(hash) AND session.ended_at IS NULL
        """
      ) { row in
        (try Session(row: row), try row["person_id"] as ID<Person>, try row["active"] as Bool)
      }
    }
    guard let (session, personID, active) = found, active, now.seconds(since: session.seenAt) < lifetime,
      let person = try await person(personID, call.crm)
    else { return nil }
    if now.seconds(since: session.seenAt) >= 60 {
      try await call.crm.write(as: .system("sessions")) { work in
        _ = try work.execute(
          "UPDATE session SET seen_at = \(now), address = \(call.address) WHERE id = \(session.id)")
      }
    }
    return Caller(actor: Actor(person, in: call.crm.installation), session: session)
  }

  private static func program(of call: Call) async throws -> Caller? {
    guard let header = call.headers[.authorization], header.lowercased().hasPrefix("bearer ") else { return nil }
    let hash = Secret.hash(String(header.dropFirst(7)).trimmingCharacters(in: .whitespaces))
    let now = call.crm.clock.now
    let found = try await call.crm.store.read { connection in
      try connection.first(
        """
        SELECT api_token.id, api_token.person_id, api_token.used_at, person.active
        FROM api_token JOIN person ON person.id = api_token.person_id
        WHERE api_token.hash = \(hash) AND api_token.ended_at IS NULL
        """
      ) { row in
        (
          try row["id"] as ID<APIToken>, try row["person_id"] as ID<Person>,
          try row["used_at"] as Instant?, try row["active"] as Bool
        )
      }
    }
    guard let (id, personID, usedAt, active) = found, active, let person = try await person(personID, call.crm)
    else { return nil }
    if usedAt.map({ now.seconds(since: $0) >= 60 }) ?? true {
      try await call.crm.write(as: .system("sessions")) { work in
        _ = try work.execute("UPDATE api_token SET used_at = \(now) WHERE id = \(id)")
      }
    }
    return Caller(actor: Actor(person, kind: .token(id.number), in: call.crm.installation), session: nil)
  }

  /// The person as this server knows him; one whom another server has just added is read anew.
  private static func person(_ id: ID<Person>, _ crm: CRM) async throws -> Person? {
    if let known = crm.installation.people[id] { return known }
    try await crm.reload()
    return crm.installation.people[id]
  }
}

extension Work {
  /// Begins a session of the person and returns its secret, which goes into the cookie.
  package func beginSession(of person: ID<Person>, address: String, browser: String) throws -> String {
    let secret = Secret.make()
    try execute(
      """
      INSERT INTO session (hash, person_id, csrf, created_at, seen_at, address, browser)
      VALUES (\(Secret.hash(secret)), \(person), \(Secret.make()), \(now), \(now), \(address),
        \(String(browser.prefix(300))))
      """)
    return secret
  }

  /// The person's sessions that have not ended, the latest used first.
  package func sessions(of person: ID<Person>) throws -> [Session] {
    let oldest = now.adding(seconds: -Sessions.lifetime)
    return try all(
      """
      SELECT * FROM session
      WHERE person_id = \(person) AND ended_at IS NULL AND seen_at > \(oldest)
      ORDER BY seen_at DESC, id DESC LIMIT 100
      """
    ) { try Session(row: $0) }
  }

  /// Ends one of the person's sessions; throws `NotFound` where it is not his.
  package func endSession(_ id: ID<Session>, of person: ID<Person>) throws {
    let ended = try execute(
      """
      UPDATE session SET ended_at = \(now)
      WHERE id = \(id) AND person_id = \(person) AND ended_at IS NULL
      """)
    guard ended == 1 else { throw NotFound("session") }
  }

  /// Ends all sessions of the person but one: after a change of password, or of hands.
  package func endSessions(of person: ID<Person>, except kept: ID<Session>? = nil) throws {
    try execute(
      """
      UPDATE session SET ended_at = \(now)
      WHERE person_id = \(person) AND ended_at IS NULL AND id <> \(kept?.number ?? 0)
      """)
  }

  /// Makes a token and returns its secret, which is shown once.
  package func makeToken(of person: ID<Person>, name: String) throws -> String {
    let secret = "vrk_" + Secret.make()
    try execute(
      """
      INSERT INTO api_token (hash, person_id, name, created_at)
      VALUES (\(Secret.hash(secret)), \(person), \(name), \(now))
      """)
    return secret
  }

  /// The person's tokens that have not ended, the newest first.
  package func tokens(of person: ID<Person>) throws -> [APIToken] {
    try all(
      """
      SELECT id, name, created_at, used_at FROM api_token
      WHERE person_id = \(person) AND ended_at IS NULL ORDER BY id DESC
      """
    ) { row in
      APIToken(id: try row["id"], name: try row["name"], createdAt: try row["created_at"], usedAt: try row["used_at"])
    }
  }

  /// Ends one of the person's tokens; throws `NotFound` where it is not his.
  package func endToken(_ id: ID<APIToken>, of person: ID<Person>) throws {
    let ended = try execute(
      """
      UPDATE api_token SET ended_at = \(now)
      WHERE id = \(id) AND person_id = \(person) AND ended_at IS NULL
      """)
    guard ended == 1 else { throw NotFound("token") }
  }
}
