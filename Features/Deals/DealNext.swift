import Clients
import Kernel
import Store

extension Deals {
  /// Keeps what is to be done next in the deal. It is no change of the deal itself: its version stays, so
  /// that no open page becomes stale. The event of the activity tells open pages.
  package func setNext(_ next: NextActivity?, of id: ID<Deal>) throws {
    try work.execute(
      """
      UPDATE deal SET next_activity_at = \(next?.at), next_activity_kind = \(next?.kind),
        next_activity_all_day = \(next?.isAllDay ?? false)
      WHERE id = \(id)
      """)
  }
}
