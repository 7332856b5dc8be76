import Clients
import Deals
import Kernel
import Store

extension Activities {
  /// What goes to somebody in another branch and has a whole day ends with that day by his clock.
  func endDays(of ids: [Int64], by owner: ID<Person>) throws {
    guard work.installation.branches.count > 1 else { return }
    let zone = work.installation.branch(of: owner).zone
    // Past the actor's reach: what he hands over may be others' to see.
    let whole = try work.all(
      """
      SELECT activity.* FROM \(Activity.table) AS activity
      WHERE activity.id IN \(list: ids) AND activity.due_on IS NOT NULL AND activity.closed_at IS NULL
      """
    ) { try Activity(row: $0) }
    let others = whole.filter { $0.due.instant(in: zone) != $0.dueAt }
    for activity in others {
      try work.execute("UPDATE activity SET due_at = \(activity.due.instant(in: zone)) WHERE id = \(activity.id)")
    }
    try keepNext(deals: others.map(\.dealID), clients: others.map(\.companyID))
  }
}
