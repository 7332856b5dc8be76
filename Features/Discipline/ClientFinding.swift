import Clients
import Deals
import Kernel
import Store

/// Something that a look through the clients found, and what it did about it (R69–R71, R73).
package struct ClientFinding: Sendable, Hashable {
  package enum Kind: String, CaseIterable, Storable {
    /// The client has no open deal: his owner is told.
    case idle
    /// An open deal had no activity: it got one.
    case planned
    /// An activity of a deal or of the client himself is overdue: the head is told.
    case overdue
    /// Nobody had contact with the client for too long: his owner got a task.
    case forgotten
    /// That task was called off or put off for long: he got it anew, and the head is told.
    case dropped
  }

  package let id: ID<ClientFinding>
  package let kind: Kind
  package let companyID: ID<Company>
  package let companyName: String
  package let dealID: ID<Deal>?
  package let personID: ID<Person>?
  package let at: Instant

  init(row: Row) throws {
    id = try row["id"]
    kind = try row["kind"]
    companyID = try row["company_id"]
    companyName = try row["company_name"]
    dealID = try row["deal_id"]
    personID = try row["person_id"]
    at = try row["at"]
  }
}

/// One look through all clients.
package struct ClientCheck: Sendable, Hashable {
  package let id: ID<ClientCheck>
  /// Who asked for it; nil is the night's own.
  package let personID: ID<Person>?
  package let startedAt: Instant
  package let finishedAt: Instant?
  /// How many clients it has looked at.
  package let clients: Int

  init(row: Row) throws {
    id = try row["id"]
    personID = try row["person_id"]
    startedAt = try row["started_at"]
    finishedAt = try row["finished_at"]
    clients = try row["clients"]
  }
}

/// The looks through the clients as people see them.
package struct ClientChecks {
  let work: Work

  /// Asks for a look now; one that is under way is the answer.
  /// - Throws: `Forbidden` for who may not administer the settings.
  @discardableResult
  package func ask() throws -> ID<ClientCheck> {
    try work.actor.access.require(.administer, "setting")
    return try begin()
  }

  @discardableResult
  func begin() throws -> ID<ClientCheck> {
    let open: ID<ClientCheck>? = try work.value("SELECT id FROM client_check WHERE finished_at IS NULL LIMIT 1")
    if let open { return open }
    let id: ID<ClientCheck> = try work.insert(
      """
      INSERT INTO client_check (person_id, started_at, position, clients)
      VALUES (\(work.actor.id), \(work.now), 0, 0) RETURNING id
      """)
    try work.enqueue(ClientLook.job.name, ["check": JSON(id)])
    return id
  }

  /// The last looks, the newest first.
  package func list(limit: Int = 10) throws -> [ClientCheck] {
    try work.actor.access.require(.see, Discipline.kind)
    return try work.all("SELECT * FROM client_check ORDER BY id DESC LIMIT \(limit)") { try ClientCheck(row: $0) }
  }

  /// What the last look did for those in the actor's reach, by kind.
  package func counts(of check: ID<ClientCheck>) throws -> [ClientFinding.Kind: Int] {
    try work.actor.access.require(.see, Discipline.kind)
    let rows = try work.all(
      """
      SELECT kind, count(*) FROM client_finding
      WHERE check_id = \(check) AND \(reach) GROUP BY kind
      """
    ) { (try $0[0] as ClientFinding.Kind, try $0[1] as Int) }
    return Dictionary(rows, uniquingKeysWith: { $1 })
  }

  /// What was found and done, the newest first.
  package func findings(
    _ kind: ClientFinding.Kind, after cursor: Cursor? = nil, limit: Int = 50
  ) throws -> Slice<ClientFinding> {
    try work.actor.access.require(.see, Discipline.kind)
    let before = try cursor?.number() ?? Int64.max
    let found = try work.all(
      """
      SELECT client_finding.*, company.name AS company_name
      FROM client_finding JOIN \(work.visible(Company.self)) AS company ON company.id = client_finding.company_id
      WHERE client_finding.kind = \(kind) AND client_finding.id < \(before) AND \(reach)
      ORDER BY client_finding.id DESC LIMIT \(limit + 1)
      """
    ) { try ClientFinding(row: $0) }
    return Slice(found, limit: limit) { Cursor([JSON($0.id)]) }
  }

  /// One's own come from their index; those of many are met on the way through the newest.
  private var reach: SQL {
    let people = work.discipline.reach
    if case .one = people { return people.condition(on: "client_finding.person_id") }
    return people.condition(on: "+client_finding.person_id")
  }
}

extension Work {
  package var clientChecks: ClientChecks { ClientChecks(work: self) }
}

extension Reaction {
  /// What a look found of a record that is taken away without a trace goes with it.
  static let erasedFindings = Reaction.beforeErasing { work, subjects in
    for (kind, column) in [(Deal.kind, "deal_id"), (Company.kind, "company_id")] as [(String, SQL)] {
      for part in subjects.filter({ $0.kind == kind }).map(\.number).parts(of: 500) {
        try work.execute("DELETE FROM client_finding WHERE \(column) IN \(list: part)")
      }
    }
  }
}

extension Reaction {
  /// What was found of a client is told of the one in whom he went up.
  static let unitedFindings = Reaction.uniting(.rows("findings", of: Company.kind, in: "client_finding", "company_id"))
}
