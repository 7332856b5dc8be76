import Activities
import Calls
import Clients
import Deals
import Discipline
import Files
import Kernel
import Refusals
import Store
import World

/// When something is to be done: at a moment, or some time on a day.
enum Term: Sendable {
  case at(Int64)
  case on(Int)

  var due: Due {
    switch self {
    case .at(let moment): .at(Instant(milliseconds: moment))
    case .on(let day): .on(Day(number: day))
    }
  }

  /// A time of day is agreed for a call, a day for a task.
  var kind: ActivityKind { isCall ? .call : .task }
  var isCall: Bool { if case .at = self { true } else { false } }
}

/// What somebody does with a deal or a client, through the operations that pages and API call.
enum Deed: Sendable {
  case answer(ID<Deal>, next: Term?)
  case plan(ID<Deal>, Term)
  case finish(ID<Deal>, next: Term?)
  case postpone(ID<Deal>, Term)
  case cancel(ID<Deal>)
  case comment(ID<Deal>)
  case move(ID<Deal>, place: Int, ID<Stage>)
  case give(ID<Deal>, ID<Person>, asConsultant: Bool)
  case refuse(ID<Deal>, ID<Reason>, name: String, Oracle.Talk)
  case remember(ID<Company>)
  /// Puts off what is due first for the client, or calls it off.
  case drop(ID<Company>, Term?)
  case attempt(Trick, ID<Deal>)

  /// What must be refused, each with the rule that stands against it.
  enum Trick: Sendable {
    case goBack(ID<Stage>)
    case lose(ID<Stage>)
    case archive
    case override(ID<Reason>)
    case refuseWithoutWords(ID<Reason>)
    case giveToChecker(ID<Person>)
    case giveToLeaver(ID<Person>)

    var rule: String {
      switch self {
      case .goBack: "backward"
      case .lose: "may_not_close"
      case .archive: "open_deal_stays"
      case .override: "owner_overrides"
      case .refuseWithoutWords: "justification_short"
      case .giveToChecker, .giveToLeaver: "unknown_person"
      }
    }
  }

  private static let words = "Клиент сказал, что больше не нуждается в этом."
  static let phone = "+7 911 204-18-36"

  /// Whether the talk that comes with it was recorded.
  var hasRecording: Bool {
    if case .refuse(_, _, _, let talk) = self { talk.canBeHeard } else { false }
  }

  /// Does it; returns the number of a refusal that was stated.
  func perform(_ work: Work, _ recording: KeptFile?) throws -> Int64? {
    switch self {
    case .answer(let id, let next):
      try work.discipline.answer(id, "Позвонили")
      if let next { try plan(next, in: id, work) }
    case .plan(let id, let term): try plan(term, in: id, work)
    case .finish(let id, let next):
      try work.activities.complete(
        first("deal_id = \(id)", work), result: "Поговорили",
        next: next.map { NewActivity(kind: $0.kind, title: "Дальше", due: $0.due) })
    case .postpone(let id, let term): try work.activities.postpone(first("deal_id = \(id)", work), to: term.due)
    case .cancel(let id): try work.activities.cancel(first("deal_id = \(id)", work))
    case .comment(let id): _ = try work.deals.comment(id, "Перезвоню, как будет время.")
    case .move(let id, _, let stage): try work.deals.move(id, to: stage)
    case .give(let id, let person, let asConsultant):
      try work.deals.assign(
        id, asConsultant ? DealPeople(owner: person, consultant: .some(person)) : .init(owner: person))
    case .refuse(let id, let reason, _, let talk):
      if talk != .missing {
        try work.calls.add(NewCall(of: id, .outbound, phone: Self.phone, at: work.now), recording: recording)
      }
      return try work.refusals.state(id, for: reason, because: Self.words).id.number
    case .remember(let id): try work.activities.complete(firstBesideDeals(of: id, work), result: Self.words)
    case .drop(let id, let term):
      let task = try firstBesideDeals(of: id, work)
      if let term { try work.activities.postpone(task, to: term.due) } else { try work.activities.cancel(task) }
    case .attempt(let trick, let id):
      let rule = try Self.rule { try trick.attempt(id, work) }
      guard rule == trick.rule else { throw Surprise("\(trick) with deal \(id): \(rule ?? "done"), not \(trick.rule)") }
    }
    return nil
  }

  private func plan(_ term: Term, in id: ID<Deal>, _ work: Work) throws {
    var new = NewActivity(kind: term.kind, title: "Перезвонить", due: term.due)
    new.dealID = id
    try work.activities.add(new)
  }

  private func firstBesideDeals(of client: ID<Company>, _ work: Work) throws -> ID<Activity> {
    try first("company_id = \(client) AND deal_id IS NULL", work)
  }

  /// What is due first there: the handle that a person has on his page.
  private func first(_ condition: SQL, _ work: Work) throws -> ID<Activity> {
    let found: ID<Activity>? = try work.value(
      """
      SELECT id FROM \(work.visible(Activity.self)) AS activity
      WHERE \(condition) AND closed_at IS NULL ORDER BY due_at, id LIMIT 1
      """)
    guard let found else { throw Surprise("nothing to do is left where the oracle knows of something") }
    return found
  }

  /// The rule that stood against something; nil where nothing did.
  static func rule(_ act: () throws -> Void) throws -> String? {
    do {
      try act()
      return nil
    } catch {
      guard let rule = error.rule else { throw error }
      return rule
    }
  }
}

extension Deed.Trick {
  fileprivate func attempt(_ id: ID<Deal>, _ work: Work) throws {
    switch self {
    case .goBack(let stage), .lose(let stage): try work.deals.move(id, to: stage)
    case .archive: try work.deals.archive(id, because: "Дубль другой сделки")
    case .override(let reason):
      _ = try work.refusals.override(id, for: reason, because: "Клиент давно не отвечает, закрываю сам.")
    case .refuseWithoutWords(let reason): _ = try work.refusals.state(id, for: reason, because: "Не хочет")
    case .giveToChecker(let person), .giveToLeaver(let person):
      try work.deals.assign(id, DealPeople(owner: person))
    }
  }
}

/// The product did what the script had not foreseen.
struct Surprise: Error, CustomStringConvertible {
  let description: String
  init(_ description: String) { self.description = description }
}
