import Activities
import Kernel
import Store
import Support
import Team
import Testing
import Web
import World

@testable import Calendars

/// The secret address of a calendar: one opens it, and only as long as its person is here.
@Suite struct FeedTests {
  @Test(arguments: TestEngine.available) func aNewAddressEndsTheOldOne(_ engine: TestEngine) async throws {
    let world = try await World(engine)
    let first = try await world.write(as: world.anna) { try $0.calendarFeeds.renew() }
    let second = try await world.write(as: world.anna) { try $0.calendarFeeds.renew() }
    let anna = world.anna
    try await world.crm.read(as: .system("test")) { work in
      #expect(try work.calendarFeeds.person(by: second).id == anna)
      #expect(throws: NotFound.self) { try work.calendarFeeds.person(by: first) }
      // Nothing that opens it is kept.
      let hash: String? = try work.value("SELECT hash FROM calendar_feed")
      #expect(hash == Secret.hash(second))
    }
    try await world.write(as: world.anna) { try $0.calendarFeeds.revoke() }
    _ = try await world.crm.read(as: .system("test")) { work in
      #expect(throws: NotFound.self) { try work.calendarFeeds.person(by: second) }
    }
    await world.end()
  }

  @Test(arguments: TestEngine.available) func whoHasLeftHasNoCalendarAnyMore(_ engine: TestEngine) async throws {
    let world = try await World(engine)
    let anna = world.anna
    let secret = try await world.write(as: anna) { try $0.calendarFeeds.renew() }
    try await world.write(as: world.olga) { try $0.team.leave(anna, handing: []) }
    _ = try await world.crm.read(as: .system("test")) { work in
      #expect(throws: NotFound.self) { try work.calendarFeeds.person(by: secret) }
    }
    await world.end()
  }

  @Test(arguments: TestEngine.available) func itHoldsWhatOneDoesOneselfAndNothingElse(
    _ engine: TestEngine
  ) async throws {
    let world = try await World(engine)
    let now = world.clock.now
    for (person, title) in [(world.anna, "Позвонить, срочно; «Вода»"), (world.boris, "Чужое")] {
      var new = NewActivity(kind: .call, title: title, due: .at(now.adding(seconds: 3600)))
      (new.remindAt, new.minutes) = (now.adding(seconds: 3000), 45)
      let made = new
      try await world.write(as: person) { _ = try $0.activities.add(made) }
    }
    let anna = try #require(world.crm.installation.people[world.anna])
    let reader = world.site.reader(language: "ru")
    let text = try await world.read(as: world.anna) { work in
      let activities = try work.activities.list(ActivityFilter(), .due, limit: 10).items
        .filter { $0.ownerID == anna.id }
      return FeedText(
        person: anna, activities: activities, deals: [:], clients: [:], reader: reader,
        origin: "https://crm.example", host: "crm.example"
      ).text
    }
    let lines = text.components(separatedBy: "\r\n")
    #expect(lines.contains("SUMMARY:Позвонить\\, срочно\\; «Вода»"))
    #expect(lines.contains("DTSTART:20260302T080000Z") && lines.contains("DTEND:20260302T084500Z"))
    #expect(lines.contains("TRIGGER:-PT10M"))
    #expect(!text.contains("Чужое"))
    await world.end()
  }
}
