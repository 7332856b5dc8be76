import Kernel
import Support
import Team
import Testing
import World

/// A simulated department against an oracle: the product finds each violation and invents none.
@Suite struct SimulationTests {
  /// The full size.
  private static let whole = Department.Scale(
    zone: "Asia/Yekaterinburg", hours: 5, begins: (3, 3), days: 60, inquiries: 26, seed: 20_260_302)

  /// By the clocks of the west, of the Urals and of the far east, each across a month's end; the full size by one of
  /// them on either engine, so that a run stays within two minutes.
  private static let scales: [(TestEngine, Department.Scale)] = [
    (.sqlite, whole), (.postgres, whole),
    (
      .sqlite,
      .init(zone: "Europe/Kaliningrad", hours: 2, begins: (4, 15), days: 13, inquiries: 12, seed: 2, isBrisk: true)
    ),
    (
      .sqlite,
      .init(
        zone: "Europe/Moscow", hours: 3, begins: (4, 16), days: 18, inquiries: 16, seed: 11, offices: offices)
    ),
    (.postgres, .init(zone: "Europe/Kaliningrad", hours: 2, begins: (3, 20), days: 12, inquiries: 14, seed: 3)),
    (
      .postgres,
      .init(zone: "Europe/Moscow", hours: 3, begins: (4, 20), days: 11, inquiries: 12, seed: 7, offices: offices)
    ),
  ].filter { TestEngine.available.contains($0.0) }

  /// Three offices from the west to the far east, each by its own clock, hours and days, and one below the second. The
  /// company does not work on the last day of April and works on the Saturday before instead; Kamchatka does otherwise.
  private static let offices = [
    Office(zone: "Europe/Kaliningrad", hours: 2, opens: 10, closes: 19, off: [Almanac.date(4, 24)], worked: []),
    Office(zone: "Asia/Yekaterinburg", hours: 5, opens: 9, closes: 18, off: [Almanac.date(4, 22)], worked: []),
    Office(
      zone: "Asia/Kamchatka", hours: 12, opens: 8, closes: 17, off: [Almanac.date(4, 18), Almanac.date(4, 28)],
      worked: [Almanac.date(4, 30)]),
    Office(
      zone: "Asia/Yekaterinburg", hours: 5, opens: 9, closes: 18, off: [Almanac.date(4, 29)],
      worked: [Almanac.date(4, 22)], above: 1),
  ]

  @Test(arguments: scales)
  func theProductFindsEachViolationAndInventsNone(_ engine: TestEngine, _ scale: Department.Scale) async throws {
    let department = try await Department(engine, scale)
    try await scale.offices.isEmpty ? department.work() : department.workInOffices()
    let wrong = department.wrong
    #expect(wrong.isEmpty, "\(wrong.count): \(wrong.prefix(12).joined(separator: "\n"))")
    if scale.days == 60 {
      let (happened, least) = (department.happened, Department.least)
      let scarce = least.filter { happened[$0.key, default: 0] < $0.value }
      #expect(scarce.isEmpty, "too little happened to prove anything: \(happened)")
    }
    if scale.isBrisk {
      let buyers = department.buyers
      #expect(buyers >= 36, "too few bought to prove what clients have brought: \(buyers)")
    }
    if !scale.offices.isEmpty {
      let divided = department.dividedDays
      #expect(divided >= 4, "too few days that only some offices work: \(divided)")
    }
    await department.world.end()
  }
}

extension Department {
  /// The script of all days, weekends and holidays among them.
  func work() async throws {
    var day = Almanac.date(scale.begins.month, scale.begins.day)
    go(day, 8, 0)
    try await tick()
    try await advertisingCosts(scale.begins.month, "Яндекс Директ", 412_000)
    var worked = 0
    while worked < scale.days {
      let isDown = worked > 0 && worked % 9 == 7 && oracle.almanac.isWorked(day + 1)
      if oracle.almanac.isWorked(day) {
        worked += 1
        try await workingDay(day, number: worked, isDown: isDown, isUp: wasDown)
      } else {
        try await dayOff(day)
      }
      wasDown = isDown && oracle.almanac.isWorked(day)
      day += 1
    }
    go(day, 12)
    try await compareAll()
  }

  /// - Parameters:
  ///   - isDown: whether the server's jobs do not run on that day.
  ///   - isUp: whether they come back only in its morning.
  private func workingDay(_ day: Int, number: Int, isDown: Bool, isUp: Bool) async throws {
    if number > 1, !isDown, !isUp {
      go(day, 3, 0)
      try await tick()
    }
    go(day, 8, 20)
    try await inquiriesCome(scale.inquiries / 4)
    try await everybodyWorks(day, from: 9, 5, most: 4)
    if isUp {
      go(day, 10, 30)
      try await tick()
    }
    go(day, 11, 10)
    try await inquiriesCome(scale.inquiries / 2)
    try await happens(on: number, day)
    try await everybodyWorks(day, from: 13, 0, most: 4)
    go(day, 16, 10)
    try await everybodyChecks(day)
    if number % 4 == 0 { try await everybodyDecides() }
    if !isDown {
      go(day, 17, 0)
      try await tick()
    }
    try await everybodyWorks(day, from: 17, 10, most: 3, isLast: true)
    if !isDown {
      go(day, 17, 55)
      try await tick()
      try await compareBoard()
      go(day, 18, 0)
      try await tick()
    }
    go(day, 20, 30)
    try await inquiriesCome(scale.inquiries / 4)
  }

  private func dayOff(_ day: Int) async throws {
    go(day, 3, 0)
    try await tick()
    go(day, 12, 0)
    try await inquiriesCome(scale.inquiries / 6)
  }

  /// How much of everything came to pass.
  fileprivate var happened: [String: Int] {
    var happened = ["inquiries": oracle.deals.values.count { $0.isInbound }, "deductions": oracle.fines.count]
    happened["won"] = oracle.deals.values.count { $0.fate == .won }
    happened["left over"] = oracle.watch.pictures.values.flatMap(\.values).map(\.left).reduce(0, +)
    happened["clean days"] = oracle.watch.pictures.values.flatMap(\.values).count { $0.left == 0 }
    for check in oracle.checks.values { if let end = check.end { happened[end.rawValue, default: 0] += 1 } }
    for (bell, times) in oracle.bells {
      happened[bell.split(separator: " ").last.map(String.init) ?? "", default: 0] += times
    }
    for fine in oracle.fines.values { happened["by \(fine.level)", default: 0] += 1 }
    return happened
  }

  /// Clients who bought.
  fileprivate var buyers: Int { oracle.clients.values.count { $0.brought > 0 } }

  /// The least that proves something.
  fileprivate static let least = [
    "inquiries": 1_500, "won": 1, "left over": 500, "clean days": 50, "closed": 20, "returned": 20, "offer": 5,
    "deductions": 20, "by campaign": 1, "by source": 1, "by channel": 1, "by house": 1, "day_ending": 100,
    "day_ended": 50, "unanswered": 100, "stalled": 100, "refusal_overdue": 5, "clients_idle": 5,
    "clients_planned": 100, "clients_overdue": 50, "clients_forgotten": 20,
    "clients_dropped": 5,
  ]

  /// What comes once: what advertising cost, and somebody leaves.
  private func happens(on number: Int, _ day: Int) async throws {
    let month = oracle.almanac.month(of: now)
    switch number {
    case 2: try await advertisingCosts(month, "Сайт", 96_000)
    case 5: try await advertisingCosts(month, "Яндекс Директ", campaign: true, 61_000)
    case 11: try await advertisingCosts(month, "Яндекс Директ", 437_500)
    case 26: try await advertisingCosts(month, "Яндекс Директ", 380_001)
    case 9: try await somebodyLeaves()
    default: break
    }
  }

  func somebodyLeaves() async throws {
    let (boris, holdings) = (world.boris, world.site.holdings)
    guard let heir = colleague(besides: [boris.number], { $0 == .manager }) else { return }
    try await world.write(as: world.ada) { try $0.team.leave(boris, handing: holdings, to: [heir]) }
    leaver = boris
    oracle.left(boris.number, to: heir.number)
  }
}
