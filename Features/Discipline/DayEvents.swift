import Foundation
import Kernel
import Timeline

/// Somebody's day is about to end and he has something left to do.
package struct DayEnding: Event {
  package static let kind = "day_ending"
  let standing: Standing
  let end: Instant
  let zone: TimeZone
  package var subject: Subject { Subject("day", standing.person.number) }
  package var audience: [ID<Person>]? { [standing.person] }
  package var facts: JSON {
    .object([.init("left", JSON(standing.left))] + Shortfall.zeros.map { .init($0.rawValue, JSON(standing[$0])) })
  }
  package var notices: [Notice] {
    let (hour, minute) = end.clock(in: zone)
    let time = "\(hour):\(minute < 10 ? "0" : "")\(minute)"
    return [
      Notice(
        "day_ending", to: standing.person, facts: ["count": JSON(standing.left), "time": .string(time)],
        path: "/today")
    ]
  }
}

/// A day ended, and people whom the head answers for left something over.
package struct DayEnded: Event {
  package static let kind = "day_ended"
  let head: ID<Person>
  let day: Day
  let names: [String]
  let left: Int
  package var subject: Subject { Subject("day", head.number) }
  package var audience: [ID<Person>]? { [head] }
  package var facts: JSON { ["day": Fact.day(day), "people": JSON(names.count), "left": JSON(left)] }
  package var notices: [Notice] {
    let named = names.prefix(3).joined(separator: ", ") + (names.count > 3 ? "…" : "")
    return [
      Notice(
        "day_ended", to: head, facts: ["count": JSON(left), "names": .string(named)], path: "/discipline?date=\(day)")
    ]
  }
}

/// When the day's discipline is looked at changed.
package struct DayRulesChanged: Event {
  package static let kind = "day_rules_changed"
  let changes: [Fact.Change]
  package var subject: Subject { Subject("setting", 1) }
  package var audience: [ID<Person>]? { nil }
  package var facts: JSON { ["what": Fact.changes(changes)] }
}
