import Kernel
import Web

/// What a calendar shows, as its address says it: how far one looks, around which day, at whose time.
struct CalendarAddress: Sendable, Hashable {
  enum View: String, CaseIterable, Sendable {
    case day, week, month, list
  }

  var view: View
  var day: Day
  /// Nobody stands for the viewer himself.
  var people: [ID<Person>]

  /// More than these stand side by side for nobody's use.
  static let mostPeople = 20
  /// Days of a list.
  static let listLength = 14

  private static let viewField = Field<View>.choice("view", View.allCases)
  private static let dateField = Field<Day>.day("date")
  private static let peopleField = Field<[ID<Person>]>.list(.id("people", of: Person.self), max: 200)
  static let fields: [any AnyField] = [viewField, dateField, peopleField]

  /// What can't be read is passed over: a week, today, one's own.
  init(_ query: Input, today: Day) {
    view = query[Self.viewField] ?? .week
    day = Self.sensible(query[Self.dateField] ?? today)
    var known: Set<ID<Person>> = []
    people = Array((query[Self.peopleField] ?? []).filter { known.insert($0).inserted }.prefix(Self.mostPeople))
  }

  /// As a form carries it along: what stands behind the `?`.
  init(carried text: String?, today: Day, currency: Currency) {
    let query = Input(FormBody.parse(text ?? ""), fields: Self.fields, currency: currency, strict: false)
    self.init(query, today: today)
  }

  /// Dates that the product plans in.
  private static func sensible(_ day: Day) -> Day {
    guard let first = Day(year: 2000, month: 1, day: 1), let last = Day(year: 2099, month: 12, day: 31) else {
      return day
    }
    return min(max(day, first), last)
  }

  var query: String {
    (["view=\(view.rawValue)", "date=\(day)"] + people.map { "people=\($0)" }).joined(separator: "&")
  }

  var path: String { "/calendar?\(query)" }

  func with(_ change: (inout CalendarAddress) -> Void) -> CalendarAddress {
    var address = self
    change(&address)
    return address
  }

  /// The days that are shown, of a month in whole weeks.
  var days: [Day] {
    switch view {
    case .day: return [day]
    case .week: return Self.run(from: monday(of: day), 7)
    case .list: return Self.run(from: day, Self.listLength)
    case .month:
      let first = monday(of: firstOfMonth)
      let weeks = (nextMonth.number - first.number + 6) / 7
      return Self.run(from: first, weeks * 7)
    }
  }

  /// Whether the day is of the month that is looked at.
  func isInMonth(_ other: Day) -> Bool { other >= firstOfMonth && other < nextMonth }

  var earlier: CalendarAddress { with { $0.day = Self.sensible(turned(by: -1)) } }
  var later: CalendarAddress { with { $0.day = Self.sensible(turned(by: 1)) } }

  private func turned(by step: Int) -> Day {
    switch view {
    case .day: day.adding(days: step)
    case .week: day.adding(days: 7 * step)
    case .list: day.adding(days: Self.listLength * step)
    case .month: step > 0 ? nextMonth : firstOfMonth.adding(days: -firstOfMonth.adding(days: -1).parts.day)
    }
  }

  private var firstOfMonth: Day { day.adding(days: 1 - day.parts.day) }

  private var nextMonth: Day {
    let far = firstOfMonth.adding(days: 31)
    return far.adding(days: 1 - far.parts.day)
  }

  private func monday(of day: Day) -> Day { day.adding(days: 1 - day.weekday) }

  private static func run(from first: Day, _ count: Int) -> [Day] { (0..<count).map { first.adding(days: $0) } }
}
