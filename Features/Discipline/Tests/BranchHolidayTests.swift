import Activities
import Deals
import Kernel
import Refusals
import Settings
import Store
import Support
import Team
import Testing
import World

@testable import Discipline

/// A company with an office that has days of its own: Gleb's, in the north. It begins on Monday, 2 March 2026, at ten,
/// and all its clocks are Moscow's.
@Suite struct BranchHolidayTests {
  private static let monday = Day("2026-03-02") ?? Day(number: 0)
  private static let tuesday = monday.adding(days: 1)
  private static let wednesday = monday.adding(days: 2)

  private func set(_ day: Day, isWorking: Bool, inNorth: Bool, _ world: World) async throws {
    try await world.write(as: world.olga) { work in
      let north = try work.team.department(named: "Север").id
      try work.settings.set(Holiday(day: day, name: "Праздник", isWorking: isWorking), for: inNorth ? north : nil)
    }
  }

  private func at(_ world: World, _ day: Day, _ hour: Int, _ minute: Int = 0) -> Instant {
    day.at(hour: hour, minute: minute, in: world.crm.installation.zone)
  }

  private func look(_ world: World, _ day: Day, hour: Int) async throws {
    world.clock.advance(seconds: at(world, day, hour).seconds(since: world.clock.now))
    try await Worker(crm: world.crm, kinds: [DayWatch.job]).drain()
  }

  @Test(arguments: TestEngine.available)
  func reactionTimeStandsStillOnTheHolidayOfTheOwnersBranchAlone(_ engine: TestEngine) async throws {
    let world = try await World(engine)
    try await set(Self.tuesday, isWorking: false, inNorth: true, world)
    world.clock.advance(seconds: at(world, Self.monday, 17, 55).seconds(since: world.clock.now))
    let near = try await world.deal(of: world.anna)
    let far = try await world.deal(of: world.gleb, phone: "+7 911 204-18-37")
    #expect(near.reactionDueAt == at(world, Self.tuesday, 9, 10))
    #expect(far.reactionDueAt == at(world, Self.wednesday, 9, 10))
    world.clock.advance(seconds: at(world, Self.wednesday, 9, 20).seconds(since: world.clock.now))
    for (deal, person, seconds) in [(far, world.gleb, Int64(25 * 60)), (near, world.anna, Int64(9 * 3600 + 25 * 60))] {
      let answered = try await world.write(as: person) { work in
        try work.deals.touch(deal.id)
        return try work.deals.find(deal.id)
      }
      #expect(answered.reactionSeconds == seconds)
    }
    await world.end()
  }

  @Test(arguments: TestEngine.available)
  func anOfficeWorksOnAHolidayOfTheCompany(_ engine: TestEngine) async throws {
    let world = try await World(engine)
    try await set(Self.tuesday, isWorking: false, inNorth: false, world)
    try await set(Self.tuesday, isWorking: true, inNorth: true, world)
    try await look(world, Self.monday, hour: 10)
    _ = try await world.deal(of: world.gleb)
    try await look(world, Self.monday, hour: 18)
    try await look(world, Self.tuesday, hour: 18)
    let pictures = try await world.read(as: world.olga) { try $0.discipline.pictures(of: Self.tuesday) }
    #expect(pictures.map(\.person) == [world.gleb] && pictures.first?.standing.left == 2)
    let hours = try await world.read(as: world.gleb) { try $0.discipline.today().hours }
    #expect(hours?.end == at(world, Self.tuesday, 18))
    #expect(try await world.read(as: world.anna) { try $0.discipline.today().hours } == nil)
    await world.end()
  }

  @Test(arguments: TestEngine.available)
  func nobodyIsAskedForTheHolidayOfHisOffice(_ engine: TestEngine) async throws {
    let world = try await World(engine)
    try await set(Self.tuesday, isWorking: false, inNorth: true, world)
    try await look(world, Self.monday, hour: 10)
    for day in [Self.monday, Self.tuesday, Self.wednesday] { try await look(world, day, hour: 18) }
    let people = try await world.read(as: world.olga) { work in
      try [Self.monday, Self.tuesday, Self.wednesday].map { day in
        Set(try work.discipline.pictures(of: day).map(\.person))
      }
    }
    let centre: Set<ID<Person>> = [world.anna, world.boris, world.vera]
    #expect(people == [centre.union([world.gleb]), centre, centre.union([world.gleb])])
    await world.end()
  }

  @Test(arguments: TestEngine.available)
  func theNextWorkingDayIsThatOfTheOffice(_ engine: TestEngine) async throws {
    let world = try await World(engine)
    try await set(Self.tuesday, isWorking: false, inNorth: true, world)
    for (person, day, phone) in [
      (world.gleb, Self.wednesday, "+7 911 204-18-36"), (world.anna, Self.tuesday, "+7 911 204-18-37"),
    ] {
      let deal = try await world.deal(of: person, phone: phone)
      let (next, refusal) = try await world.write(as: person) { work in
        var new = NewActivity(kind: .task, title: "Обзвон", due: .on(Self.monday))
        new.repeats = Repetition(every: 1, unit: .weekday, first: Self.monday)
        let next = try work.activities.complete(try work.activities.add(new).id).next
        guard let reason = try work.reasons.all().first else { throw NotFound("reason") }
        let words = "Клиент купил в другом месте и просил не звонить."
        return (next, try work.refusals.state(deal.id, for: reason.id, because: words))
      }
      #expect(next?.due == .on(day))
      #expect(refusal.dueAt == at(world, day, 18))
    }
    await world.end()
  }

  @Test(arguments: TestEngine.available)
  func theNearerDayWinsAndItsRemovalBringsBackTheOneAbove(_ engine: TestEngine) async throws {
    let world = try await World(engine)
    let (north, below) = try await world.write(as: world.olga) { work in
      let north = try work.team.department(named: "Север").id
      let below = try work.team.addDepartment(DepartmentDraft(name: "Тара", parentID: north))
      try work.team.change(world.vera) { $0.departmentID = below }
      return (north, below)
    }
    func works(_ person: ID<Person>) -> Bool {
      world.crm.installation.branch(of: person).hours(on: Self.tuesday) != nil
    }
    func all() -> [Bool] { [works(world.anna), works(world.gleb), works(world.vera)] }
    func remove(_ department: ID<Department>) async throws {
      try await world.write(as: world.olga) { try $0.settings.removeHoliday(Self.tuesday, of: department) }
    }
    #expect(all() == [true, true, true])
    try await set(Self.tuesday, isWorking: false, inNorth: false, world)
    #expect(all() == [false, false, false])
    try await set(Self.tuesday, isWorking: true, inNorth: true, world)
    #expect(all() == [false, true, true])
    try await world.write(as: world.olga) { work in
      try work.settings.set(Holiday(day: Self.tuesday, name: "День Тары", isWorking: false), for: below)
    }
    #expect(all() == [false, true, false])
    #expect(world.crm.installation.branches.map(\.id) == [nil, north, below])
    try await remove(below)
    #expect(all() == [false, true, true])
    try await remove(north)
    #expect(all() == [false, false, false] && world.crm.installation.branches.count == 1)
    await world.end()
  }
}
