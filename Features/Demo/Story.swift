import Clients
import Deals
import Kernel
import Store
import Timeline

/// Tells the two years in order: what each moment brings becomes rows, deals when they begin and
/// all that happens to them when it happens, so that the log has its numbers in order of time.
struct Story: Sendable {
  private let company: DemoCompany
  private let trade: Trade
  private let plan: DemoPlan
  private let open: Int
  private var clientRows: ClientRows
  /// The one to talk to, by client.
  private var contacts: [ID<Contact>] = []
  private var agenda = Agenda<Happening>()
  private var comments: Int64 = 0
  private var totals: [DealTotal: (deals: Int64, amount: Int64)] = [:]
  /// How many deals have begun.
  private(set) var told = 0

  private struct DealTotal: Hashable {
    let stage: ID<Stage>
    let owner, manager, consultant: Int64
    var order: (ID<Stage>, Int64, Int64, Int64) { (stage, owner, manager, consultant) }
  }

  init(of company: DemoCompany, trade: Trade, plan: DemoPlan) {
    self.company = company
    self.trade = trade
    self.plan = plan
    open = DemoPlan.open(of: plan.entries.count)
    clientRows = ClientRows(seed: trade.seed)
  }

  var isTold: Bool { told == plan.entries.count }

  /// The rows of the next `count` deals and of what happened meanwhile; nil when all is told.
  mutating func next(_ count: Int) -> Rows? {
    guard !isTold else { return nil }
    var rows = Rows()
    let end = min(told + count, plan.entries.count)
    for entry in plan.entries[told..<end] {
      pass(until: entry.began, to: &rows)
      told += 1
      begin(entry, number: Int64(told), to: &rows)
    }
    if isTold {
      pass(until: trade.now, to: &rows)
      addTotals(to: &rows)
    }
    return rows
  }

  // MARK: A deal begins

  private mutating func begin(_ entry: DemoPlan.Entry, number: Int64, to rows: inout Rows) {
    var dice = Dice(seed: trade.seed, stream: entry.stream)
    let course = trade.course(isOpen: entry.stream < UInt64(open), with: &dice)
    let source = course.funnel.pipeline.kind == .calling ? Inquiries.calling.name : dice.pick(Inquiries.sources).name
    let crew = firstCrew(of: course, source: source, with: &dice)
    let client = ID<Company>(Int64(entry.client) + 1)
    if entry.client == contacts.count {
      let known = plan.clients[entry.client]
      let new = ClientRows.Client(
        id: client, buyer: course.buyer, owner: crew.owner, began: course.began, plan: known,
        segment: company.segments.place(of: known, course.buyer, at: trade.now))
      contacts.append(clientRows.add(new, to: &rows, with: &dice))
    }
    let id = ID<Deal>(number)
    var history = DealHistory(of: id, course, crew: crew)
    history.play(trade, consultant: dice.pick(company.consultants), with: &dice)
    for (moment, happening) in history.happenings { agenda.note(happening, at: moment) }
    let title = course.product.title.text(with: &dice)
    let row = DealRow(
      id: id, title: title, course: course, history: history, client: client, contact: contacts[entry.client],
      source: company.sources[source],
      utm: Inquiries.utm(source: source, line: course.product.line, with: &dice),
      expected: expected(course, with: &dice),
      care: DealCare(course, number: number, stage: course.funnel.columns[course.stays.last?.place ?? 0], trade: trade))
    row.add(to: &rows)
    if course.ending == .open { count(row) }
    addBeginning(row, crew, to: &rows)
  }

  /// Who walks in or was recommended often begins with a consultant right away.
  private func firstCrew(of course: DealCourse, source: String, with dice: inout Dice) -> Crew {
    let isVisit = ["Пришёл сам", "Рекомендация"].contains(source)
    if course.funnel.habits.handover < .max, isVisit, dice.chance(0.5) {
      let seller = dice.pick(company.consultants)
      return Crew(owner: seller.id, manager: seller.id, consultant: seller.id, head: seller.head)
    }
    let seller = dice.pick(company.managers)
    return Crew(owner: seller.id, manager: seller.id, consultant: nil, head: seller.head)
  }

  private func expected(_ course: DealCourse, with dice: inout Dice) -> Day? {
    guard course.funnel.pipeline.kind == .sales, course.stays.count > 1, dice.chance(0.8) else { return nil }
    let around = course.closed ?? trade.now
    let days = course.closed == nil ? dice.number(in: -6...45) : dice.number(in: -10...12)
    return max(around.day(in: DemoCompany.zone).adding(days: days), course.began.day(in: DemoCompany.zone))
  }

  private func addBeginning(_ row: DealRow, _ crew: Crew, to rows: inout Rows) {
    let stage = row.course.funnel.columns[row.course.stays[0].place]
    rows.stageMove.add(
      row.id.stored, .null, stage.id.stored, crew.owner.stored, row.course.began.stored, 0.stored)
    let facts = DealCreated.facts(title: row.title, stage: stage, companyID: row.client)
    addEvent(DealCreated.kind, of: row.id, at: row.course.began, by: crew.owner, to: crew.people, facts, &rows)
  }

  // MARK: Time passes

  private mutating func pass(until moment: Instant, to rows: inout Rows) {
    while let (at, happening) = agenda.next(until: moment) {
      switch happening.what {
      case .moved(let from, let to, let seconds), .won(let from, let to, let seconds, _),
        .lost(let from, let to, let seconds):
        rows.stageMove.add(
          happening.deal.stored, from.id.stored, to.id.stored, happening.actor.stored, at.stored, seconds.stored)
      case .commented(let text):
        comments += 1
        rows.comment.add(
          comments.stored, .text(Deal.kind), happening.deal.stored, happening.actor.stored, .text(text), at.stored)
      case .assigned: break
      }
      addEvent(
        happening.kind, of: happening.deal, at: at, by: happening.actor, to: happening.audience,
        happening.facts(comment: comments), &rows)
    }
  }

  private func addEvent(
    _ kind: String, of deal: ID<Deal>, at moment: Instant, by actor: ID<Person>, to audience: [ID<Person>],
    _ facts: JSON, _ rows: inout Rows
  ) {
    rows.event.add(
      moment.stored, .text(kind), .text(Deal.kind), deal.stored, actor.stored, "person".stored,
      .text(audience.map(\.description).joined(separator: ",")), .text(facts.text))
  }

  // MARK: What the board shows

  private mutating func count(_ row: DealRow) {
    let crew = row.history.crew
    let key = DealTotal(
      stage: row.stage.id, owner: crew.owner.number, manager: crew.manager.number,
      consultant: crew.consultant?.number ?? 0)
    let sum = totals[key] ?? (0, 0)
    totals[key] = (sum.deals + 1, sum.amount + (row.course.amount ?? 0))
  }

  private func addTotals(to rows: inout Rows) {
    for (key, sum) in totals.sorted(by: { $0.key.order < $1.key.order }) {
      rows.dealTotal.add(
        key.stage.stored, .integer(key.owner), .integer(key.manager), .integer(key.consultant),
        Currency.rub.stored, sum.deals.stored, sum.amount.stored)
    }
  }
}
