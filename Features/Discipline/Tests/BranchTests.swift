import Activities
import Deals
import Foundation
import Kernel
import Store
import Support
import Team
import Testing
import World

@testable import Discipline

/// A company in Moscow with an office in Omsk, three hours ahead: Gleb's. It begins on Monday, 2 March 2026, at ten.
@Suite struct BranchTests {
  private static let monday = Day("2026-03-02") ?? Day(number: 0)
  private static let omsk = TimeZone(identifier: "Asia/Omsk") ?? .gmt
  private static let moscow = TimeZone(identifier: "Europe/Moscow") ?? .gmt

  private func company(_ engine: TestEngine, until end: Int? = nil) async throws -> World {
    let world = try await World(engine)
    try await north(world) { draft in
      draft.zone = Self.omsk
      draft.week = end.flatMap { end in
        WorkingCalendar.Hours(begin: 9 * 60, end: end).map { hours in
          Dictionary(uniqueKeysWithValues: (1...5).map { ($0, hours) })
        }
      }
    }
    return world
  }

  private func north(_ world: World, _ edit: @Sendable (inout DepartmentDraft) -> Void) async throws {
    try await world.write(as: world.olga) { work in
      try work.team.changeDepartment(try work.team.department(named: "Север").id, edit)
    }
  }

  private func look(_ world: World, hour: Int) async throws {
    let moment = Self.monday.at(hour: hour, minute: 0, in: Self.moscow)
    world.clock.advance(seconds: moment.seconds(since: world.clock.now))
    try await Worker(crm: world.crm, kinds: [DayWatch.job]).drain()
  }

  private func pictures(_ world: World) async throws -> [DayPicture] {
    try await world.read(as: world.olga) { try $0.discipline.pictures(of: Self.monday) }
  }

  @Test(arguments: TestEngine.available)
  func eachBranchEndsItsDayByItsOwnClock(_ engine: TestEngine) async throws {
    let world = try await company(engine)
    try await Worker(crm: world.crm, kinds: [DayWatch.job]).drain()
    _ = try await world.deal(of: world.gleb)
    _ = try await world.deal(of: world.anna, phone: "+7 911 204-18-37")
    try await look(world, hour: 14)
    #expect(try await pictures(world).isEmpty)
    // Six in the evening in Omsk.
    try await look(world, hour: 15)
    let early = try await pictures(world)
    #expect(early.map(\.person) == [world.gleb] && early.first?.standing.left == 2)
    try await look(world, hour: 18)
    let all = try await pictures(world)
    #expect(Set(all.map(\.person)) == [world.anna, world.boris, world.vera, world.gleb] && all.count == 4)
    #expect(all.first { $0.person == world.gleb } == early.first)
    let told = try await world.crm.read(as: .system("test")) { work in
      try work.all("SELECT person_id, kind, at FROM notification WHERE kind LIKE 'day_end%' ORDER BY at, id") {
        (try $0["person_id"] as ID<Person>, try $0["kind"] as String, try $0["at"] as Instant)
      }
    }
    func moments(_ person: ID<Person>, _ kind: String) -> [Int] {
      told.filter { $0.0 == person && $0.1 == kind }.map { $0.2.clock(in: Self.moscow).hour }
    }
    #expect(moments(world.nikita, "day_ended") == [15] && moments(world.rita, "day_ended") == [18])
    await world.end()
  }

  @Test(arguments: TestEngine.available)
  func whoMovesBetweenBranchesHasOnePictureOfADay(_ engine: TestEngine) async throws {
    let world = try await company(engine)
    try await Worker(crm: world.crm, kinds: [DayWatch.job]).drain()
    try await look(world, hour: 15)
    try await world.write(as: world.olga) { work in
      let centre = try work.team.department(named: "Центр").id
      try work.team.change(world.gleb) { $0.departmentID = centre }
    }
    try await look(world, hour: 18)
    let own = try await pictures(world).filter { $0.person == world.gleb }
    #expect(own.count == 1 && own.first?.takenAt.clock(in: Self.moscow).hour == 15)
    await world.end()
  }

  @Test(arguments: TestEngine.available)
  func reactionTimeRunsInTheHoursOfTheOwnersBranch(_ engine: TestEngine) async throws {
    // It is one in the afternoon in Omsk: ten minutes are left of its day.
    let world = try await company(engine, until: 13 * 60 + 10)
    let near = try await world.deal(of: world.anna)
    let far = try await world.deal(of: world.gleb, phone: "+7 911 204-18-37")
    let minutes = try #require(
      try await world.read(as: world.olga) { try $0.pipelines.find(near.pipelineID).reactionMinutes })
    #expect(
      near.reactionDueAt == Self.monday.at(hour: 10, minute: 0, in: Self.moscow).adding(seconds: Int64(minutes) * 60))
    let tuesday = Self.monday.adding(days: 1).at(hour: 9, minute: 0, in: Self.omsk)
    #expect(far.reactionDueAt == tuesday.adding(seconds: Int64(minutes - 10) * 60))
    world.clock.advance(seconds: tuesday.seconds(since: world.clock.now) + 60)
    let answered = try await world.write(as: world.gleb) { work in
      try work.deals.touch(far.id)
      return try work.deals.find(far.id)
    }
    #expect(answered.reactionSeconds == 660)
    let onTheBoard = try await world.read(as: world.olga) { work in
      try work.discipline.reactions(of: [world.anna, world.gleb])
    }
    #expect(onTheBoard == [world.gleb: 660])
    await world.end()
  }

  @Test(arguments: TestEngine.available)
  func todayAndAWholeDayEndByTheClockOfWhoseDayItIs(_ engine: TestEngine) async throws {
    let world = try await company(engine)
    let planned = try await world.write(as: world.rita) { work in
      var new = NewActivity(kind: .task, title: "Отчёт", due: .on(Self.monday))
      new.ownerID = world.gleb
      return try work.activities.add(new)
    }
    let tuesday = Self.monday.adding(days: 1)
    #expect(planned.dueAt.milliseconds == tuesday.start(in: Self.omsk).milliseconds - 1)
    let moved = try await world.write(as: world.olga) { work in
      var change = ActivityChange()
      change.ownerID = world.anna
      return try work.activities.change(planned.id, change)
    }
    #expect(moved.dueAt.milliseconds == tuesday.start(in: Self.moscow).milliseconds - 1)
    let hours = try await world.read(as: world.gleb) { try $0.discipline.today().hours }
    #expect(hours?.end == Self.monday.at(hour: 15, minute: 0, in: Self.moscow))
    // Half past midnight in Omsk.
    world.clock.advance(seconds: 11 * 3600 + 1800)
    let days = [
      try await world.read(as: world.gleb) { $0.today }, try await world.read(as: world.anna) { $0.today },
      try await world.crm.read(as: .system("test")) { $0.today },
    ]
    #expect(days == [tuesday, Self.monday, Self.monday])
    await world.end()
  }

  @Test(arguments: TestEngine.available)
  func aDepartmentHasWhatStandsAboveItUnlessItSaysOtherwise(_ engine: TestEngine) async throws {
    let world = try await company(engine, until: 20 * 60)
    let (below, own) = try await world.write(as: world.olga) { work in
      let north = try work.team.department(named: "Север").id
      var draft = DepartmentDraft(name: "Тара", parentID: north)
      let below = try work.team.addDepartment(draft)
      (draft.name, draft.week) = ("Ишим", WorkingCalendar.usualWeek)
      return (below, try work.team.addDepartment(draft))
    }
    func branch(of department: ID<Department>) async throws -> Branch {
      try await world.write(as: world.olga) { try $0.team.change(world.vera) { $0.departmentID = department } }
      return world.crm.installation.branch(of: world.vera)
    }
    let inherited = try await branch(of: below)
    #expect(inherited == world.crm.installation.branch(of: world.gleb) && inherited.calendar.week[1]?.end == 20 * 60)
    let mixed = try await branch(of: own)
    #expect(mixed.id == own && mixed.zone == Self.omsk && mixed.calendar.week == WorkingCalendar.usualWeek)
    #expect(world.crm.installation.branches.count == 3)
    try await north(world) { ($0.zone, $0.week) = (nil, nil) }
    #expect(world.crm.installation.branch(of: world.gleb).id == nil)
    await world.end()
  }
}
