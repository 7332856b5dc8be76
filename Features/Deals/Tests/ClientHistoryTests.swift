import Clients
import Kernel
import Support
import Testing
import Timeline
import Web
import World

@testable import Deals

/// What happened to a client, to its people and to its deals is one history.
struct ClientHistoryTests {
  @Test(arguments: TestEngine.available)
  func aClientsHistoryTellsOfItsDealsAndPeople(_ engine: TestEngine) async throws {
    let world = try await World(engine)
    let deal = try await world.deal(of: world.anna)
    let stages = try await world.stages()
    try await world.write(as: world.anna) { try $0.deals.move(deal.id, to: stages[1].id) }
    let relations = world.site.relations(to: Company.kind)
    let subject = Subject(Company.kind, deal.companyID.number)
    let told = try await world.read(as: world.anna) { try History(of: subject, with: relations, in: $0) }
    #expect(Set(told.events.map(\.kind)) == ["company_added", "contact_added", "deal_created", "deal_moved"])
    #expect(told.events.map(\.id) == told.events.map(\.id).sorted(by: >))
    let page = try await world.read(as: world.anna) {
      try History.slice(of: subject, with: relations, limit: 2, after: nil, in: $0)
    }
    #expect(page.items.map(\.kind) == ["deal_moved", "deal_created"])
    let rest = try await world.read(as: world.anna) {
      try History.slice(of: subject, with: relations, limit: 10, after: page.next, in: $0)
    }
    #expect(rest.items.count == 2)
    await world.end()
  }

  @Test(arguments: TestEngine.available)
  func aHistoryIsNarrowedToWhatItIsAbout(_ engine: TestEngine) async throws {
    let world = try await World(engine)
    let deal = try await world.deal(of: world.anna)
    let stages = try await world.stages()
    try await world.write(as: world.anna) { work in
      try work.deals.move(deal.id, to: stages[1].id)
      try work.comments.add(to: deal.subject, text: "Ждёт сына", audience: nil)
    }
    let relations = world.site.relations(to: Company.kind)
    let subject = Subject(Company.kind, deal.companyID.number)
    func kinds(_ topic: EventTopic?) async throws -> [String] {
      let part = HistoryPart(topic: topic, in: world.site)
      return try await world.read(as: world.anna) { work in
        let told = try History(of: subject, with: relations, part, in: work)
        let counted = try History.count(of: subject, with: relations, part, in: work)
        #expect(counted == told.events.count)
        return told.events.map(\.kind)
      }
    }
    #expect(try await kinds(.talk) == ["comment_added"])
    #expect(try await kinds(.course) == ["deal_moved", "deal_created"])
    #expect(try await Set(kinds(.change)) == ["company_added", "contact_added"])
    #expect(try await kinds(.file).isEmpty)
    var all: Set<String> = []
    for topic in EventTopic.allCases { all.formUnion(try await kinds(topic)) }
    #expect(try await Set(kinds(nil)) == all)
    await world.end()
  }

  @Test(arguments: TestEngine.available)
  func nobodyHearsOfDealsThatHeMayNotSee(_ engine: TestEngine) async throws {
    let world = try await World(engine)
    let deal = try await world.deal(of: world.anna)
    let relations = world.site.relations(to: Company.kind)
    let subject = Subject(Company.kind, deal.companyID.number)
    let told = try await world.read(as: world.gleb) { try History(of: subject, with: relations, in: $0) }
    #expect(told.events.allSatisfy { $0.subject.kind != Deal.kind })
    #expect(!told.events.isEmpty)
    await world.end()
  }

  @Test(arguments: TestEngine.available)
  func aClientWhoWasLostBeginsAnew(_ engine: TestEngine) async throws {
    let world = try await World(engine)
    let old = try await world.deal(of: world.anna)
    try await world.lose(old)
    let deal = try await world.write(as: world.anna) { work in
      var new = NewDeal(client: .known(old.companyID))
      new.title = "Вернулись"
      return try work.deals.create(new)
    }
    let all = try await world.read(as: world.anna) { try $0.deals.of(old.companyID) }
    #expect(all.map(\.id) == [deal.id, old.id])
    await world.end()
  }
}
