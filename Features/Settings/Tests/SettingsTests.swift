import Foundation
import Kernel
import Store
import Support
import Team
import Testing
import Web
import World

@testable import Settings

/// The company's settings, its rights, and the log of both.
@Suite struct SettingsTests {
  @Test(arguments: TestEngine.available) func ofTwoAdministratorsTheSecondIsTold(_ engine: TestEngine) async throws {
    let world = try await World(engine)
    let version = try await world.read(as: world.olga) { try $0.settings.version() }
    try await world.write(as: world.olga) { try $0.settings.change(expecting: version) { $0.name = "Исток" } }
    await #expect(throws: Conflict.self) {
      try await world.write(as: world.ada) { try $0.settings.change(expecting: version) { $0.name = "Родник" } }
    }
    #expect(world.crm.installation.name == "Исток")
    await world.end()
  }

  @Test(arguments: TestEngine.available) func workingHoursAndHolidaysReachTheCalendar(_ engine: TestEngine) async throws
  {
    let world = try await World(engine)
    let women = try #require(Day("2026-03-09"))
    try await world.write(as: world.olga) { work in
      let hours = WorkingCalendar.Hours(begin: 600, end: 1200)
      try work.settings.change { $0.week = hours.map { [1: $0, 6: $0] } ?? [:] }
      let added = try work.settings.addUsualHolidays(of: 2026) { $0 }
      #expect(added == RussianCalendar.holidays(of: 2026).count)
      #expect(try work.settings.addUsualHolidays(of: 2026) { $0 } == 0)
    }
    let calendar = world.crm.installation.calendar
    #expect(calendar.hours(on: women) == nil)
    #expect(calendar.hours(on: women.adding(days: 7))?.end == 1200)
    #expect(calendar.hours(on: women.adding(days: 8)) == nil)
    await world.end()
  }

  @Test(arguments: TestEngine.available) func aDepartmentShowsWhoseEachDayIs(_ engine: TestEngine) async throws {
    let world = try await World(engine)
    let (women, local) = (try #require(Day("2026-03-09")), try #require(Day("2026-08-30")))
    try await world.write(as: world.olga) { work in
      let (north, centre) = (try work.team.department(named: "Север").id, try work.team.department(named: "Центр").id)
      try work.settings.set(Holiday(day: women, name: "Выходной за праздник", isWorking: false))
      try work.settings.set(Holiday(day: women, name: " Работаем ", isWorking: true), for: north)
      try work.settings.set(Holiday(day: local, name: "День республики", isWorking: false), for: north)
      let days = try work.settings.holidays(of: 2026, for: north)
      #expect(days.map(\.holiday.name) == ["Работаем", "День республики"] && days.allSatisfy { $0.source == north })
      #expect(days.map(\.above?.name) == ["Выходной за праздник", nil])
      for other in [nil, centre] {
        let days = try work.settings.holidays(of: 2026, for: other)
        #expect(days.map(\.holiday.day) == [women] && days.map(\.source) == [nil] && days[0].above == nil)
      }
      #expect(try work.settings.holidays(of: 2027, for: north).isEmpty)
      #expect(try work.settings.departmentsWithHolidays() == [north])
      // What it has from above is not added to it.
      let usual = RussianCalendar.holidays(of: 2026).count
      #expect(try work.settings.addUsualHolidays(of: 2026, for: north) { $0 } == usual - 1)
      #expect(try work.settings.addUsualHolidays(of: 2026) { $0 } == usual - 1)
      #expect(try work.settings.addUsualHolidays(of: 2026, for: centre) { $0 } == 0)
    }
    let events = try await world.read(as: world.olga) { try SettingsLog.events($0, before: nil, limit: 3) }
    let kinds = ["holidays_changed", "branch_holidays_changed", "branch_holidays_changed"]
    #expect(events.items.map(\.kind) == kinds && events.items[1].facts["department"]?.string == "Север")
    await world.end()
  }

  @Test(arguments: TestEngine.available) func onlyThereWhereTheyStandAreDaysTakenBack(_ engine: TestEngine) async throws
  {
    let world = try await World(engine)
    let day = try #require(Day("2026-03-09"))
    let north = try await world.write(as: world.olga) { work in
      try work.settings.set(Holiday(day: day, name: "Праздник", isWorking: false))
      return try work.team.department(named: "Север").id
    }
    await #expect(throws: NotFound.self) {
      try await world.write(as: world.olga) { try $0.settings.removeHoliday(day, of: north) }
    }
    await #expect(throws: Refusal("unknown_department", field: "department_id")) {
      try await world.write(as: world.olga) {
        try $0.settings.set(Holiday(day: day, name: "Праздник", isWorking: true), for: ID(99_999))
      }
    }
    await #expect(throws: NotFound.self) {
      try await world.read(as: world.olga) { try $0.settings.holidays(of: 2026, for: ID(99_999)) }
    }
    for person in [world.rita, world.nikita, world.gleb] {
      await #expect(throws: Forbidden.self) {
        try await world.write(as: person) {
          try $0.settings.set(Holiday(day: day, name: "Праздник", isWorking: true), for: north)
        }
      }
    }
    await world.end()
  }

  @Test(arguments: TestEngine.available) func theOwnersRightsStay(_ engine: TestEngine) async throws {
    let world = try await World(engine)
    let kinds = RightKind.all(of: world.site.features)
    for kind in kinds {
      for action in kind.actions {
        await #expect(throws: Refusal("owner_rights_stay", field: "job")) {
          try await world.write(as: world.olga) { work in
            try work.settings.setReach(.none, of: .owner, action, kind.kind, in: kinds)
          }
        }
      }
    }
    await world.end()
  }

  @Test(arguments: TestEngine.available) func aRightThatIsGivenWorksAtOnce(_ engine: TestEngine) async throws {
    let world = try await World(engine)
    let kinds = RightKind.all(of: world.site.features)
    #expect(try world.actor(world.rita).access.may(.administer, "pipeline") == false)
    try await world.write(as: world.olga) { work in
      try work.settings.setReach(.all, of: .head, .see, "pipeline", in: kinds)
      try work.settings.setReach(.own, of: .manager, .see, "deal", in: kinds)
    }
    #expect(try world.actor(world.anna).access.reach(.see, "deal") == .own)
    await #expect(throws: Refusal("reach_without_meaning", field: "reach")) {
      try await world.write(as: world.olga) { try $0.settings.setReach(.below, of: .head, .see, "person", in: kinds) }
    }
    await world.end()
  }

  @Test(arguments: TestEngine.available) func withoutAnOwnerAdministratorsKeepTheirKeys(_ engine: TestEngine)
    async throws
  {
    let world = try await World(engine)
    let kinds = RightKind.all(of: world.site.features)
    try await world.write(as: world.olga) { work in
      _ = try work.execute("UPDATE person SET job = \(Job.admin) WHERE id = \(world.olga)")
    }
    await #expect(throws: Refusal("last_keys", field: "reach")) {
      try await world.write(as: world.ada) {
        try $0.settings.setReach(.none, of: .admin, .administer, "setting", in: kinds)
      }
    }
    await world.end()
  }

  @Test(arguments: TestEngine.available) func everyChangeStandsInTheLogNewestFirst(_ engine: TestEngine) async throws {
    let world = try await World(engine)
    let kinds = RightKind.all(of: world.site.features)
    try await world.write(as: world.olga) { work in
      try work.settings.change { $0.name = "Исток" }
      try work.settings.setReach(.own, of: .manager, .see, "deal", in: kinds)
      try work.settings.set(Holiday(day: work.today, name: "День компании", isWorking: false))
      _ = try work.team.addDepartment(DepartmentDraft(name: "Юг"))
    }
    let events = try await world.read(as: world.olga) { try SettingsLog.events($0, before: nil, limit: 4) }
    #expect(events.items.map(\.kind) == ["department_added", "holidays_changed", "right_changed", "settings_changed"])
    #expect(events.next != nil)
    await world.end()
  }

  @Test(arguments: TestEngine.available) func firstStepsKnowWhatIsDone(_ engine: TestEngine) async throws {
    let world = try await World(engine)
    let steps = world.site.features.flatMap(\.firstSteps)
    let before = try await world.read(as: world.olga) { try FirstStepsProgress($0, steps) }
    #expect(before.next?.step.key == "company")
    #expect(before.steps.filter(\.isDone).map(\.step.key) == ["people", "pipeline"])
    try await world.write(as: world.olga) { try $0.settings.change { $0.week = WorkingCalendar.usualWeek } }
    _ = try await world.deal(of: world.anna)
    let after = try await world.read(as: world.olga) { try FirstStepsProgress($0, steps) }
    #expect(after.isOver)
    await world.end()
  }

  @Test(arguments: TestEngine.available) func firstStepsThatWerePutAsideReturn(_ engine: TestEngine) async throws {
    let world = try await World(engine)
    #expect(world.crm.installation.isBeginning)
    try await world.write(as: world.olga) { try $0.settings.putFirstStepsAside(true) }
    #expect(!world.crm.installation.isBeginning)
    try await world.write(as: world.olga) { try $0.settings.putFirstStepsAside(false) }
    #expect(world.crm.installation.isBeginning)
    await world.end()
  }
}
