import Clients
import Deals
import Kernel
import Store

/// Which activities a list holds.
package struct ActivityFilter: Sendable, Hashable {
  package var kind: ActivityKind?
  package var state: Activity.State?
  package var dealID: ID<Deal>?
  package var companyID: ID<Company>?
  package var contactID: ID<Contact>?
  package var ownerID: ID<Person>?
  /// Due from then on, and before then.
  package var from: Instant?
  package var to: Instant?
  /// Whether only those count that wait for somebody: none of a deal whose refusal is being checked (R75).
  package var isWaiting = false

  package init() {}

  /// Past the actor's reach: it is his own, whether he sees the deal or not.
  static let notOnCheck: SQL = """
    NOT EXISTS (SELECT 1 FROM \(Deal.table) AS deal WHERE deal.id = activity.deal_id AND deal.state = 'refused')
    """
  /// What is due within so many seconds waits already.
  private static let soon: Int64 = 900

  /// What waits for somebody: overdue, or due within a quarter of an hour.
  package static func waiting(for person: ID<Person>, at now: Instant) -> ActivityFilter {
    var filter = ActivityFilter()
    (filter.ownerID, filter.state, filter.isWaiting) = (person, .open, true)
    filter.to = now.adding(seconds: soon)
    return filter
  }

  var conditions: [SQL] {
    var conditions: [SQL] = []
    if let kind { conditions.append("activity.kind = \(kind)") }
    switch state {
    case .open: conditions.append("activity.closed_at IS NULL")
    case .done: conditions.append("activity.done_at IS NOT NULL")
    case .cancelled: conditions.append("activity.closed_at IS NOT NULL AND activity.done_at IS NULL")
    case nil: break
    }
    if let dealID { conditions.append("activity.deal_id = \(dealID)") }
    if let companyID { conditions.append("activity.company_id = \(companyID)") }
    if let contactID { conditions.append("activity.contact_id = \(contactID)") }
    if let ownerID { conditions.append("activity.owner_id = \(ownerID)") }
    if let from { conditions.append("activity.due_at >= \(from)") }
    if let to { conditions.append("activity.due_at < \(to)") }
    if isWaiting { conditions.append(Self.notOnCheck) }
    return conditions
  }
}

/// The orders of the list.
package enum ActivityOrder: String, Sendable, CaseIterable {
  case number = "id"
  case due = "due_at"
  case dueDown = "-due_at"

  fileprivate var clause: SQL {
    switch self {
    case .number: "activity.id"
    case .due: "activity.due_at, activity.id"
    case .dueDown: "activity.due_at DESC, activity.id DESC"
    }
  }

  fileprivate func cursor(_ activity: Activity) -> Cursor {
    Cursor([.string(rawValue), .integer(activity.dueAt.milliseconds), .integer(activity.id.number)])
  }

  fileprivate func condition(after cursor: Cursor) throws -> SQL {
    guard cursor.keys.count == 3, cursor.keys[0].string == rawValue, let due = cursor.keys[1].integer,
      let number = cursor.keys[2].integer
    else { throw Unreadable("bad_cursor", field: "after") }
    return switch self {
    case .number: "activity.id > \(number)"
    case .due: "(activity.due_at, activity.id) > (\(due), \(number))"
    case .dueDown: "(activity.due_at, activity.id) < (\(due), \(number))"
    }
  }
}

extension Activities {
  /// A page of what the actor may see, by key.
  package func list(
    _ filter: ActivityFilter, _ order: ActivityOrder = .number, after cursor: Cursor? = nil, limit: Int
  ) throws -> Slice<Activity> {
    var conditions = filter.conditions
    if let cursor { conditions.append(try order.condition(after: cursor)) }
    let rows = try work.all(
      """
      SELECT activity.* FROM \(work.visible(Activity.self)) AS activity
      WHERE \(.all(conditions)) ORDER BY \(order.clause) LIMIT \(limit + 1)
      """
    ) { try Activity(row: $0) }
    return Slice(rows, limit: limit, cursor: order.cursor)
  }

  package func count(_ filter: ActivityFilter) throws -> Int {
    try work.value(
      """
      SELECT count(*) FROM \(work.visible(Activity.self)) AS activity WHERE \(.all(filter.conditions))
      """) ?? 0
  }
}
