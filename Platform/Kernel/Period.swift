/// A stretch of days as people ask for it: by a name that goes with the day on which one looks, or
/// from one day to another, both included.
package enum Period: Sendable, Hashable {
  package enum Name: String, Sendable, CaseIterable {
    case today, yesterday, tomorrow
    case thisWeek = "this_week"
    case lastWeek = "last_week"
    case thisMonth = "this_month"
    case lastMonth = "last_month"
    case last7 = "last_7"
    case last30 = "last_30"
    case last90 = "last_90"
    case next7 = "next_7"
    case next30 = "next_30"
    /// All days before today.
    case past

    /// Names for what has happened.
    package static let behind: [Name] = [
      .today, .yesterday, .thisWeek, .lastWeek, .thisMonth, .lastMonth, .last7, .last30, .last90,
    ]
    /// Names for what is expected.
    package static let ahead: [Name] = [.past, .today, .tomorrow, .thisWeek, .next7, .thisMonth, .next30]
  }

  case named(Name)
  case days(from: Day?, to: Day?)

  /// Its first and last day, seen from `today`; nil is without end.
  package func ends(today: Day) -> (from: Day?, to: Day?) {
    switch self {
    case .days(let from, let to): (from, to)
    case .named(let name): Self.ends(of: name, today)
    }
  }

  private static func ends(of name: Name, _ today: Day) -> (from: Day?, to: Day?) {
    let monday = today.adding(days: 1 - today.weekday)
    let first = today.adding(days: 1 - today.parts.day)
    return switch name {
    case .today: (today, today)
    case .yesterday: (today.adding(days: -1), today.adding(days: -1))
    case .tomorrow: (today.adding(days: 1), today.adding(days: 1))
    case .thisWeek: (monday, monday.adding(days: 6))
    case .lastWeek: (monday.adding(days: -7), monday.adding(days: -1))
    case .thisMonth: (first, lastOfMonth(first))
    case .lastMonth: (firstOfMonth(before: first), first.adding(days: -1))
    case .last7: (today.adding(days: -6), today)
    case .last30: (today.adding(days: -29), today)
    case .last90: (today.adding(days: -89), today)
    case .next7: (today, today.adding(days: 6))
    case .next30: (today, today.adding(days: 29))
    case .past: (nil, today.adding(days: -1))
    }
  }

  private static func firstOfMonth(before first: Day) -> Day {
    let last = first.adding(days: -1)
    return last.adding(days: 1 - last.parts.day)
  }

  private static func lastOfMonth(_ first: Day) -> Day {
    let next = first.adding(days: 31)
    return next.adding(days: -next.parts.day)
  }
}
