import Deals
import Kernel
import Store

/// What keeps an open deal from being in order. The first three have to be nought at the end of the
/// day (R66, R67, R68).
package enum Shortfall: String, CaseIterable, Sendable {
  /// A new inquiry to which nobody has reacted yet.
  case untouched = "new_unprocessed"
  case unplanned = "without_activity"
  case overdue
  /// Its refusal is being checked.
  case refused = "on_check"
  /// It stands in its stage for longer than the stage allows.
  case stalled

  /// What a clean day has none of.
  package static let zeros: [Shortfall] = [.untouched, .unplanned, .overdue]
}

/// What a deal is held against at one moment: the funnels as they are, and the time. All that the
/// day's work asks of the table of deals stands here.
struct Measure: Sendable {
  let now: Instant
  /// The stages in which inquiries begin.
  let beginnings: [ID<Stage>]

  init(_ pipelines: [Pipeline], now: Instant) {
    self.now = now
    // Nobody waits for an answer in calling lists and in what is being warmed up.
    let answered = pipelines.filter { $0.kind == .sales || $0.kind == .leads }
    beginnings = answered.flatMap(\.columns).filter { $0.kind == .new }.map(\.id)
  }

  /// The condition on a row of `deal`: each is served by a narrow index that begins with the owner.
  func condition(_ shortfall: Shortfall) -> SQL {
    switch shortfall {
    case .untouched: "\(Self.worked) AND deal.touched_at IS NULL AND deal.stage_id IN \(list: beginnings)"
    case .unplanned: "\(Self.worked) AND deal.next_activity_at IS NULL"
    case .overdue: "\(Self.worked) AND deal.next_activity_at < \(now)"
    case .refused: "deal.closed_at IS NULL AND deal.state = 'refused'"
    case .stalled: "\(Self.worked) AND deal.stalls_at <= \(now)"
    }
  }

  /// One of the three that have to be nought.
  var anyZero: SQL { .any(Shortfall.zeros.map(condition)) }

  /// In which order such deals are looked through, the worst first.
  func key(_ shortfall: Shortfall?) -> SQL {
    switch shortfall {
    case .overdue: "deal.next_activity_at"
    case .untouched: "deal.created_at"
    case .stalled: "deal.stalls_at"
    case .unplanned, .refused, nil: "deal.stage_entered_at"
    }
  }

  private static let worked: SQL = "deal.closed_at IS NULL AND deal.state = 'open'"
}

extension Work {
  func measure(at moment: Instant? = nil) throws -> Measure {
    Measure(try pipelines.all(), now: moment ?? now)
  }
}
