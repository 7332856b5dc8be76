import Clients
import Kernel
import Store

/// The queries of the board's second face: open deals by what comes next, each column by key from the index
/// deal_agenda. The names of clients go past the actor's reach: who sees a deal is told whose it is.
extension Board {
  /// Counting goes no further: beyond it a column says that there are more.
  static let mostCounted = 1_000

  /// A part of a column, the most urgent first; of deals without an activity the newest.
  func cards(
    due horizon: Horizon, in pipeline: ID<Pipeline>, after cursor: Cursor? = nil, limit: Int = columnLength
  ) throws -> Slice<BoardCard> {
    var conditions = try agendaConditions(horizon, pipeline)
    if let cursor, cursor.keys.count == 2, let due = cursor.keys[0].integer, let id = cursor.keys[1].integer {
      conditions.append(
        horizon == .none ? "deal.id < \(id)" : "(deal.next_activity_at, deal.id) > (\(due), \(id))")
    }
    // Named whole, the index deal_agenda is taken; by numbers alone PostgreSQL goes through all that is open.
    let due: SQL = try drivesByOwner ? "+deal.next_activity_at" : "deal.next_activity_at"
    let order: SQL = horizon == .none ? "\(due) DESC, deal.id DESC" : "\(due), deal.id"
    let cards = try work.all(
      """
      SELECT \(BoardCard.columns) FROM \(agendaDeals)
      JOIN \(Company.table) AS company ON company.id = deal.company_id
      WHERE \(.all(conditions)) ORDER BY \(order) LIMIT \(limit + 1)
      """
    ) { try BoardCard(row: $0) }
    return Slice(cards, limit: limit) { card in
      Cursor([.integer(card.deal.next?.at.milliseconds ?? 0), .integer(card.deal.id.number)])
    }
  }

  /// How many deals stand in each column, up to `mostCounted` and one more.
  func counts(in pipeline: ID<Pipeline>) throws -> [Horizon: Int] {
    var counts: [Horizon: Int] = [:]
    for horizon in Horizon.allCases {
      let conditions = try agendaConditions(horizon, pipeline)
      counts[horizon] = try work.value(
        """
        SELECT count(*) FROM (
          SELECT 1 AS met FROM \(agendaDeals) WHERE \(.all(conditions))
          LIMIT \(Self.mostCounted + 1)
        ) AS bounded
        """)
    }
    return counts
  }

  /// The deals of one person are few in any case; those of others come in their order.
  private var agendaDeals: SQL {
    if case .one = people {
      return "deal_participant AS own JOIN \(work.visible(Deal.self)) AS deal ON deal.id = own.deal_id"
    }
    return "\(work.visible(Deal.self)) AS deal"
  }

  /// Whether the deals of several owners are few: deal_owner_next brings them then, to be sorted.
  private var drivesByOwner: Bool { get throws { try driver == .owners } }

  private func agendaConditions(_ horizon: Horizon, _ pipeline: ID<Pipeline>) throws -> [SQL] {
    var conditions: [SQL] = ["deal.closed_at IS NULL", "deal.state = 'open'"]
    var due: SQL = "deal.next_activity_at"
    var place: SQL = "deal.pipeline_id"
    if case .one(let person) = people {
      // His own index brings them, not that of all.
      due = "+deal.next_activity_at"
      place = "+deal.pipeline_id"
      conditions.append("own.open AND own.person_id = \(person)")
    } else {
      if try drivesByOwner { place = "+deal.pipeline_id" }
      conditions.append(Deal.taken(by: people))
    }
    conditions.append("\(place) = \(pipeline)")
    let (from, to) = horizon.bounds(now: work.now, in: work.installation.zone)
    if horizon == .none { conditions.append("\(due) IS NULL") }
    if let from { conditions.append("\(due) >= \(from)") }
    if let to { conditions.append("\(due) < \(to)") }
    return try conditions + narrowing(drivesByOwner ? .owners : nil)
  }
}
