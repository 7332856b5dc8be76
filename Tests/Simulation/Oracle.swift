/// Who was told the truth: it hears what people did, as the script has it, and says by the rules of the house
/// (R46, R47, R49–R60, R66–R73, R102) what the product must have found. It reads none of the product's tables
/// and shares no code with it.
struct Oracle {
  /// The company's, then one for each office that has a clock, hours or days of its own.
  let almanacs: [Almanac]
  var staff: [Int64: Colleague]
  var deals: [Int64: Affair] = [:]
  var clients: [Int64: Customer] = [:]
  var checks: [Int64: Check] = [:]
  var fines: [Int64: Fine] = [:]
  var spending = Spending()
  var watch = Watched()
  /// How often each was told of what, since the beginning.
  var bells: [String: Int] = [:]
  var plansMade = 0
  /// Milliseconds without contact that each kind of client bears, and from which sum on the dear ones less.
  var patience = Patience()

  struct Colleague: Sendable {
    let id: Int64
    let job: Job
    /// Who hears of what he leaves over.
    var boss: Int64?
    /// The place of his office's calendar.
    var office = 0
    var isHere = true
  }

  enum Job: Sendable { case manager, consultant, head, quality, other }

  enum Time: Sendable {
    case at(Int64)
    case on(Int)
  }

  struct Plan: Sendable {
    /// Of two that are due at once, the one that was planned first is done first.
    let serial: Int
    var due: Int64
    /// The day that it may be done on; nil where a time was agreed.
    var day: Int?
    var owner: Int64
    /// Whether doing it is contact with the client.
    let isContact: Bool
  }

  struct Patience: Sendable {
    var family = 21 * Almanac.day
    var organisation = 14 * Almanac.day
    var dear = 9 * Almanac.day
    var dearFrom: Int64 = 30_000_000
  }

  /// A client.
  struct Customer: Sendable {
    let id: Int64
    let isFamily: Bool
    let created: Int64
    var owner: Int64
    var touched: Int64?
    var brought: Int64 = 0
    /// Whether a talk with him was ever recorded, about whichever deal.
    var isRecorded = false
    /// What is to be done for him beside deals.
    var plans: [Plan] = []
  }

  enum Fate: Sendable { case open, refused, won, lost }
  enum Funnel: Sendable { case sale, warmup }

  /// A deal.
  struct Affair: Sendable {
    let id, client: Int64
    let funnel: Funnel
    let created: Int64
    let isInbound: Bool
    let source: String?
    let campaign: String?
    let amount: Int64
    let answerBy: Int64?
    var owner: Int64
    var manager, consultant: Int64?
    var place: Int
    var fate = Fate.open
    var entered: Int64
    var closed: Int64?
    /// When somebody first did something for it, and when something was last finished.
    var touched, worked: Int64?
    var reaction: (seconds: Int64, person: Int64)?
    var plans: [Plan] = []
    var saidLate = false
    var saidStalled = false

    var people: [Int64] { [owner, manager, consultant].compactMap(\.self) }
    var isOpen: Bool { fate == .open }
    var next: Int64? { plans.map(\.due).min() }
    var isUntouched: Bool { isOpen && touched == nil && place == 0 && funnel == .sale }

    /// Days that its stage allows; the funnels as the house ships them.
    private var days: Int64 { (funnel == .sale ? [1, 3, 7, 7, 10, 5] : [60, 45, 180, 90, 180])[place] }

    func isStalled(at moment: Int64) -> Bool {
      isOpen && moment >= max(entered, worked ?? entered) + days * Almanac.day
    }

    func isOverdue(at moment: Int64) -> Bool { isOpen && next.map { $0 < moment } ?? false }
  }

  /// What somebody has left over, with the numbers of the deals.
  struct Picture: Equatable, CustomStringConvertible {
    var untouched: Set<Int64> = []
    var unplanned: Set<Int64> = []
    var overdue: Set<Int64> = []
    var stalled: Set<Int64> = []
    var refused: Set<Int64> = []
    var open = 0
    var clients = 0

    var left: Int { untouched.count + unplanned.count + overdue.count }

    var description: String {
      let sets = [untouched, unplanned, overdue, stalled, refused].map { "\($0.sorted())" }
      return
        "new \(sets[0]) without \(sets[1]) late \(sets[2]) still \(sets[3]) check \(sets[4]) of \(open), \(clients)"
    }
  }

  /// The company's.
  var almanac: Almanac { almanacs[0] }

  /// That of the person's office.
  func almanac(of person: Int64) -> Almanac { almanacs[staff[person]?.office ?? 0] }

  /// How everybody who sells stands at a moment.
  /// - Parameter moment: what is late or stands still is so then; the rest is as it is now.
  func pictures(at moment: Int64) -> [Int64: Picture] {
    var pictures: [Int64: Picture] = [:]
    for colleague in staff.values where colleague.isHere && (colleague.job == .manager || colleague.job == .consultant)
    {
      pictures[colleague.id] = Picture()
    }
    for deal in deals.values where deal.closed == nil {
      var picture = pictures[deal.owner] ?? Picture()
      picture.open += 1
      if deal.created <= moment {
        if deal.isUntouched { picture.untouched.insert(deal.id) }
        if deal.isOpen, deal.plans.isEmpty { picture.unplanned.insert(deal.id) }
        if deal.isOverdue(at: moment) { picture.overdue.insert(deal.id) }
      }
      if deal.isStalled(at: moment) { picture.stalled.insert(deal.id) }
      if deal.fate == .refused { picture.refused.insert(deal.id) }
      pictures[deal.owner] = picture
    }
    for client in clients.values { pictures[client.owner]?.clients += 1 }
    return pictures
  }

  /// Seconds of working time to the first answer, on average over the last seven times 24 hours.
  func reactions(at moment: Int64) -> [Int64: Int64] {
    var answers: [Int64: [Int64]] = [:]
    for deal in deals.values {
      guard let touched = deal.touched, let (seconds, person) = deal.reaction, touched >= moment - 7 * Almanac.day
      else { continue }
      answers[person, default: []].append(seconds)
    }
    return answers.mapValues { $0.reduce(0, +) / Int64($0.count) }
  }

  mutating func plan(_ time: Time, of owner: Int64, isContact: Bool) -> Plan {
    plansMade += 1
    var plan = Plan(serial: plansMade, due: 0, owner: owner, isContact: isContact)
    set(&plan, to: time)
    return plan
  }

  /// What may be done on a day is due with the last moment of that day where its owner is.
  func set(_ plan: inout Plan, to time: Time) {
    switch time {
    case .at(let moment): (plan.due, plan.day) = (moment, nil)
    case .on(let day): (plan.due, plan.day) = (almanac(of: plan.owner).midnight(day), day)
    }
  }

  func pass(_ plan: inout Plan, to owner: Int64) {
    plan.owner = owner
    if let day = plan.day { set(&plan, to: .on(day)) }
  }

  mutating func ring(_ person: Int64?, _ kind: String) {
    guard let person, staff[person]?.isHere ?? true else { return }
    bells["\(person) \(kind)", default: 0] += 1
  }
}
