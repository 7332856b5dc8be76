import Deals
import Kernel
import Store
import Support
import Testing
import World

@testable import Discipline

/// How days end, in a company that begins on Monday, 2 March 2026, at ten in the morning.
@Suite struct DayEndTests {
  private static let monday = Day("2026-03-02") ?? Day(number: 0)

  private func worker(_ world: World) -> Worker { Worker(crm: world.crm, kinds: [DayWatch.job]) }

  private func pictures(_ world: World, as person: ID<Person>? = nil, of day: Day) async throws -> [DayPicture] {
    try await world.read(as: person ?? world.olga) { try $0.discipline.pictures(of: day) }
  }

  /// To that time of a day, and lets the watch look.
  private func look(_ world: World, _ day: Day, hour: Int, minute: Int = 0) async throws {
    let moment = day.at(hour: hour, minute: minute, in: world.crm.installation.zone)
    world.clock.advance(seconds: moment.seconds(since: world.clock.now))
    try await worker(world).drain()
  }

  @Test(arguments: TestEngine.available)
  func aDayIsKeptWhenItsWorkingHoursAreOver(_ engine: TestEngine) async throws {
    let world = try await World(engine)
    try await worker(world).drain()
    let deal = try await world.deal(of: world.anna)
    try await look(world, Self.monday, hour: 17, minute: 59)
    #expect(try await pictures(world, of: Self.monday).isEmpty)
    try await look(world, Self.monday, hour: 18)
    let anna = try await pictures(world, of: Self.monday).first { $0.person == world.anna }
    #expect(anna?.deals == [.untouched: [deal.id], .unplanned: [deal.id], .overdue: []])
    #expect(anna?.standing.left == 2)
    #expect(try await pictures(world, of: Self.monday).first { $0.person == world.boris }?.standing.isClean == true)
    await world.end()
  }

  @Test(arguments: TestEngine.available)
  func aDayIsKeptOnceByHoweverManyServers(_ engine: TestEngine) async throws {
    let world = try await World(engine)
    try await worker(world).drain()
    _ = try await world.deal(of: world.anna)
    let other = try await world.anotherServer()
    world.clock.advance(
      seconds: Self.monday.at(hour: 18, minute: 0, in: world.crm.installation.zone).seconds(since: world.clock.now))
    async let one: Void = worker(world).drain()
    async let two: Void = worker(other).drain()
    _ = try await (one, two)
    let first = try await pictures(world, of: Self.monday)
    #expect(first.count == 4)
    _ = try await world.deal(of: world.boris, phone: "+7 911 204-18-37")
    world.clock.advance(seconds: 3600)
    try await worker(world).drain()
    #expect(try await pictures(world, of: Self.monday) == first)
    await other.crm.store.close()
    await world.end()
  }

  @Test(arguments: TestEngine.available)
  func daysThatEndedDuringAnOutageAreMadeUpForButNotDaysOff(_ engine: TestEngine) async throws {
    let world = try await World(engine)
    try await worker(world).drain()
    _ = try await world.deal(of: world.anna)
    try await world.write(as: world.olga) { work in
      try work.execute(
        """
        INSERT INTO branch_holiday (branch, day, name, working)
        VALUES (0, \(Self.monday.adding(days: 2)), 'Праздник', \(false))
        """)
      try work.execute("INSERT INTO setting (name, value) VALUES ('test', '1')")
    }
    try await world.crm.reload()
    // Until the next Monday at noon nobody is there.
    try await look(world, Self.monday.adding(days: 7), hour: 12)
    let days = try await world.read(as: world.olga) { try $0.discipline.closedDays(limit: 30) }
    #expect(days.map(\.description) == ["2026-03-06", "2026-03-05", "2026-03-03", "2026-03-02"])
    let history = try await world.read(as: world.olga) {
      try $0.discipline.history(of: days, people: [world.anna, world.boris])
    }
    #expect(history[world.anna]?.clean == 0)
    #expect(history[world.boris]?.streak == 4)
    await world.end()
  }

  @Test(arguments: TestEngine.available)
  func whatBeganAfterTheDayIsNotHeldAgainstIt(_ engine: TestEngine) async throws {
    let world = try await World(engine)
    try await worker(world).drain()
    world.clock.advance(seconds: 9 * 3600)
    _ = try await world.deal(of: world.anna)
    try await worker(world).drain()
    #expect(try await pictures(world, of: Self.monday).first { $0.person == world.anna }?.standing.isClean == true)
    await world.end()
  }

  @Test(arguments: TestEngine.available)
  func aPersonIsWarnedBeforeTheDayEndsAndHisHeadIsToldAfterIt(_ engine: TestEngine) async throws {
    let world = try await World(engine)
    try await worker(world).drain()
    _ = try await world.deal(of: world.anna)
    func told(_ person: ID<Person>) async throws -> [String] {
      try await world.read(as: person) { work in
        try work.values("SELECT kind FROM notification WHERE person_id = \(person) ORDER BY id")
      }
    }
    try await look(world, Self.monday, hour: 16, minute: 59)
    #expect(try await told(world.anna) == [])
    try await look(world, Self.monday, hour: 17)
    try await look(world, Self.monday, hour: 17, minute: 30)
    #expect(try await told(world.anna) == ["day_ending"])
    #expect(try await told(world.boris) == [])
    try await look(world, Self.monday, hour: 18)
    try await look(world, Self.monday, hour: 19)
    #expect(try await told(world.rita) == ["day_ended"])
    #expect(try await told(world.nikita) == [])
    #expect(try await told(world.olga) == [])
    await world.end()
  }

  @Test(arguments: ["Europe/Kaliningrad", "Europe/Moscow", "Asia/Yekaterinburg", "Asia/Kamchatka"])
  func aDayEndsByTheClocksOfTheCompany(_ zone: String) async throws {
    let world = try await World(.sqlite)
    try await world.write(as: world.olga) { work in
      try work.execute("DELETE FROM setting WHERE name = 'zone'")
      try work.execute("INSERT INTO setting (name, value) VALUES ('zone', \(zone))")
    }
    try await world.crm.reload()
    try await worker(world).drain()
    let day = Self.monday.adding(days: 1)
    try await look(world, day, hour: 17, minute: 59)
    let before = try await world.read(as: world.olga) { try $0.discipline.closedDays(limit: 30) }
    try await look(world, day, hour: 18)
    let after = try await world.read(as: world.olga) { try $0.discipline.closedDays(limit: 30) }
    #expect(!before.contains(day))
    #expect(after.first == day)
    await world.end()
  }
}
