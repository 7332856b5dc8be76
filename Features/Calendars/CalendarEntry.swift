import Activities
import Clients
import Foundation
import Kernel
import Store

/// Somebody's time: what is to be done then, or only that he is busy where the viewer may not know with what.
struct CalendarEntry: Sendable {
  /// Nil where the viewer may not read it.
  let activity: Activity?
  let ownerID: ID<Person>
  let day: Day
  /// Minutes after midnight; nil is the whole day.
  let begin: Int?
  /// How long it takes, in minutes.
  let length: Int
  /// Whether the viewer may move it.
  let canMove: Bool

  init(_ activity: Activity, isVisible: Bool, canMove: Bool, in zone: TimeZone) {
    self.activity = isVisible ? activity : nil
    ownerID = activity.ownerID
    day = activity.due.day(in: zone)
    if case .at(let instant) = activity.due {
      let clock = instant.clock(in: zone)
      begin = clock.hour * 60 + clock.minute
    } else {
      begin = nil
    }
    length = activity.length
    self.canMove = canMove && activity.state == .open
  }

  /// When it ends on its day, in minutes after midnight; what goes on past midnight ends there.
  var end: Int? { begin.map { min($0 + length, 24 * 60) } }
}

/// The time of some people over some days.
struct Schedule: Sendable {
  let entries: [CalendarEntry]
  /// What the entries hang on, by client, as far as the viewer sees them.
  let clients: [ID<Company>: String]
  /// Whether there is more than it holds.
  let isCut: Bool

  /// More than these nobody reads.
  static let most = 4_000

  /// Reads it from the index activity_owner_due: whoever is in the company may know when a colleague is
  /// busy (R80), so the look is past the actor's reach, and what he may not read keeps its words to itself.
  static func read(_ work: Work, of people: [ID<Person>], from first: Day, through last: Day) throws -> Schedule {
    let zone = work.installation.zone
    let (begin, end) = (first.start(in: zone), last.adding(days: 1).start(in: zone))
    // Sorted by no index: that of all due dates would bring everybody's.
    let found = try work.all(
      """
      SELECT activity.* FROM \(Activity.table)
      WHERE owner_id IN \(list: people) AND due_at >= \(begin) AND due_at < \(end)
        AND (closed_at IS NULL OR done_at IS NOT NULL)
      ORDER BY +due_at, id LIMIT \(most + 1)
      """
    ) { try Activity(row: $0) }
    let activities = Array(found.prefix(most))
    let seen = try reached(.see, of: activities, work)
    let own = try reached(.change, of: activities.filter { seen.contains($0.id) }, work)
    let entries = activities.compactMap { activity -> CalendarEntry? in
      let isVisible = seen.contains(activity.id)
      // That somebody has something to do some time on a day does not make him busy.
      guard isVisible || !activity.due.isAllDay else { return nil }
      return CalendarEntry(activity, isVisible: isVisible, canMove: own.contains(activity.id), in: zone)
    }
    return Schedule(
      entries: entries, clients: try names(of: entries.compactMap { $0.activity?.companyID }, work),
      isCut: found.count > most)
  }

  /// Those of them that the actor may do that with. What belongs to those whose activities his rights reach
  /// needs no question; the others may hang on a deal or a client of his.
  private static func reached(_ action: Action, of activities: [Activity], _ work: Work) throws -> Set<ID<Activity>> {
    let owners = Set(activities.map(\.ownerID))
    let plain = owners.filter { owner in
      owner == work.actor.id
        || work.actor.access.covers(action, Activity.kind, people: [owner], in: work.installation)
    }
    let known = activities.filter { plain.contains($0.ownerID) }.map(\.id)
    let others = activities.filter { !plain.contains($0.ownerID) }.map(\.id)
    guard !others.isEmpty else { return Set(known) }
    let reached: [ID<Activity>] = try work.values(
      "SELECT mine.id FROM \(work.scope(action, Activity.self)) AS mine WHERE mine.id IN \(list: others)")
    return Set(known + reached)
  }

  private static func names(of clients: [ID<Company>], _ work: Work) throws -> [ID<Company>: String] {
    guard !clients.isEmpty else { return [:] }
    let rows = try work.all(
      """
      SELECT company.id, company.name FROM \(work.visible(Company.self)) AS company
      WHERE company.id IN \(list: Array(Set(clients)).sorted())
      """
    ) { (try $0["id"] as ID<Company>, try $0["name"] as String) }
    return Dictionary(uniqueKeysWithValues: rows)
  }
}
