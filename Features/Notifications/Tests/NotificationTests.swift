import Deals
import Kernel
import Support
import Testing
import World

@testable import Notifications

@Suite struct NotificationTests {
  private func unread(_ world: World, _ person: ID<Person>) async throws -> [Notification] {
    let records = world.site.records
    return try await world.read(as: person) { try $0.notifications(records).list(unread: true, limit: 50).items }
  }

  @Test(arguments: TestEngine.available)
  func whoIsMentionedIsTold(_ engine: TestEngine) async throws {
    let world = try await World(engine)
    let deal = try await world.deal(of: world.anna)
    try await world.write(as: world.anna) { work in
      try work.deals.comment(deal.id, "@Вера Сотникова, возьмёте? @Анна Крылова не успевает")
    }
    let told = try await unread(world, world.vera)
    #expect(told.map(\.kind) == ["mention"])
    #expect(told.first?.path(world.site.records) == "/deals/\(deal.id)")
    #expect(told.first?.actorID == world.anna)
    // Nobody is told what he did himself.
    #expect(try await unread(world, world.anna).isEmpty)
    await world.end()
  }

  @Test(arguments: TestEngine.available)
  func whoGetsADealFromSomebodyElseIsTold(_ engine: TestEngine) async throws {
    let world = try await World(engine)
    let deal = try await world.deal(of: world.anna)
    try await world.write(as: world.rita) { work in
      var people = DealPeople()
      people.owner = world.boris
      try work.deals.assign(deal.id, people)
    }
    #expect(try await unread(world, world.boris).map(\.kind) == ["assigned"])
    #expect(try await unread(world, world.anna).isEmpty)
    await world.end()
  }

  @Test(arguments: TestEngine.available)
  func manyDealsFromOneHandAreToldOfOnce(_ engine: TestEngine) async throws {
    let world = try await World(engine)
    for number in 0..<5 {
      let deal = try await world.deal(of: world.anna, phone: "+7 911 204-18-3\(number)")
      try await world.write(as: world.rita) { work in
        var people = DealPeople()
        people.owner = world.boris
        try work.deals.assign(deal.id, people)
      }
    }
    #expect(try await unread(world, world.boris).map(\.times) == [5])
    await world.end()
  }

  @Test(arguments: TestEngine.available)
  func nobodyIsToldOfWhatHeMayNotSee(_ engine: TestEngine) async throws {
    let world = try await World(engine)
    let records = world.site.records
    let deal = try await world.deal(of: world.anna)
    try await world.write(as: world.anna) { try $0.deals.comment(deal.id, "@Глеб Мухин, это ваш клиент?") }
    #expect(try await unread(world, world.gleb).isEmpty)
    #expect(try await world.read(as: world.gleb) { try $0.notifications(records).unread() } == 0)
    try await world.write(as: world.olga) { work in
      var people = DealPeople()
      people.owner = world.gleb
      try work.deals.assign(deal.id, people)
    }
    #expect(try await unread(world, world.gleb).map(\.kind) == ["assigned", "mention"])
    await world.end()
  }

  @Test(arguments: TestEngine.available)
  func whatIsReadIsReadAndOnlyByItsOwner(_ engine: TestEngine) async throws {
    let world = try await World(engine)
    let records = world.site.records
    let deal = try await world.deal(of: world.anna)
    for _ in 0..<3 { try await world.write(as: world.anna) { try $0.deals.comment(deal.id, "@Вера Сотникова") } }
    let told = try await unread(world, world.vera)
    #expect(told.count == 3)
    await #expect(throws: NotFound.self) {
      try await world.write(as: world.boris) { try $0.notifications(records).read(told[0].id) }
    }
    let read = try await world.write(as: world.vera) { try $0.notifications(records).read(told[0].id) }
    #expect(read.readAt == world.clock.now)
    #expect(try await world.read(as: world.vera) { try $0.notifications(records).unread() } == 2)
    try await world.write(as: world.vera) { try $0.notifications(records).readAll() }
    #expect(try await unread(world, world.vera).isEmpty)
    #expect(try await world.read(as: world.vera) { try $0.notifications(records).count() } == 3)
    await world.end()
  }

  @Test(arguments: TestEngine.available)
  func theBellRingsForItsPersonAlone(_ engine: TestEngine) async throws {
    let world = try await World(engine)
    let signal = Signal(subject: Subject("notification", 3), event: 9, audience: [world.vera], isPersonal: true)
    #expect(signal.reaches(try world.actor(world.vera), in: world.crm.installation))
    for other in [world.olga, world.ada, world.anna] {
      #expect(!signal.reaches(try world.actor(other), in: world.crm.installation))
    }
    await world.end()
  }
}
