import Clients
import Deals
import Kernel
import Web

/// The fields in which an activity comes in: by form, by API, as query.
package enum ActivityForm {
  package static let kind = Field<ActivityKind>.choice("kind", ActivityKind.allCases)
  package static let title = Field<String>.line("title", max: 300)
  package static let text = Field<String>.text("text")
  package static let result = Field<String>.text("result", max: 4_000)
  package static let dealID = Field<ID<Deal>>.id("deal_id", of: Deal.self)
  static let companyID = Field<ID<Company>>.id("company_id", of: Company.self)
  static let contactID = Field<ID<Contact>>.id("contact_id", of: Contact.self)
  package static let ownerID = Field<ID<Person>>.id("owner_id", of: Person.self)
  package static let version = Field<Int>.integer("version", in: 1...Int(Int32.max))

  /// Nobody plans a call of a day: what lasts longer has the whole day.
  package static let minutes = Field<Int>.integer("duration_minutes", in: 5...720)
    .noted("How long it takes; as long as its kind usually does where nothing is said")

  // Programs
  static let dueAt = Field<Instant>.instant("due_at").noted("When it is due; or `due_on` for a whole day")
  static let dueOn = Field<Day>.day("due_on").noted("The day on which it is due, some time")
  static let remindAt = Field<Instant>.instant("remind_at")
  static let every = Field<Int>.integer("every", in: 1...365)
  static let unit = Field<Repetition.Unit>.choice("unit", Repetition.Unit.allCases)
  static let repeats = Field<Input>.object("repeat", [every, unit.required])
    .noted("It comes again when it is done: every so many days, weeks, months, or on working days")

  // Forms
  package static let date = Field<Day>.day("date")
  package static let time = ClockTime.field("time")
  static let soon = Field<String>.line("when", max: 20)
  static let repeatUnit = Field<Repetition.Unit>.choice("repeat_unit", Repetition.Unit.allCases)
  static let repeatEvery = Field<Int>.integer("repeat_every", in: 1...365)
  /// So many minutes before it is due.
  static let remindBefore = Field<Int>.integer("remind_before", in: 0...20_160)
  /// The part of the page that a form stands in: `deal-42`.
  static let spot = Field<String>.line("spot", max: 40)

  static let plan: [any AnyField] = [
    title.required, kind, dealID, companyID, contactID, ownerID, date, time, soon, spot, doneID,
  ]
  /// What was done just now, where its result and what follows it come in one form.
  static let doneID = Field<ID<Activity>>.id("done_id", of: Activity.self)
  package static let follow: [any AnyField] = [
    title, kind, dealID, companyID, contactID, ownerID, date, time, soon, doneID, result,
  ]
  static let edit: [any AnyField] = [
    version, title.required, kind, text, result, ownerID, date, time, minutes, repeatUnit, repeatEvery, remindBefore,
  ]

  /// When it is due, as a form says it: a button, or a date with or without a time.
  package static func due(_ input: Input, now: Instant, in installation: Installation) throws -> Due {
    let zone = installation.zone
    if let word = input[soon] {
      guard let suggestion = Suggestion(rawValue: word) else { throw Refusal("required", field: "date") }
      return suggestion.due(now: now, in: installation)
    }
    guard let day = input[date] else { throw Refusal("required", field: "date") }
    guard let minutes = input[time] else { return .on(day) }
    return .at(day.at(hour: minutes / 60, minute: minutes % 60, in: zone))
  }

  /// What the line of a form plans. Its words come first: «завтра 15:00 позвонить»; a button that was
  /// pressed knows better.
  static func new(_ input: Input, _ work: Work) throws -> NewActivity {
    let typed = try input.required(title)
    let line = ActivityLine(typed, now: work.now, in: work.installation.zone)
    let chosen = input[kind] ?? .task
    if input[soon] == nil, let impossible = line.impossible {
      throw Refusal("impossible_moment", field: "title", ["value": impossible])
    }
    guard let due = input[soon] == nil ? line.due : nil else {
      let due = try due(input, now: work.now, in: work.installation)
      return new(typed, line.kind == .task ? chosen : line.kind, due, work)
    }
    return new(line.title.isEmpty ? typed : line.title, line.kind == .task ? chosen : line.kind, due, work)
  }

  /// The same with where it hangs and whose it is.
  static func plan(_ input: Input, _ work: Work) throws -> Activity {
    var new = try new(input, work)
    new.dealID = input[dealID]
    new.companyID = input[companyID]
    new.contactID = input[contactID]
    new.ownerID = input[ownerID]
    return try work.activities.add(new)
  }

  /// Writes down how what was done ended, and plans what follows: one of them at least.
  /// - Returns: what was planned.
  @discardableResult
  package static func follow(_ input: Input, _ work: Work) throws -> Activity? {
    guard let id = input[doneID] else { return try plan(input, work) }
    var done = try work.activities.find(id)
    if let words = input[result] {
      var change = ActivityChange()
      change.result = words
      done = try work.activities.change(id, change)
    }
    let next = input[result] == nil || input[title] != nil ? try plan(input, work) : nil
    try work.activities.goOn(after: done, with: next)
    return next
  }

  /// What was done just now, as such a form names it.
  package static func done(_ input: Input) -> ID<Activity>? { input[doneID] }

  /// What has an hour is reminded of ten minutes before.
  private static func new(_ title: String, _ kind: ActivityKind, _ due: Due, _ work: Work) -> NewActivity {
    var new = NewActivity(kind: kind, title: title, due: due)
    if case .at(let instant) = due { new.remindAt = instant.adding(seconds: -usualNotice * 60) }
    return new
  }

  /// Minutes.
  package static let usualNotice: Int64 = 10

  /// So long before it is due, or not at all.
  static func reminder(_ input: Input, _ due: Due, in installation: Installation) -> Instant? {
    input[remindBefore].map { due.instant(in: installation.zone).adding(seconds: -Int64($0) * 60) }
  }

  /// What a form leaves of the row of dates.
  static func repeats(_ input: Input, first: Day) -> Repetition? {
    input[repeatUnit].map { Repetition(every: input[repeatEvery] ?? 1, unit: $0, first: first) }
  }
}

/// The lengths that forms offer.
package enum ActivityLength {
  private static let usual = [10, 15, 20, 30, 45, 60, 90, 120, 180, 240, 480]

  /// - Parameter besides: a length that is offered in any case.
  package static func options(
    _ reader: Reader, of kind: ActivityKind?, besides: Int? = nil
  ) -> [(value: String, label: String)] {
    let offered = Set(usual + [besides].compactMap(\.self)).sorted()
    let unsaid =
      kind.map { reader("activities.length.usual", ["time": words($0.usualMinutes, reader)]) }
      ?? reader("activities.length.of_kind")
    return [("", unsaid)] + offered.map { (String($0), words($0, reader)) }
  }

  /// `45 мин`, `1 ч 30 мин`.
  package static func words(_ minutes: Int, _ reader: Reader) -> String {
    let (hours, rest) = (minutes / 60, minutes % 60)
    let parts = [
      hours > 0 ? reader.count("time.hours_short", hours) : nil,
      rest > 0 ? reader.count("time.minutes_short", rest) : nil,
    ]
    return parts.compactMap(\.self).joined(separator: " ")
  }
}

/// When the next activity may well be: the buttons of the composer.
enum Suggestion: String, CaseIterable {
  case hour, tomorrow, monday

  /// At ten on a working day, or when that day's work begins, if later.
  func due(now: Instant, in installation: Installation) -> Due {
    let zone = installation.zone
    let today = now.day(in: zone)
    switch self {
    case .hour: return .at(Postponement.rounded(now.adding(seconds: 3600)))
    case .tomorrow: return Self.morning(of: Self.workingDay(after: today, in: installation), in: installation)
    case .monday:
      let monday = today.adding(days: 8 - today.weekday)
      let first = Self.workingDay(after: monday.adding(days: -1), in: installation)
      return Self.morning(of: first, in: installation)
    }
  }

  static func workingDay(after day: Day, in installation: Installation) -> Day {
    let soon = (1...30).lazy.map { day.adding(days: $0) }
    return soon.first { installation.calendar.hours(on: $0) != nil } ?? day.adding(days: 1)
  }

  static func morning(of day: Day, in installation: Installation) -> Due {
    let begin = max(10 * 60, installation.calendar.hours(on: day)?.begin ?? 0)
    return .at(day.at(hour: begin / 60, minute: begin % 60, in: installation.zone))
  }
}
