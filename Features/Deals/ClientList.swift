import Clients
import Kernel
import Store

/// Which clients a list shows: the whole state of the view, as it stands in the address.
package struct ClientListFilter: Sendable, Hashable {
  package enum Deals: String, Sendable, CaseIterable {
    /// Has a deal that is being worked.
    case open
    /// Has none that is being worked.
    case idle = "none_open"
  }

  /// Whose clients; nil is everybody's whom one sees.
  package var scope: DealFilter.Scope?
  package var type: Company.Kind?
  /// Any of these; nobody asked for is everybody.
  package var ownerIDs: [ID<Person>] = []
  package var segment: SegmentPick?
  package var deals: Deals?
  package var sourceIDs: [ID<Source>] = []
  package var created: Period?
  /// Without contact for so many days or more, or ever.
  package var silenceDays: Int?
  /// How it stands with what is to be done next.
  package var agenda: Company.Agenda?
  /// Brought so much or more.
  package var broughtFrom: Money?
  /// Whether they lie in the archive; else nobody of the list does.
  package var isArchived = false
  /// The beginning of a name, a phone's digits, or an e-mail.
  package var text = ""

  package init() {}

  package var isNarrowed: Bool { self != ClientListFilter() }
}

/// A client as a row of the list shows him.
package struct ListedClient: Sendable {
  package let company: Company
  package internal(set) var phone: PhoneNumber?
  package internal(set) var email: String?
  package internal(set) var address: String?
  package internal(set) var openDeals = 0
  /// What is being worked is worth so much in the installation's currency.
  package internal(set) var openMinor: Int64 = 0
  /// The newest deal that is being worked, where the actor sees it.
  package internal(set) var deal: Deal?
}

/// The list of clients, with what they have open: it stands here because it asks for deals.
package struct ClientList {
  let work: Work
  let filter: ClientListFilter

  /// So many are brought and sorted rather than met on a walk along the order's index.
  private static let few = 2_500

  package func page(_ order: ClientListOrder, after cursor: Cursor?, limit: Int) throws -> Slice<ListedClient> {
    let terms = try terms()
    let driver = try rarest(of: terms)
    let key = driver == nil ? order.column : order.unindexed
    var conditions = terms.enumerated().map { $0 == driver ? $1.driving : $1.walked }
    if let cursor { conditions.append(try order.condition(after: cursor, key)) }
    let rows = try work.all(
      """
      SELECT company.* FROM \(work.visible(Company.self)) AS company
      WHERE \(.all(conditions)) ORDER BY \(order.clause(key)) LIMIT \(limit + 1)
      """
    ) { ListedClient(company: try Company(row: $0)) }
    let slice = Slice(rows, limit: limit, cursor: order.cursor)
    return Slice(items: try completed(slice.items), next: slice.next)
  }

  /// Those of the clients that the actor sees, as they are now.
  package func rows(among ids: [ID<Company>]) throws -> [ListedClient] {
    guard !ids.isEmpty else { return [] }
    return try completed(
      try work.all(
        "SELECT company.* FROM \(work.visible(Company.self)) AS company WHERE company.id IN \(list: ids)"
      ) { ListedClient(company: try Company(row: $0)) })
  }

  /// How many there are, as far as `bound`.
  package func count(upTo bound: Int) throws -> Int { try totals(upTo: bound).count }

  /// How many there are, as far as `bound`, and what those brought.
  package func totals(upTo bound: Int) throws -> (count: Int, brought: Int64) {
    let terms = try terms()
    let driver = try rarest(of: terms)
    let conditions = terms.enumerated().map { driver == nil || $0 == driver ? $1.driving : $1.walked }
    return try work.first(
      """
      SELECT count(*) AS clients, CAST(coalesce(sum(ltv_minor), 0) AS BIGINT) AS brought
      FROM (SELECT company.ltv_minor FROM \(work.visible(Company.self)) AS company
        WHERE \(.all(conditions)) LIMIT \(bound)) AS found
      """
    ) { (try $0["clients"], try $0["brought"]) } ?? (0, 0)
  }

  struct Term {
    let driving: SQL
    let walked: SQL
    var probe: SQL?
    /// The same as a query of its own for the numbers.
    var rows: SQL?
  }

  func terms() throws -> [Term] {
    var terms: [Term] = try kept()
    if let type = filter.type {
      terms.append(Term(driving: "company.type = \(type)", walked: "company.type = \(type)"))
    }
    if !filter.ownerIDs.isEmpty {
      let own: SQL = "company.owner_id IN \(list: filter.ownerIDs)"
      terms.append(Term(driving: own, walked: "+\(own)", probe: own))
    }
    if let segment = filter.segment?.condition {
      terms.append(Term(driving: segment, walked: "+\(segment)", probe: segment))
    }
    if let deals = filter.deals {
      // deal_company
      let open: SQL = """
        EXISTS (SELECT 1 FROM \(work.visible(Deal.self)) AS deal
          WHERE deal.company_id = company.id AND deal.closed_at IS NULL)
        """
      let asked: SQL = deals == .open ? open : "NOT \(open)"
      terms.append(Term(driving: asked, walked: asked))
    }
    if !filter.sourceIDs.isEmpty {
      let came: SQL = """
        EXISTS (SELECT 1 FROM \(work.visible(Deal.self)) AS deal
          WHERE deal.company_id = company.id AND deal.source_id IN \(list: filter.sourceIDs))
        """
      terms.append(Term(driving: came, walked: came))
    }
    if let (from, to) = filter.created?.ends(today: work.today) {
      let zone = work.installation.zone
      var bounds: [SQL] = []
      if let from { bounds.append("company.created_at >= \(from.start(in: zone))") }
      if let to { bounds.append("company.created_at < \(to.adding(days: 1).start(in: zone))") }
      terms.append(Term(driving: .all(bounds), walked: .all(bounds.map { "+\($0)" }), probe: .all(bounds)))
    }
    return try terms + words()
  }

  /// Whose they are, and how they are looked after: each with its index.
  private func kept() throws -> [Term] {
    var terms = [archive]
    func add(_ condition: SQL, walked: SQL) {
      terms.append(Term(driving: condition, walked: walked, probe: condition))
    }
    if let scope = filter.scope, scope != .all {
      // company_owner
      let people = scope.people(of: work.actor)
      add(people.condition(on: "company.owner_id"), walked: people.condition(on: "+company.owner_id"))
    }
    if let days = filter.silenceDays {
      let condition = Company.silent(days: days, now: work.now)
      add(condition, walked: "NOT NOT (\(condition))")
    }
    if let agenda = filter.agenda {
      let condition = agenda.condition(in: work)
      add(condition, walked: "NOT NOT (\(condition))")
    }
    if let brought = filter.broughtFrom {
      let condition = Company.brought(from: brought)
      add(condition, walked: "NOT NOT (\(condition))")
    }
    return terms
  }

  // company_archived
  private var archive: Term {
    guard filter.isArchived else {
      return Term(driving: "company.archived_at IS NULL", walked: "company.archived_at IS NULL")
    }
    let away: SQL = "company.archived_at IS NOT NULL"
    return Term(driving: away, walked: "NOT NOT (\(away))", probe: away)
  }

  func rarest(of terms: [Term]) throws -> Int? {
    var (best, least): (Int?, Int) = (nil, Self.few + 1)
    for (place, term) in terms.enumerated() {
      // Past the actor's reach: it only chooses an index, what is shown comes through the scope.
      let probed = term.probe.map { "SELECT 1 AS met FROM \(Company.table) AS company WHERE \($0)" as SQL }
      guard let rows = term.rows ?? probed else { continue }
      let met = try work.count(rows, upTo: least)
      if met < least { (best, least) = (place, met) }
      if least == 0 { break }
    }
    return best
  }

  /// What was typed, word by word.
  private func words() throws -> [Term] {
    guard !filter.text.isEmpty else { return [] }
    return try WordTerm.all(filter.text, own: nil, company: "company.id", fetched: { $0 }, in: work).map { term in
      guard let rows = term.rows else { return Term(driving: term.met, walked: term.met) }
      return Term(driving: "company.id IN (\(rows))", walked: term.met, rows: rows)
    }
  }

  /// The rows with their phones and what they have open.
  private func completed(_ rows: [ListedClient]) throws -> [ListedClient] {
    guard !rows.isEmpty else { return [] }
    let ids = rows.map(\.company.id)
    var phones: [ID<Company>: PhoneNumber] = [:]
    try work.query(
      "SELECT company_id, min(e164) AS e164 FROM phone WHERE company_id IN \(list: ids) GROUP BY company_id"
    ) { row in phones[try row["company_id"]] = PhoneNumber(try row["e164"] as String) }
    var emails: [ID<Company>: String] = [:]
    try work.query(
      "SELECT company_id, min(address) AS address FROM email WHERE company_id IN \(list: ids) GROUP BY company_id"
    ) { row in emails[try row["company_id"]] = try row["address"] as String }
    var addresses: [ID<Company>: String] = [:]
    try work.query(
      "SELECT company_id, text FROM address WHERE company_id IN \(list: ids) ORDER BY ordinal DESC, id DESC"
    ) { row in addresses[try row["company_id"]] = try row["text"] as String }
    var open: [ID<Company>: [Deal]] = [:]
    try work.query(
      """
      SELECT deal.* FROM \(work.visible(Deal.self)) AS deal
      WHERE deal.company_id IN \(list: ids) AND deal.closed_at IS NULL ORDER BY +deal.id
      """
    ) { row in
      let deal = try Deal(row: row)
      open[deal.companyID, default: []].append(deal)
    }
    return rows.map { row in
      var row = row
      row.phone = phones[row.company.id]
      (row.email, row.address) = (emails[row.company.id], addresses[row.company.id])
      row.openMinor = (open[row.company.id] ?? []).compactMap(\.money)
        .filter { $0.currency == work.installation.currency }.reduce(0) { $0 + $1.minor }
      row.openDeals = open[row.company.id]?.count ?? 0
      row.deal = open[row.company.id]?.last
      return row
    }
  }
}

extension Work {
  package func clientList(_ filter: ClientListFilter) -> ClientList { ClientList(work: self, filter: filter) }
}
