import Clients
import Deals
import Kernel
import Support
import Testing
import World

@testable import Advertising

@Suite struct CPLTests {
  private static let march = Month(of: Day("2026-03-02") ?? Day(number: 0))

  @Test func aCostIsSpendByInquiriesToTheNearestKopeck() throws {
    let found = try #require(
      CPL(.source, "Яндекс", Self.march, spend: Money(minor: 41_200_000, .rub), inquiries: 103))
    #expect(found.amount == Money(minor: 400_000, .rub))
    #expect(CPL(.source, "Яндекс", Self.march, spend: Money(minor: 10, .rub), inquiries: 3)?.amount.minor == 3)
    #expect(CPL(.source, "Яндекс", Self.march, spend: Money(minor: 11, .rub), inquiries: 3)?.amount.minor == 4)
    #expect(CPL(.source, "Яндекс", Self.march, spend: nil, inquiries: 3) == nil)
    #expect(CPL(.source, "Яндекс", Self.march, spend: Money(minor: 10, .rub), inquiries: 0) == nil)
    #expect(CPL(found.json) == found)
  }

  @Test func aMonthHasItsOwnDays() {
    #expect(Month("2026-03")?.next.description == "2026-04")
    #expect(Month("2026-01")?.previous.description == "2025-12")
    #expect(Month("2026-13") == nil && Month("2026-3") == nil && Month("март") == nil)
  }

  @Test(arguments: TestEngine.available)
  func aCostIsLookedForFromTheCampaignToTheHouse(_ engine: TestEngine) async throws {
    let world = try await World(engine)
    let sources = try await world.read(as: world.olga) { try $0.sources.all() }
    let ads = sources.filter { $0.kind == .advertising }
    let yandex = try #require(ads.first)
    func deal(_ source: ID<Source>?, _ campaign: String?, _ number: Int) async throws -> Deal {
      try await world.write(as: world.anna) { work in
        var new = NewDeal(
          client: .described(ClientDescription(name: "Клиент", phone: "+7921555\(1000 + number)"), field: ""))
        new.sourceID = source
        if let campaign { new.utm = ["utm_source": "yandex", "utm_campaign": .string(campaign)] }
        return try work.deals.create(new)
      }
    }
    let autumn = try await deal(yandex.id, "осень 50%_\"а\"", 1)
    let plain = try await deal(yandex.id, nil, 2)
    let alien = try await deal(nil, nil, 3)
    func level(_ deal: Deal) async throws -> (CPL.Level, Int64) {
      let cpl = try await world.read(as: world.olga) { try $0.advertising.cpl(of: deal) }
      return (cpl.level, cpl.amount.minor)
    }
    #expect(try await level(autumn) == (.unknown, 0))
    try await world.write(as: world.olga) { try $0.advertising.setHouse(Money(minor: 500_00, .rub)) }
    #expect(try await level(autumn) == (.house, 500_00))
    #expect(try await level(alien) == (.house, 500_00))
    try await world.write(as: world.rita) {
      try $0.advertising.spend(Money(minor: 1000_00, .rub), on: yandex.id, in: Self.march)
    }
    #expect(try await level(plain) == (.source, 500_00))
    try await world.write(as: world.rita) {
      try $0.advertising.spend(Money(minor: 3000_00, .rub), on: yandex.id, campaign: "осень 50%_\"а\"", in: Self.march)
    }
    #expect(try await level(autumn) == (.campaign, 3000_00))
    #expect(try await level(plain) == (.source, 2000_00))
    if let other = ads.dropFirst().first {
      let quiet = try await deal(other.id, nil, 4)
      #expect(try await level(quiet) == (.channel, 1333_33))
    }
    await world.end()
  }

  @Test(arguments: TestEngine.available)
  func whoDoesNotKeepTheBooksSaysNothingOfSpend(_ engine: TestEngine) async throws {
    let world = try await World(engine)
    let source = try #require(try await world.read(as: world.olga) { try $0.sources.all() }.first)
    for person in [world.anna, world.vera, world.quentin, world.vadim] {
      await #expect(throws: Forbidden.self) {
        try await world.write(as: person) {
          try $0.advertising.spend(Money(minor: 1, .rub), on: source.id, in: Self.march)
        }
      }
    }
    await world.end()
  }
}
