import Clients
import Kernel
import Store

/// Which deals board, list and API show: the whole state of a view, as it stands in the address.
package struct DealFilter: Sendable, Hashable {
  package typealias Scope = ListScope

  package enum Course: String, Sendable, CaseIterable {
    /// Still being worked, under check or not.
    case current
    case open, refused, won, lost
    /// Won or lost.
    case closed
    /// Put away; no other course shows these.
    case archived
    case all
  }

  /// How it stands with what is to be done next in open deals; those under check count in none.
  package enum Agenda: String, Sendable, CaseIterable {
    /// Nothing is planned.
    case none
    case overdue
    /// Due before the day ends.
    case today
  }

  /// What a deal lacks of care.
  package enum Care: String, Sendable, CaseIterable {
    /// R46: without a move or a finished activity for longer than its stage allows.
    case stalled
    /// R47: an inquiry that waits for its first answer; `late` where its time is over.
    case waiting, late
    /// Where deals begin, and nobody has done anything yet.
    case untouched
  }

  package var scope: Scope
  package var course: Course
  package var pipelineID: ID<Pipeline>?
  package var stageIDs: [ID<Stage>] = []
  package var companyID: ID<Company>?
  /// Any of these; nobody asked for is everybody.
  package var ownerIDs: [ID<Person>] = []
  package var managerID: ID<Person>?
  package var consultantID: ID<Person>?
  package var sourceIDs: [ID<Source>] = []
  package var origin: Deal.Origin?
  package var amountFrom: Money?
  package var amountTo: Money?
  package var created: Period?
  package var closed: Period?
  package var expected: Period?
  /// So many full days or more in its stage, and still open.
  package var idleDays: Int?
  /// So many full days or more since something was last done with the client in it, and still open.
  package var silentDays: Int?
  package var agenda: Agenda?
  package var care: Care?
  /// Words in the deal's or client's name, or digits of a phone.
  package var text: String
  /// By what the list is divided; a board is by its stages.
  package var grouping: DealGrouping?
  /// One group alone, where no condition of the address says it.
  var part: Part?
  /// Whether "all" means those in the archive too: for counting, no view asks for it.
  var withArchive = false

  package init(
    scope: Scope = .all, course: Course = .all, owner: ID<Person>? = nil, source: ID<Source>? = nil, text: String = ""
  ) {
    self.scope = scope
    self.course = course
    ownerIDs = [owner].compactMap(\.self)
    sourceIDs = [source].compactMap(\.self)
    self.text = text
  }

  /// Whether all that it lets through is still being worked: then the short indexes serve.
  package var isOpen: Bool {
    care != nil || idleDays != nil || silentDays != nil || agenda != nil || course == .current || course == .open
      || course == .refused
  }

  /// Whether all that it lets through is closed.
  package var isClosed: Bool { !isOpen && (closed != nil || [.won, .lost, .closed].contains(course)) }

  /// Whether anything but the scope, the funnel and the course narrows it.
  package var isNarrowed: Bool {
    var bare = DealFilter(scope: scope, course: course)
    (bare.pipelineID, bare.grouping) = (pipelineID, grouping)
    return self != bare
  }

  /// The same narrowing for a board, where a deal's funnel and course are given by the place.
  package var onBoard: DealFilter {
    var filter = self
    (filter.pipelineID, filter.stageIDs, filter.course, filter.closed) = (nil, [], .current, nil)
    filter.grouping = nil
    return filter
  }
}

extension DealFilter {
  /// Everything but rights and scope.
  func terms(for work: Work) throws -> [Term] {
    try archive + things(work) + people + periods(work) + cares(work) + words(work)
  }

  /// The conditions as they are, for queries that have an index of their own; words that few deals have
  /// are looked up once.
  func conditions(for work: Work, few: Int) throws -> [SQL] {
    try standing
      + terms(for: work).map { term in
        guard let rows = term.rows, try work.count(rows, upTo: few + 1) <= few else { return term.walked }
        return term.driving
      }
  }

  /// What the partial indexes ask for; costs nothing.
  var standing: [SQL] {
    var standing: [SQL] = []
    if isOpen { standing.append("deal.closed_at IS NULL") }
    if isClosed { standing.append("deal.closed_at IS NOT NULL") }
    switch course {
    // The index deal_refused is asked for by this very word.
    case .refused: standing.append("deal.state = 'refused'")
    case .open, .won, .lost: standing.append("deal.state = \(course.rawValue)")
    case .closed: standing.append("deal.closed_at IS NOT NULL AND deal.state <> 'archived'")
    case .all where !isOpen && !withArchive: standing.append("deal.state <> 'archived'")
    case .archived, .current, .all: break
    }
    if agenda != nil { standing.append("deal.state = 'open'") }
    return standing
  }

  private var archive: [Term] {
    guard course == .archived else { return [] }
    // deal_archived
    let probe: SQL = "deal.archived_at IS NOT NULL"
    return [Term(probe, "deal.state = 'archived'", probe: probe)]
  }

  private func things(_ work: Work) -> [Term] {
    var terms: [Term] = []
    if let pipelineID { terms.append(Term("deal.pipeline_id = \(pipelineID)", "+deal.pipeline_id = \(pipelineID)")) }
    if !stageIDs.isEmpty {
      // deal_board
      let probe: SQL = "deal.closed_at IS NULL AND deal.stage_id IN \(list: stageIDs)"
      terms.append(
        Term(
          "deal.stage_id IN \(list: stageIDs)", "+deal.stage_id IN \(list: stageIDs)", probe: isOpen ? probe : nil))
    }
    if let companyID {
      terms.append(
        Term(
          "deal.company_id = \(companyID)", "+deal.company_id = \(companyID)", probe: "deal.company_id = \(companyID)"))
    }
    if !sourceIDs.isEmpty {
      // deal_source
      let came: SQL = "deal.source_id IN \(list: sourceIDs)"
      terms.append(Term(came, "+\(came)", probe: isOpen ? "deal.closed_at IS NULL AND \(came)" : nil))
    }
    if let part { terms.append(part.term) }
    if let origin { terms.append(Term("deal.origin = \(origin)", "deal.origin = \(origin)")) }
    if let from = amountFrom {
      terms.append(range(.amount, "coalesce(deal.amount, -1)", ">=", "\(from.minor)", of: from.currency, work))
    }
    if let to = amountTo {
      terms.append(Term("deal.amount IS NOT NULL", "deal.amount IS NOT NULL"))
      terms.append(range(.amount, "coalesce(deal.amount, -1)", "<=", "\(to.minor)", of: to.currency, work))
    }
    return terms
  }

  private func range(
    _ key: DealOrder.Key, _ column: SQL, _ sign: SQL, _ value: SQL, of currency: Currency, _ work: Work
  ) -> Term {
    let same: SQL = "deal.currency = \(currency)"
    return Term("\(column) \(sign) \(value) AND \(same)", "+\(column) \(sign) \(value) AND \(same)", key: key)
  }

  /// Owner, manager and consultant take part in their deals, which an index knows.
  private var people: [Term] {
    let slots: [(SQL, [ID<Person>])] = [
      ("deal.owner_id", ownerIDs), ("deal.manager_id", [managerID].compactMap(\.self)),
      ("deal.consultant_id", [consultantID].compactMap(\.self)),
    ]
    var terms = slots.filter { !$0.1.isEmpty }.map { column, people in
      Term.taking(people, isOpen: isOpen, and: "+\(column) IN \(list: people)")
    }
    // deal_owner_created, for each of them; of open deals there are few.
    if !ownerIDs.isEmpty, !isOpen { terms[0].pair = (.created, ownerIDs.map { "deal.owner_id = \($0)" }) }
    return terms
  }

  private func periods(_ work: Work) -> [Term] {
    var terms: [Term] = []
    let zone = work.installation.zone
    func instants(_ period: Period?, _ key: DealOrder.Key, _ column: SQL, mayProbe: Bool) {
      guard let (from, to) = period?.ends(today: work.today) else { return }
      var bounds: [SQL] = []
      if let from { bounds.append("\(column) >= \(from.start(in: zone))") }
      if let to { bounds.append("\(column) < \(to.adding(days: 1).start(in: zone))") }
      guard !bounds.isEmpty else { return }
      terms.append(
        Term(
          .all(bounds), .all(bounds.map { "+\($0)" }), probe: mayProbe ? .all(standing + bounds) : nil, key: key))
    }
    instants(created, .created, "deal.created_at", mayProbe: true)
    instants(closed, .closed, "deal.closed_at", mayProbe: true)
    if let (from, to) = expected?.ends(today: work.today) {
      let column = DealOrder.Key.expected.expression
      // A deal without a date is not expected at any time.
      var bounds: [SQL] = ["\(column) < '9999-12-31'"]
      if let from { bounds.append("\(column) >= \(from)") }
      if let to { bounds.append("\(column) <= \(to)") }
      let walked: [SQL] = bounds.map { "NOT NOT (\($0))" }
      terms.append(Term(.all(bounds), .all(walked), probe: isOpen ? .all(standing + bounds) : nil, key: .expected))
    }
    if let idleDays {
      let until = Instant(milliseconds: work.now.milliseconds - Int64(idleDays) * 86_400_000)
      let bound: SQL = "deal.stage_entered_at <= \(until)"
      terms.append(Term(bound, "+\(bound)", probe: .all(["deal.closed_at IS NULL", bound]), key: .entered))
    }
    if let silentDays {
      let until = Instant(milliseconds: work.now.milliseconds - Int64(silentDays) * 86_400_000)
      // deal_silent. PostgreSQL knows nothing of an expression's values: of two bounds it expects few.
      let bound: SQL = "coalesce(deal.last_activity_at, deal.created_at) BETWEEN 0 AND \(until)"
      terms.append(Term(bound, "+\(bound)", probe: .all(["deal.closed_at IS NULL", bound])))
      // Nothing is done in a deal before it comes (`touch`): by age, the walk begins past all that are too young.
      let isOld: SQL = "deal.created_at <= \(until)"
      terms.append(Term(isOld, "+\(isOld)", key: .created))
    }
    if let term = agendaTerm(work) { terms.append(term) }
    return terms
  }

  /// The condition that stands for the agenda: each bound has an index, deal_without_activity and deal_open_next.
  func agendaTerm(_ work: Work) -> Term? {
    guard let agenda else { return nil }
    let tomorrow = work.today.adding(days: 1).start(in: work.installation.zone)
    let bounds: [SQL]
    switch agenda {
    case .none:
      let empty: SQL = "deal.next_activity_at IS NULL"
      return Term(empty, empty, probe: .all(["deal.closed_at IS NULL", "deal.state = 'open'", empty]))
    case .overdue: bounds = ["deal.next_activity_at < \(work.now)"]
    case .today: bounds = ["deal.next_activity_at >= \(work.now)", "deal.next_activity_at < \(tomorrow)"]
    }
    return Term(
      .all(bounds), .all(bounds.map { "+\($0)" }), probe: .all(["deal.closed_at IS NULL"] + bounds))
  }

  private func cares(_ work: Work) -> [Term] {
    guard let care else { return [] }
    let bound: SQL =
      switch care {
      // deal_stalls
      case .stalled: "deal.state = 'open' AND deal.stalls_at <= \(work.now)"
      // deal_waiting
      case .waiting: "deal.state = 'open' AND deal.touched_at IS NULL AND deal.reaction_due_at >= 0"
      case .late: "deal.state = 'open' AND deal.touched_at IS NULL AND deal.reaction_due_at <= \(work.now)"
      case .untouched:
        """
        deal.state = 'open' AND deal.touched_at IS NULL
          AND EXISTS (SELECT 1 FROM stage WHERE stage.id = deal.stage_id AND stage.kind = 'new')
        """
      }
    return [Term(bound, "NOT NOT (\(bound))", probe: bound)]
  }
}

extension DealFilter {
  /// Whose deals the scope asks for.
  func people(of actor: Actor) -> People { scope.people(of: actor) }
}
