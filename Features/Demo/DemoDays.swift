import Deals
import Kernel
import Web

/// How the last weeks of the demo company's people ended: each has his own way of keeping order, and
/// everybody gets a little better.
struct DemoDays {
  let site: Site
  let seed: UInt64

  /// Working days that are told.
  private static let days = 20

  func tell() async throws {
    try await site.crm.reload()
    try await site.crm.write(as: .system("demo")) { work in
      let days = lastDays(work)
      for day in days {
        try work.execute(
          "INSERT INTO branch_step (branch, day, step, at) VALUES (0, \(day), 'closed', \(end(of: day, work)))")
      }
      // Past the actor's reach: the demo company's own rows.
      let deals = try work.all("SELECT owner_id, id FROM \(Deal.table) AS deal WHERE closed_at IS NULL ORDER BY id") {
        (try $0[0] as ID<Person>, try $0[1] as Int64)
      }
      let owned = Dictionary(grouping: deals, by: \.0).mapValues { $0.map(\.1) }
      work.gather(["day_picture"])
      for person in work.installation.peopleByName where [.manager, .consultant].contains(person.job) {
        let branch = work.installation.branch(of: person.id)
        try tell(days.filter { branch.hours(on: $0) != nil }, of: person, deals: owned[person.id] ?? [], work)
      }
    }
  }

  private func lastDays(_ work: Work) -> [Day] {
    let before = (1...60).map { work.today.adding(days: -$0) }
    return before.filter { work.installation.calendar.hours(on: $0) != nil }.prefix(Self.days).reversed()
  }

  private func end(of day: Day, _ work: Work) -> Instant {
    let minutes = work.installation.calendar.hours(on: day)?.end ?? 0
    return day.at(hour: minutes / 60, minute: minutes % 60, in: work.installation.zone)
  }

  private func tell(_ days: [Day], of person: Person, deals: [Int64], _ work: Work) throws {
    var dice = Dice(seed: seed, stream: UInt64(bitPattern: person.id.number) &+ 0xDA75)
    // From the tidiest to the one who forgets.
    let untidiness = dice.pick([0.15, 0.3, 0.3, 0.5, 1.5, 2.5])
    for (place, day) in days.enumerated() {
      let progress = 1.3 - 0.6 * Double(place) / Double(max(1, days.count))
      func left() -> [Int64] {
        guard !deals.isEmpty, dice.chance(min(0.9, untidiness * 0.5)) else { return [] }
        let count = min(deals.count, max(1, Int(dice.size(median: untidiness * progress, spread: 0.6).rounded())))
        let first = dice.number(in: 0...deals.count - count)
        return Array(deals[first..<first + count])
      }
      let (untouched, unplanned, overdue) = (left(), left(), left())
      let numbers: JSON = [
        "new_unprocessed": .array(untouched.map { .integer($0) }),
        "without_activity": .array(unplanned.map { .integer($0) }), "overdue": .array(overdue.map { .integer($0) }),
      ]
      try work.insert(
        into: "day_picture",
        [
          "day", "person_id", "taken_at", "untouched", "unplanned", "overdue", "refused", "stalled", "open_deals",
          "clients", "deals",
        ],
        [
          day.stored, person.id.stored, end(of: day, work).stored, untouched.count.stored, unplanned.count.stored,
          overdue.count.stored, 0.stored, 0.stored, deals.count.stored, 0.stored, numbers.text.stored,
        ])
    }
  }
}
