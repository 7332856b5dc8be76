import Activities
import Clients
import Deals
import Kernel
import Store

/// A few clients of a look.
struct LookBatch {
  let work: Work
  let check: ID<ClientCheck>
  let titles: LookTitles

  private struct Client {
    let id: ID<Company>
    let owner: ID<Person>?
    let type: Company.Kind
    let ltv: Int64
    /// What his segment says of silence.
    let silence: Int?
    let touched: Instant
    /// When something is to be done with it.
    let next: Instant?
    let isIdle: Bool
    /// Whether he lies in the archive: nobody is to be reminded of him.
    let isAway: Bool
    /// Since when it has been without an open deal.
    let idleSince: Instant
  }

  private struct Lacking {
    let id: ID<Deal>
    let company: ID<Company>
    let owner: ID<Person>
    let next: Instant?
  }

  /// Looks at the next few; false where there are no more.
  func run() throws -> Bool {
    let position: Int64? = try work.value(
      "SELECT position FROM client_check WHERE id = \(check) AND finished_at IS NULL")
    guard let position else { return false }
    let clients = try clients(after: position)
    guard let last = clients.last else { return false }
    let kept = clients.filter { !$0.isAway }
    work.gather(["client_finding"])
    let lacking = try lacking(from: position, to: last.id)
    let planned = try plan(lacking.filter { $0.next == nil })
    try note(
      .overdue,
      lacking.filter { $0.next != nil }.map { deal in
        Finding(record: deal.id.number, state: deal.next, company: deal.company, deal: deal.id, person: deal.owner)
      })
    try note(.overdue, try late(clients, from: position))
    try note(
      .idle,
      kept.filter(\.isIdle).map { client in
        Finding(record: client.id.number, state: client.idleSince, company: client.id, deal: nil, person: client.owner)
      })
    try remember(kept.filter { !planned.contains($0.id) })
    try work.execute(
      "UPDATE client_check SET position = \(last.id), clients = clients + \(clients.count) WHERE id = \(check)")
    return clients.count == ClientLook.batch
  }

  private func clients(after position: Int64) throws -> [Client] {
    // Past the actor's reach: the product itself looks at all clients. An open deal is asked for by number: for
    // `EXISTS` PostgreSQL would read all open deals anew for each batch.
    try work.all(
      """
      SELECT company.id, company.owner_id, company.type, company.ltv_minor, company.created_at,
        company.archived_at, company.last_touch_at, company.next_activity_at,
        (SELECT silence_days FROM segment WHERE segment.id = company.segment_id) AS silence_days,
        (SELECT deal.id FROM \(Deal.table) AS deal
          WHERE deal.company_id = company.id AND deal.closed_at IS NULL LIMIT 1) AS open_deal,
        (SELECT max(deal.closed_at) FROM \(Deal.table) AS deal WHERE deal.company_id = company.id) AS closed_at
      FROM \(Company.table) AS company WHERE company.id > \(position) ORDER BY company.id LIMIT \(ClientLook.batch)
      """
    ) { row in
      let created: Instant = try row["created_at"]
      return Client(
        id: try row["id"], owner: try row["owner_id"], type: try row["type"], ltv: try row["ltv_minor"],
        silence: try row["silence_days"], touched: try row["last_touch_at"] as Instant? ?? created,
        next: try row["next_activity_at"],
        isIdle: try row["open_deal"] as ID<Deal>? == nil, isAway: try row["archived_at"] as Instant? != nil,
        idleSince: try row["closed_at"] as Instant? ?? created)
    }
  }

  /// The open deals of these clients that have no activity or an overdue one.
  private func lacking(from first: Int64, to last: ID<Company>) throws -> [Lacking] {
    // Past the actor's reach: the product itself looks at all clients.
    try work.all(
      """
      SELECT id, company_id, owner_id, next_activity_at FROM \(Deal.table) AS deal
      WHERE company_id > \(first) AND company_id <= \(last) AND closed_at IS NULL AND state = 'open'
        AND (next_activity_at IS NULL OR next_activity_at < \(work.now))
      ORDER BY id
      """
    ) { row in
      Lacking(
        id: try row["id"], company: try row["company_id"], owner: try row["owner_id"],
        next: try row["next_activity_at"])
    }
  }

  /// What is overdue with these clients beside deals, each by its own number, below nought: deals go by theirs.
  private func late(_ clients: [Client], from first: Int64) throws -> [Finding] {
    // What comes next is kept with the client: there is nothing where that is not late itself.
    guard let last = clients.last, clients.contains(where: { $0.next.map { $0 < work.now } ?? false }) else {
      return []
    }
    // Past the actor's reach: the product itself looks at all clients. activity_company
    return try work.all(
      """
      SELECT id, company_id, owner_id, due_at FROM \(Activity.table)
      WHERE company_id > \(first) AND company_id <= \(last.id) AND closed_at IS NULL AND deal_id IS NULL
        AND due_at < \(work.now)
      ORDER BY id
      """
    ) { row in
      Finding(
        record: -(try row["id"] as Int64), state: try row["due_at"], company: try row["company_id"], deal: nil,
        person: try row["owner_id"])
    }
  }

  // MARK: - What is done

  private struct Finding {
    let record: Int64
    var state: Instant?
    let company: ID<Company>
    let deal: ID<Deal>?
    let person: ID<Person>?
  }

  /// R70: each open deal has its next step, on the next working day. Returns the clients that got one.
  private func plan(_ deals: [Lacking]) throws -> Set<ID<Company>> {
    let deals = deals.filter { work.installation.people[$0.owner]?.active ?? false }
    for deal in deals {
      var new = NewActivity(kind: .task, title: titles.plan, due: .on(nextWorkingDay(of: deal.owner)))
      (new.dealID, new.ownerID) = (deal.id, deal.owner)
      try work.activities.add(new)
    }
    try note(
      .planned,
      deals.map { deal in
        Finding(record: deal.id.number, state: work.now, company: deal.company, deal: deal.id, person: deal.owner)
      })
    return Set(deals.map(\.company))
  }

  /// R73: those with whom nobody had contact for too long get a task, once for each silence, and again where it
  /// was thrown away. What is planned
  /// spares them one until the silence has doubled: a date in ten years is no care, nor is one that is put off
  /// again and again.
  private func remember(_ clients: [Client]) throws {
    let rules = try work.dayRules.read()
    let silent = clients.filter { client in
      guard let owner = client.owner, work.installation.people[owner]?.active ?? false,
        let days = rules.patience(with: client.type, ltv: client.ltv, segment: client.silence)
      else { return false }
      let patience = Int64(days) * 86_400
      if let next = client.next, next <= client.touched.adding(seconds: 2 * patience) { return false }
      return work.now.seconds(since: client.touched) > patience
    }
    guard !silent.isEmpty else { return }
    var given = try tasks()
    let findings = silent.map { client in
      Finding(record: client.id.number, state: client.touched, company: client.id, deal: nil, person: client.owner)
    }
    let fresh = try fresh(.forgotten, findings)
    for finding in fresh { try remember(finding, as: .forgotten, &given) }
    let told = Set(findings.map(\.company)).subtracting(fresh.map(\.company))
    let dropped = try dropped(silent.filter { told.contains($0.id) }, rules)
    for finding in findings where dropped.contains(finding.company) { try remember(finding, as: .dropped, &given) }
  }

  /// Gives the client's owner a task that is done only with a result.
  private func remember(
    _ finding: Finding, as kind: ClientFinding.Kind, _ given: inout [ID<Person>: Int]
  ) throws {
    guard let owner = finding.person, given[owner, default: 0] < ClientLook.tasksEach else { return }
    given[owner, default: 0] += 1
    let days = finding.state.map { work.now.seconds(since: $0) / 86_400 } ?? 0
    var new = NewActivity(
      kind: .call, title: titles.remember(days: Int(days)), due: .on(nextWorkingDay(of: owner)))
    (new.companyID, new.ownerID, new.wantsResult) = (finding.company, owner, true)
    try work.activities.add(new)
    var finding = finding
    // Each time that a task is thrown away is found, not each silence.
    if kind == .dropped { finding.state = work.now }
    try insert(kind, finding)
  }

  /// Those of the clients whose silence goes on though their owner got a task: it was called off, or put off for
  /// longer than they bear silence.
  private func dropped(_ clients: [Client], _ rules: DayRules) throws -> Set<ID<Company>> {
    guard let first = clients.map(\.id).min(), let last = clients.map(\.id).max() else { return [] }
    var given: [ID<Company>: Instant] = [:]
    for kind in [ClientFinding.Kind.forgotten, .dropped] {
      // client_finding_state
      try work.query(
        """
        SELECT record_id, max(at) FROM client_finding
        WHERE kind = \(kind) AND record_id >= \(first) AND record_id <= \(last) GROUP BY record_id
        """
      ) { row in
        let (id, at) = (try row[0] as ID<Company>, try row[1] as Instant)
        given[id] = max(given[id] ?? at, at)
      }
    }
    return Set(
      clients.filter { client in
        guard let at = given[client.id],
          let days = rules.patience(with: client.type, ltv: client.ltv, segment: client.silence)
        else { return false }
        return client.next.map { $0 > at.adding(seconds: Int64(days) * 86_400) } ?? true
      }.map(\.id))
  }

  /// How many tasks each person has got of this look.
  private func tasks() throws -> [ID<Person>: Int] {
    let rows = try work.all(
      """
      SELECT person_id, count(*) FROM client_finding
      WHERE check_id = \(check) AND kind IN ('forgotten', 'dropped') AND person_id IS NOT NULL GROUP BY person_id
      """
    ) { (try $0[0] as ID<Person>, try $0[1] as Int) }
    return Dictionary(rows, uniquingKeysWith: { $1 })
  }

  private func note(_ kind: ClientFinding.Kind, _ findings: [Finding]) throws {
    for finding in try fresh(kind, findings) { try insert(kind, finding) }
  }

  /// Those whose state has not been found before.
  private func fresh(_ kind: ClientFinding.Kind, _ findings: [Finding]) throws -> [Finding] {
    guard let first = findings.map(\.record).min(), let last = findings.map(\.record).max() else { return [] }
    var known: Set<[Int64]> = []
    for part in findings.map(\.record).parts(of: 500) {
      try work.query(
        """
        SELECT record_id, state FROM client_finding
        WHERE kind = \(kind) AND record_id >= \(first) AND record_id <= \(last) AND record_id IN \(list: part)
        """
      ) { known.insert([try $0[0], try $0[1]]) }
    }
    return findings.filter { !known.contains([$0.record, $0.state?.milliseconds ?? 0]) }
  }

  private func insert(_ kind: ClientFinding.Kind, _ finding: Finding) throws {
    try work.insert(
      into: "client_finding",
      ["check_id", "kind", "record_id", "state", "company_id", "deal_id", "person_id", "at"],
      [
        check.stored, kind.stored, finding.record.stored, (finding.state?.milliseconds ?? 0).stored,
        finding.company.stored, finding.deal.stored, finding.person.stored, work.now.stored,
      ])
  }

  /// The person's next working day that is not over yet.
  private func nextWorkingDay(of person: ID<Person>) -> Day {
    let branch = work.installation.branch(of: person)
    let today = branch.today(at: work.now)
    let days = (0...30).lazy.map { today.adding(days: $0) }
    return days.first { day in branch.hours(on: day).map { $0.end > work.now } ?? false } ?? today
  }
}

extension DayRules {
  /// Days without contact that such a client bears; nil is for ever. What his segment says goes before what his type
  /// says; who brought much is looked after sooner than either, never later.
  /// - Parameter days: his segment's own; nil where it has none, or he is in no segment.
  func patience(with type: Company.Kind, ltv: Int64, segment days: Int? = nil) -> Int? {
    let usual = (days ?? silence[type]).flatMap { $0 > 0 ? $0 : nil }
    guard ltv >= dearFrom, dearSilence > 0 else { return usual }
    return min(usual ?? .max, dearSilence)
  }
}
