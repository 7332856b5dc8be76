import Advertising
import Clients
import Deals
import Deductions
import Discipline
import Foundation
import Kernel
import Refusals
import Settings
import Store
import Support
import Team
import Web
import World

/// Twenty people over working days by the tests' clock: what they do goes through the product's operations, as
/// they and within their rights, and is told to the oracle. Each end of a day, and the whole at the end, is
/// compared with what the oracle says.
final class Department {
  /// How long, how large, and by which clocks.
  struct Scale: Sendable, CustomStringConvertible {
    let zone: String
    /// East of Greenwich; these zones have no summer time.
    let hours: Int64
    /// The date of 2026 on which it begins, and how many working days it lasts.
    let begins: (month: Int, day: Int)
    let days: Int
    /// Inquiries in a working day.
    let inquiries: Int
    let seed: UInt64
    /// Whether deals go fast, so that many are won.
    var isBrisk = false
    /// Where its people work, if not all by the company's day; then `days` are those of the calendar.
    var offices: [Office] = []

    var description: String {
      "\(days) days from \(begins.day).\(begins.month) in \(([zone] + offices.map(\.zone)).joined(separator: ", "))"
    }
  }

  struct Habits: Sendable {
    /// Chances in a hundred.
    var answers = 80
    var finishes = 75
    var plans = 70
    var postpones = 40
    var refuses = 8
    var lies = 30
    var hides = 1
    var tries = 4
  }

  let world: World
  let scale: Scale
  var oracle: Oracle
  var dice: Dice
  /// Where the product said otherwise.
  var wrong: [String] = []

  var habits: [Int64: Habits] = [:]
  var sellers: [ID<Person>] = []
  var leaver: ID<Person>?
  let sale: Pipeline
  let warmup: [ID<Stage>]
  let reasons: [String: ID<Reason>]
  let sources: [String: ID<Source>]
  /// What the clients will say to the checker, by refusal.
  var truths: [Int64: [Oracle.Answer]] = [:]
  private let worker: Worker
  private var lastEvent: Int64 = 0
  /// How many pictures of each day were held against the oracle's.
  private var compared: [Int: Int] = [:]
  /// Whether the jobs did not run on the day before.
  var wasDown = false

  /// The jobs that look at the clock.
  private static let watching: Set<String> = ["day_watch", "client_look", "deals.watch", "refusals.due"]

  init(_ engine: TestEngine, _ scale: Scale) async throws {
    world = try await World(engine)
    self.scale = scale
    dice = Dice(scale.seed)
    // The eighth of March was moved to its Monday; a Saturday is worked instead of the last day of April.
    let company = Almanac(
      hours: scale.hours, off: [Almanac.date(3, 9), Almanac.date(4, 30), Almanac.date(5, 1), Almanac.date(5, 11)],
      extra: [Almanac.date(4, 18)])
    oracle = Oracle(almanacs: Office.almanacs(of: scale.offices, in: company), staff: [:])
    let (pipelines, reasons, sources) = try await world.read(as: world.olga) { work in
      (try work.pipelines.all(), try work.reasons.all(), try work.sources.all())
    }
    guard let sale = pipelines.first(where: { $0.kind == .sales }),
      let warmup = pipelines.first(where: { $0.kind == .warmup })
    else { throw Surprise("the house has no funnels") }
    (self.sale, self.warmup) = (sale, warmup.columns.map(\.id))
    self.reasons = Dictionary(uniqueKeysWithValues: reasons.map { ($0.name, $0.id) })
    self.sources = Dictionary(uniqueKeysWithValues: sources.map { ($0.name, $0.id) })
    let jobs = world.site.features.flatMap(\.jobs).filter { Self.watching.contains($0.name) }
    guard jobs.count == Self.watching.count else { throw Surprise("a job that looks at the clock is gone") }
    worker = Worker(crm: world.crm, kinds: jobs)
    try await settle()
    try await hire()
  }

  // MARK: - The house

  /// The house's clocks, holidays, rules and what its advertising costs.
  private func settle() async throws {
    let (almanac, patience) = (oracle.almanac, oracle.patience)
    guard let zone = TimeZone(identifier: scale.zone) else { throw Surprise("no zone \(scale.zone)") }
    try await world.write(as: world.olga) { work in
      try work.settings.change { $0.zone = zone }
      for day in almanac.off {
        try work.settings.set(Holiday(day: Day(number: day), name: "Праздник", isWorking: false))
      }
      for day in almanac.extra {
        try work.settings.set(Holiday(day: Day(number: day), name: "Рабочий", isWorking: true))
      }
      var rules = try work.dayRules.read()
      func days(_ length: Int64) -> Int { Int(length / Almanac.day) }
      rules.silence = [
        .family: days(patience.family), .organisation: days(patience.organisation),
        .entrepreneur: days(patience.organisation),
      ]
      (rules.dearFrom, rules.dearSilence) = (patience.dearFrom, days(patience.dear))
      try work.dayRules.change(to: rules)
      try work.advertising.setHouse(Money(minor: 150_000, .rub))
    }
    try await settleOffices()
    oracle.spending.house = 150_000
  }

  /// Twelve managers, four consultants, three heads who sell too, one who checks.
  private func hire() async throws {
    let (olga, rita, nikita, offices) = (world.olga, world.rita, world.nikita, scale.offices)
    let places = max(3, offices.count)
    let hired = try await world.write(as: olga) { work -> [(ID<Person>, Int)] in
      let departments = work.installation.departments.values.sorted { $0.id < $1.id }.map(\.id)
      // One department names its head, the others have somebody whose job it is.
      try work.team.changeDepartment(departments[0]) { $0.headID = rita }
      // An office below another is led from there.
      for above in offices.compactMap(\.above) {
        try work.team.changeDepartment(departments[above]) { $0.headID = nikita }
      }
      func add(_ number: Int, _ job: Job, _ place: Int) throws -> (ID<Person>, Int) {
        let draft = PersonDraft(
          name: "Сотрудник \(number)", email: "person\(number)@test.voronka", job: job,
          departmentID: departments[place])
        return (try work.team.add(draft), place)
      }
      return try [add(20, .head, 2)] + (1...9).map { try add($0, .manager, $0 % places) }
        + (10...12).map { try add($0, .consultant, $0 % places) }
    }
    let heads = [rita, nikita, hired[0].0] + offices.dropFirst(3).map { $0.above == 1 ? nikita : olga }
    for (place, head) in heads.prefix(3).enumerated() { join(head, .head, boss: olga, in: place) }
    for (place, people) in [[world.anna, world.boris, world.vera], [world.gleb]].enumerated() {
      for person in people {
        join(person, person == world.vera ? .consultant : .manager, boss: heads[place], in: place)
      }
    }
    for (number, (person, place)) in hired.enumerated().dropFirst() {
      join(person, number <= 9 ? .manager : .consultant, boss: heads[place], in: place)
    }
    join(world.quentin, .quality, boss: nil, in: nil)
    for person in [olga, world.ada, world.vadim] { join(person, .other, boss: nil, in: nil) }
    // Of each sort somebody: who forgets, who puts off, who dumps and lies, who hides and tries doors.
    let sorts: [(inout Habits) -> Void] = [
      { _ in }, { ($0.answers, $0.finishes, $0.plans) = (50, 45, 35) },
      { ($0.finishes, $0.postpones) = (35, 90) }, { ($0.refuses, $0.lies) = (25, 80) },
      { ($0.hides, $0.tries) = (6, 15) }, { ($0.answers, $0.finishes, $0.plans) = (97, 96, 96) },
    ]
    for (number, person) in sellers.enumerated() {
      var own = Habits()
      sorts[number % sorts.count](&own)
      habits[person.number] = own
    }
  }

  /// - Parameter department: its place; nil for who belongs to none.
  private func join(_ person: ID<Person>, _ job: Oracle.Job, boss: ID<Person>?, in department: Int?) {
    let office = department.map { scale.offices.indices.contains($0) ? $0 + 1 : 0 } ?? 0
    oracle.staff[person.number] = Oracle.Colleague(id: person.number, job: job, boss: boss?.number, office: office)
    if ![.quality, .other].contains(job) { sellers.append(person) }
  }

  // MARK: - Time

  var now: Int64 { world.clock.now.milliseconds }

  /// To that time of a day.
  func go(_ day: Int, _ hour: Int64, _ minute: Int64 = 0) { go(to: oracle.almanac.moment(day, hour, minute)) }

  func go(to moment: Int64) {
    precondition(moment >= now, "the script goes back in time")
    world.clock.advance(seconds: (moment - now) / 1000)
  }

  /// The server's jobs look at the clock, and the oracle does.
  func tick() async throws {
    try await worker.drain()
    let expected = oracle.looked(at: now).sorted()
    let last = lastEvent
    let found = try await world.crm.read(as: .system("test")) { work in
      try work.all(
        """
        SELECT \(LoggedEvent.columns) FROM event WHERE id > \(last) AND kind IN \(list: Self.told) ORDER BY id
        """
      ) { try LoggedEvent(row: $0) }
    }
    lastEvent = found.last?.id ?? last
    compare("told", found.map(Self.line).sorted(), expected)
    for (day, pictures) in oracle.watch.pictures.sorted(by: { $0.key < $1.key }) where compared[day] != pictures.count {
      compared[day] = pictures.count
      try await compare(pictures, endOf: day)
    }
  }

  private static let told = [
    "day_ending", "day_ended", "deal_unanswered", "deal_stalled", "refusal_overdue", "clients_looked_through",
  ]

  private static func line(_ event: LoggedEvent) -> String {
    let facts =
      switch event.kind {
      case "day_ending": ["new_unprocessed", "without_activity", "overdue"]
      case "day_ended": ["people", "left"]
      case "clients_looked_through": ["idle", "planned", "overdue", "forgotten", "dropped"]
      default: [] as [String]
      }
    let words = facts.map { event.facts[$0]?.integer.map(String.init) ?? "?" }
    return ([event.kind, String(event.subject.number)] + words).joined(separator: " ")
  }
}
