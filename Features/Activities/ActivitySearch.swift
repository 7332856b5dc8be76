import Deals
import Kernel
import Store
import Web

/// How activities are found: by title, text and what came of them (R22).
enum ActivitySearch {
  static let searchable: Searchable = {
    var searchable = Searchable(
      kind: Activity.kind, code: 6, icon: .tasks, title: "activities.title", path: "/activities/", follows: follows,
      words: words,
      // Past the actor's reach, as the words: the index holds all.
      numbers: {
        try $0.values("SELECT id FROM \(Activity.table) AS activity WHERE id > \($1) ORDER BY id LIMIT \($2)")
      },
      reach: reach, meant: { _, _, _ in [] }, findings: findings)
    searchable.isText = true
    return searchable
  }()

  private static func follows(_ event: any Event) -> Searchable.Change? {
    switch event {
    case let planned as ActivityPlanned: .new(planned.activity.id.number, planned.activity.words)
    case let event as any ActivityEvent: .changed(event.activity.id.number)
    default: nil
    }
  }

  private static func words(_ work: Work, _ numbers: [Int64]) throws -> [Int64: String] {
    var words: [Int64: String] = [:]
    // Past the actor's reach, as said above.
    try work.query(
      "SELECT activity.* FROM \(Activity.table) AS activity WHERE id IN \(list: numbers)"
    ) { row in words[try row["id"]] = try Activity(row: row).words }
    return words
  }

  private static func reach(_ work: Work, _ number: SQL) -> SQL? {
    guard work.actor.access.people(for: .see, Activity.kind) != .everybody else { return nil }
    return "EXISTS (SELECT 1 FROM \(work.visible(Activity.self)) AS seen WHERE seen.id = \(number))"
  }

  private static func findings(_ work: Work, _ reader: Reader, _ numbers: [Int64]) throws -> [Finding] {
    try work.all(
      "SELECT activity.* FROM \(work.visible(Activity.self)) AS activity WHERE id IN \(list: numbers)"
    ) { row in
      let activity = try Activity(row: row)
      let notes = [
        work.installation.people[activity.ownerID]?.name, reader.day(activity.dueAt.day(in: reader.zone)),
        activity.result.isEmpty ? nil : activity.result,
      ]
      return Finding(
        number: activity.id.number, title: activity.title, note: notes.compactMap(\.self).joined(separator: " · "),
        state: activity.state == .open ? "" : reader("activities.state.\(activity.state.rawValue)"),
        isOver: activity.state != .open)
    }
  }
}

extension Activity {
  fileprivate var words: String { "\(title) \(text) \(result)" }
}
