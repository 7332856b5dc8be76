import Activities
import Clients
import Deals
import Kernel
import Store

/// One thing to do today: an activity, or a deal that asks for one.
package struct TodayItem: Sendable {
  package enum Reason: String, Sendable {
    /// In the order in which they are done.
    case overdue, inquiry, due, unplanned
  }

  package let reason: Reason
  package let activity: Activity?
  package let deal: Deal?
  package internal(set) var companyID: ID<Company>?
  package internal(set) var companyName: String?
  /// The client's first number.
  package internal(set) var phone: PhoneNumber?

  /// What its forms name it by: `activity-7`, `deal-42`.
  package var name: String {
    activity.map { "activity-\($0.id)" } ?? deal.map { "deal-\($0.id)" } ?? "none"
  }
}

/// Somebody's day: what he has to put in order, what he does next, how far he is.
package struct Today: Sendable {
  package let standing: Standing
  package let items: [TodayItem]
  /// When the oldest unanswered inquiry came in.
  package let oldestInquiry: Instant?
  /// Activities that he finished today.
  package let done: [Activity]
  /// Working hours of today; nil on a day off.
  package let hours: (begin: Instant, end: Instant)?
  /// How his last working day ended, and how many of the last ones ended clean.
  package let yesterday: DayPicture?
  package let clean: CleanDays
  /// How those stand for whom he answers, by name; nobody where he answers for himself alone (R76).
  package let people: [Standing]

  /// The day is closed: nothing is left over and nothing is due.
  package var isClosed: Bool { standing.isClean && !items.contains { $0.reason != .unplanned } }

  package var planned: Int { done.count + items.count }
}

extension Discipline {
  /// More of each kind is not shown at once.
  private static let most = 40

  /// The actor's own day. Everything is looked up by its owner in a narrow index.
  package func today() throws -> Today {
    guard let me = work.actor.id else { throw Forbidden() }
    let standing = try mine()
    let endOfToday = work.today.adding(days: 1).start(in: work.installation.zone)
    let late = try activities(of: me, "activity.due_at < \(work.now)")
    let due = try activities(of: me, "activity.due_at >= \(work.now) AND activity.due_at < \(endOfToday)")
    let inquiries = try deals(of: me, .untouched, limit: Self.most).items.map(\.deal)
    let unplanned = try deals(of: me, .unplanned, limit: Self.most).items.map(\.deal)
    let about = try deals(behind: late + due)
    var items = late.map { item(.overdue, $0, about) }
    var seen = Set(items.compactMap(\.deal?.id))
    for deal in inquiries where seen.insert(deal.id).inserted {
      items.append(TodayItem(reason: .inquiry, activity: nil, deal: deal))
    }
    for activity in due {
      // An inquiry with an activity stands at its inquiry until it is answered.
      guard activity.dealID.map({ deal in !inquiries.contains { $0.id == deal } }) ?? true else { continue }
      items.append(item(.due, activity, about))
    }
    seen.formUnion(items.compactMap(\.deal?.id))
    for deal in unplanned where seen.insert(deal.id).inserted {
      items.append(TodayItem(reason: .unplanned, activity: nil, deal: deal))
    }
    let days = try keptDays(of: me, limit: DisciplineModel.shownDays)
    return Today(
      standing: standing, items: try named(items), oldestInquiry: inquiries.first?.createdAt, done: try done(by: me),
      hours: work.installation.branch.hours(on: work.today),
      yesterday: try days.first.flatMap { try picture(of: $0, person: me) },
      clean: try history(of: days, people: [me])[me] ?? CleanDays(left: [:]),
      people: answersForOthers ? try board().filter { $0.person != me } : [])
  }

  private func activities(of person: ID<Person>, _ condition: SQL) throws -> [Activity] {
    // In the order of activity_owner_open: asked for any other, PostgreSQL goes through all that he ever did.
    try work.all(
      """
      SELECT activity.* FROM \(work.visible(Activity.self)) AS activity
      WHERE activity.owner_id = \(person) AND activity.closed_at IS NULL AND \(condition)
      ORDER BY activity.closed_at, activity.due_at, activity.id LIMIT \(Self.most)
      """
    ) { try Activity(row: $0) }
  }

  private func done(by person: ID<Person>) throws -> [Activity] {
    let start = work.today.start(in: work.installation.zone)
    return try work.all(
      """
      SELECT activity.* FROM \(work.visible(Activity.self)) AS activity
      WHERE activity.owner_id = \(person) AND activity.done_at >= \(start)
      ORDER BY activity.done_at, activity.id LIMIT 500
      """
    ) { try Activity(row: $0) }
  }

  /// The deals that those activities are about, as far as the actor sees them.
  private func deals(behind activities: [Activity]) throws -> [ID<Deal>: Deal] {
    let ids = Set(activities.compactMap(\.dealID)).sorted()
    guard !ids.isEmpty else { return [:] }
    let found = try work.all(
      "SELECT deal.* FROM \(work.visible(Deal.self)) AS deal WHERE deal.id IN \(list: ids)"
    ) { try Deal(row: $0) }
    return Dictionary(uniqueKeysWithValues: found.map { ($0.id, $0) })
  }

  private func item(_ reason: TodayItem.Reason, _ activity: Activity, _ deals: [ID<Deal>: Deal]) -> TodayItem {
    var item = TodayItem(reason: reason, activity: activity, deal: activity.dealID.flatMap { deals[$0] })
    item.companyID = activity.companyID
    return item
  }

  /// The items with their clients' names and first numbers.
  private func named(_ items: [TodayItem]) throws -> [TodayItem] {
    let ids = Set(items.compactMap { $0.companyID ?? $0.deal?.companyID }).sorted()
    guard !ids.isEmpty else { return items }
    // Past the actor's reach: whoever sees a deal or has something to do is told whose it is.
    let names = try work.all("SELECT id, name FROM \(Company.table) WHERE id IN \(list: ids)") {
      (try $0["id"] as ID<Company>, try $0["name"] as String)
    }
    let phones = try work.all(
      "SELECT company_id, e164 FROM phone WHERE company_id IN \(list: ids) ORDER BY ordinal, id"
    ) { (try $0["company_id"] as ID<Company>, try $0["e164"] as String) }
    let (byID, numbers) = (
      Dictionary(names, uniquingKeysWith: { first, _ in first }),
      Dictionary(phones, uniquingKeysWith: { first, _ in first })
    )
    return items.map { item in
      var item = item
      item.companyID = item.companyID ?? item.deal?.companyID
      item.companyName = item.companyID.flatMap { byID[$0] }
      item.phone = item.companyID.flatMap { numbers[$0] }.map { PhoneNumber(e164: $0) }
      return item
    }
  }

  func picture(of day: Day, person: ID<Person>) throws -> DayPicture? {
    try work.first("SELECT * FROM day_picture WHERE day = \(day) AND person_id = \(person)") {
      try DayPicture(row: $0)
    }
  }

  /// An inquiry was answered just now: a call that is done, which touches deal and client.
  package func answer(_ id: ID<Deal>, _ title: String) throws {
    var call = NewActivity(kind: .call, title: title, due: .at(work.now))
    call.dealID = id
    call.ownerID = work.actor.id
    let planned = try work.activities.add(call)
    try work.activities.complete(planned.id)
  }
}
