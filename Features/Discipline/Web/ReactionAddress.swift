import Deals
import Kernel
import Web

/// Which answers the pages of reaction time look at, as their address says it.
struct ReactionAddress: Sendable {
  static let path = "/discipline/reaction"
  static let answered = PeriodFields("answered", Period.Name.behind)
  private static let source = Field<ID<Source>>.id("source_id", of: Source.self)
  private static let owner = Field<ID<Person>>.id("owner_id", of: Person.self)
  /// Inquiries without a source, and those that were answered too late.
  private static let unsourced = Field<Bool>.flag("unsourced")
  private static let late = Field<Bool>.flag("late")
  static let fields: [any AnyField] = answered.all + [source, owner, unsourced, late]

  var period: Period
  var origin: ReactionPick.Origin?
  var personID: ID<Person>?
  var isLate: Bool

  init(_ input: Input) {
    period = Self.answered.period(in: input) ?? .named(.last7)
    origin = input[Self.source].map { .source($0) } ?? (input[Self.unsourced] == true ? .unknown : nil)
    (personID, isLate) = (input[Self.owner], input[Self.late] ?? false)
  }

  func pick(_ work: Work) -> ReactionPick {
    let (zone, ends) = (work.installation.zone, period.ends(today: work.today))
    let to = (ends.to ?? work.today).adding(days: 1)
    var pick = ReactionPick(from: (ends.from ?? to.adding(days: -366)).start(in: zone), to: to.start(in: zone))
    (pick.origin, pick.personID, pick.isLate) = (origin, personID, isLate)
    return pick
  }

  func with(_ change: (inout ReactionAddress) -> Void) -> ReactionAddress {
    var address = self
    change(&address)
    return address
  }

  /// - Parameter deals: the deals behind the numbers.
  func path(deals: Bool = false) -> String {
    var parts = Self.answered.parameters(period).map { "\($0.name)=\($0.value)" }
    switch origin {
    case .source(let id): parts.append("source_id=\(id)")
    case .unknown: parts.append("unsourced=true")
    case nil: break
    }
    if let personID { parts.append("owner_id=\(personID)") }
    if isLate { parts.append("late=true") }
    return "\(Self.path)\(deals ? "/deals" : "")?\(parts.joined(separator: "&"))"
  }

  /// Somebody's answers of the last days, as the board averages them.
  static func lately(of person: ID<Person>) -> String {
    "\(path)/deals?answered=last_7&owner_id=\(person)"
  }
}
