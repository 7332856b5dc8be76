import Clients
import Kernel
import Store

/// Which deals board, list and API show: the whole state of a view, as it stands in the address.
package struct DealFilter: Sendable, Hashable {
  package enum Scope: String, Sendable, CaseIterable {
    case mine, department, all
  }

  package enum Course: String, Sendable, CaseIterable {
    /// Still being worked, under check or not.
    case current
    case open, refused, won, lost
    /// Won or lost.
    case closed
    case all
  }

  package var scope: Scope
  package var course: Course
  package var pipelineID: ID<Pipeline>?
  package var stageIDs: [ID<Stage>] = []
  package var companyID: ID<Company>?
  package var ownerID: ID<Person>?
  package var managerID: ID<Person>?
  package var consultantID: ID<Person>?
  package var sourceID: ID<Source>?
  package var origin: Deal.Origin?
  package var amountFrom: Money?
  package var amountTo: Money?
  package var created: Period?
  package var closed: Period?
  package var expected: Period?
  /// So many full days or more in its stage, and still open.
  package var idleDays: Int?
  /// Words in the deal's or client's name, or digits of a phone.
  package var text: String

  package init(
    scope: Scope = .all, course: Course = .all, owner: ID<Person>? = nil, source: ID<Source>? = nil, text: String = ""
  ) {
    self.scope = scope
    self.course = course
    ownerID = owner
    sourceID = source
    self.text = text
  }

  /// Whether all that it lets through is still being worked: then the short indexes serve.
  package var isOpen: Bool { idleDays != nil || course == .current || course == .open || course == .refused }

  /// Whether all that it lets through is closed.
  package var isClosed: Bool { !isOpen && (closed != nil || [.won, .lost, .closed].contains(course)) }

  /// Whether anything but the scope, the funnel and the course narrows it.
  package var isNarrowed: Bool {
    var bare = DealFilter(scope: scope, course: course)
    bare.pipelineID = pipelineID
    return self != bare
  }

  /// The same narrowing for a board, where a deal's funnel and course are given by the place.
  package var onBoard: DealFilter {
    var filter = self
    (filter.pipelineID, filter.stageIDs, filter.course, filter.closed) = (nil, [], .current, nil)
    return filter
  }
}

extension DealFilter {
  /// A condition in its two forms: `driving` lets an index serve it, `walked` is asked of each row
  /// that another index brings.
  struct Term {
    let driving: SQL
    let walked: SQL
    /// What holds the deals that it lets through, `… WHERE …`, in an index alone: for a count with a bound.
    var probe: SQL?
    /// The order whose index it bounds.
    var key: DealOrder.Key?
  }

  /// Everything but rights and scope.
  func terms(for work: Work) -> [Term] { things(work) + people + periods(work) + words }

  /// The conditions as they are, for queries that have an index of their own.
  func conditions(for work: Work) -> [SQL] { standing + terms(for: work).map(\.walked) }

  /// What the partial indexes ask for; costs nothing.
  var standing: [SQL] {
    var standing: [SQL] = []
    if isOpen { standing.append("deal.closed_at IS NULL") }
    if isClosed { standing.append("deal.closed_at IS NOT NULL") }
    switch course {
    case .open, .refused, .won, .lost: standing.append("deal.state = \(course.rawValue)")
    case .closed: standing.append("deal.closed_at IS NOT NULL")
    case .current, .all: break
    }
    return standing
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
    if let sourceID {
      // deal_source
      let probe: SQL = "deal.closed_at IS NULL AND deal.source_id = \(sourceID)"
      terms.append(Term("deal.source_id = \(sourceID)", "+deal.source_id = \(sourceID)", probe: isOpen ? probe : nil))
    }
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
    let slots: [(SQL, ID<Person>?)] = [
      ("deal.owner_id", ownerID), ("deal.manager_id", managerID), ("deal.consultant_id", consultantID),
    ]
    return slots.compactMap { column, person in
      person.map { Term.taking(.one($0), isOpen: isOpen, and: "+\(column) = \($0)") }
    }
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
    return terms
  }

  private var words: [Term] { text.isEmpty ? [] : [Term(matches, matches)] }
}

extension DealFilter {
  /// Whose deals the scope asks for.
  func people(of actor: Actor) -> People {
    switch (scope, actor.id) {
    case (.mine, let me?): .one(me)
    case (.department, let me?): actor.access.colleagues(of: me)
    default: .everybody
    }
  }
}

extension DealFilter.Term {
  init(_ driving: SQL, _ walked: SQL, probe: SQL? = nil, source: SQL? = nil, key: DealOrder.Key? = nil) {
    (self.driving, self.walked, self.key) = (driving, walked, key)
    // Past the actor's reach: it only chooses an index, what is shown comes through the scope.
    self.probe = source ?? probe.map { "\(Deal.table) AS deal WHERE \($0)" }
  }

  /// One of `people` takes part in it.
  static func taking(_ people: People, isOpen: Bool, and rest: SQL? = nil) -> DealFilter.Term {
    let taken = Deal.brought(by: people, isOpen: isOpen)
    let walked = rest ?? Deal.taken(by: people)
    return DealFilter.Term(
      rest.map { "\(taken) AND \($0)" } ?? taken, walked, source: Deal.participation(of: people, isOpen: isOpen))
  }
}
