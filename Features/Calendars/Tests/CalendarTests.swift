import Activities
import Deals
import Foundation
import Kernel
import Store
import Support
import Testing
import Web
import World

@testable import Calendars

/// R80: one's own time and that of colleagues, and who may know what of it.
@Suite struct CalendarTests {
  private static func monday(_ world: World) -> Day { world.clock.now.day(in: world.crm.installation.zone) }

  /// Somebody has something to do on that day at that hour, on nobody's deal.
  private static func plan(
    _ world: World, _ person: ID<Person>, at hour: Int?, _ title: String, minutes: Int? = nil
  ) async throws -> Activity {
    let zone = world.crm.installation.zone
    let day = monday(world)
    var new = NewActivity(
      kind: .meeting, title: title, due: hour.map { .at(day.at(hour: $0, minute: 0, in: zone)) } ?? .on(day))
    (new.ownerID, new.minutes) = (person, minutes)
    let made = new
    return try await world.write(as: person) { try $0.activities.add(made) }
  }

  private static func schedule(_ world: World, as viewer: ID<Person>, of people: [ID<Person>]) async throws -> Schedule
  {
    let day = monday(world)
    return try await world.read(as: viewer) { try Schedule.read($0, of: people, from: day, through: day) }
  }

  @Test(arguments: TestEngine.available) func aColleaguesTimeIsSeenAndInAnotherDepartmentOnlyThatHeIsBusy(
    _ engine: TestEngine
  ) async throws {
    let world = try await World(engine)
    _ = try await Self.plan(world, world.boris, at: 12, "Замер у Ивановых")
    _ = try await Self.plan(world, world.gleb, at: 15, "Тайная встреча")
    _ = try await Self.plan(world, world.gleb, at: nil, "Весь день")
    let seen = try await Self.schedule(world, as: world.anna, of: [world.boris, world.gleb])
    #expect(seen.entries.map { $0.activity?.title } == ["Замер у Ивановых", nil])
    #expect(seen.entries.map(\.ownerID) == [world.boris, world.gleb])
    #expect(seen.entries.map(\.begin) == [12 * 60, 15 * 60])
    // A colleague of the department is looked at, not moved about.
    #expect(seen.entries.allSatisfy { !$0.canMove })
    let own = try await Self.schedule(world, as: world.gleb, of: [world.gleb])
    #expect(own.entries.compactMap { $0.activity?.title } == ["Тайная встреча", "Весь день"])
    #expect(own.entries.allSatisfy { $0.canMove })
    await world.end()
  }

  @Test(arguments: TestEngine.available) func whatIsDoneStaysInTheCalendarAndWhatIsCalledOffDoesNot(
    _ engine: TestEngine
  ) async throws {
    let world = try await World(engine)
    let done = try await Self.plan(world, world.anna, at: 11, "Сделано")
    let cancelled = try await Self.plan(world, world.anna, at: 12, "Отменено")
    try await world.write(as: world.anna) { work in
      _ = try work.activities.complete(done.id)
      _ = try work.activities.cancel(cancelled.id)
    }
    let seen = try await Self.schedule(world, as: world.anna, of: [world.anna])
    #expect(seen.entries.map { $0.activity?.title } == ["Сделано"])
    // What is done can't be put elsewhere.
    #expect(seen.entries.first?.canMove == false)
    await world.end()
  }

  @Test(arguments: TestEngine.available) func anEntryIsAsLongAsSomebodySaidOrAsItsKindUsuallyIs(
    _ engine: TestEngine
  ) async throws {
    let world = try await World(engine)
    let usual = try await Self.plan(world, world.anna, at: 11, "Обычная")
    let long = try await Self.plan(world, world.anna, at: 23, "Ночная", minutes: 120)
    let seen = try await Self.schedule(world, as: world.anna, of: [world.anna])
    #expect(seen.entries.map(\.length) == [60, 120])
    // What goes on past midnight ends there.
    #expect(seen.entries.last?.end == 24 * 60)
    var change = ActivityChange()
    change.minutes = .some(45)
    let shorter = change
    let changed = try await world.write(as: world.anna) { try $0.activities.change(long.id, shorter) }
    #expect(changed.minutes == 45)
    #expect(usual.minutes == nil)
    await world.end()
  }

  @Test func theDaysOfEachView() throws {
    let day = try #require(Day("2026-11-18"))  // a Wednesday
    func shown(_ view: CalendarAddress.View) -> [Day] {
      let text = "view=\(view.rawValue)&date=\(day)"
      return CalendarAddress(carried: text, today: day, currency: .rub).days
    }
    #expect(shown(.day) == [day])
    #expect(shown(.week).first?.description == "2026-11-16" && shown(.week).count == 7)
    // November 2026 begins on a Sunday: six weeks.
    #expect(shown(.month).first?.description == "2026-10-26" && shown(.month).count == 42)
    #expect(shown(.list).first == day)
  }

  @Test func turningTheMonthsAndBackLeadsThroughAllOfThem() throws {
    let today = try #require(Day("2026-01-31"))
    var address = CalendarAddress(carried: "view=month&date=2026-01-31", today: today, currency: .rub)
    var months: [Int] = []
    for _ in 0..<14 {
      months.append(address.day.parts.month)
      address = address.later
    }
    #expect(months == [1, 2, 3, 4, 5, 6, 7, 8, 9, 10, 11, 12, 1, 2])
    for _ in 0..<14 { address = address.earlier }
    #expect(address.day.description == "2026-01-01")
  }
}
