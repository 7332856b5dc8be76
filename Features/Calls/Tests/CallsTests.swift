import Clients
import Deals
import Kernel
import Support
import Testing
import World

@testable import Calls

@Suite struct CallsTests {
  private static let phone = "+7 911 204-18-36"

  @Test(arguments: TestEngine.available)
  func aCallIsHeardByThoseWhoSeeItsDeal(_ engine: TestEngine) async throws {
    let world = try await World(engine)
    let deal = try await world.deal(of: world.anna)
    let kept = try await world.crm.keep(Array("ID3 голос".utf8), named: "звонок.mp3", as: world.actor(world.anna))
    let call = try await world.write(as: world.anna) {
      try $0.calls.add(NewCall(of: deal.id, .inbound, phone: Self.phone, at: $0.now), recording: kept)
    }
    #expect(call.phone == "+79112041836" && call.personID == world.anna)
    for person in [world.anna, world.boris, world.rita, world.quentin, world.olga] {
      let file = try await world.read(as: person) { try $0.calls.recording(of: $0.calls.find(call.id)) }
      #expect(file.name == "звонок.mp3" && file.type.isSound)
    }
    for person in [world.gleb, world.nikita, world.vadim] {
      await #expect(throws: NotFound.self) { try await world.read(as: person) { _ = try $0.calls.find(call.id) } }
      #expect(try await world.read(as: person) { try $0.calls.count() } == 0)
    }
    await world.end()
  }

  @Test(arguments: TestEngine.available)
  func whoCallsUsComesBackFromTheArchiveByACallSinceThen(_ engine: TestEngine) async throws {
    let world = try await World(engine)
    let deal = try await world.deal(of: world.anna)
    let won = try #require(try await world.stages().first { $0.kind == .won })
    try await world.write(as: world.olga) { _ = try $0.deals.move(deal.id, to: won.id) }
    world.clock.advance(days: 3)
    try await world.write(as: world.rita) {
      _ = try $0.companies.archive(deal.companyID, because: "Закрылись в январе")
    }
    let calls: [(PhoneCall.Direction, Int64, Bool)] = [
      (.outbound, 0, true), (.inbound, -86_400, true), (.inbound, 0, false),
    ]
    for (direction, ago, isAway) in calls {
      try await world.write(as: world.anna) { work in
        let at = work.now.adding(seconds: ago)
        try work.calls.add(NewCall(of: deal.id, direction, phone: Self.phone, at: at))
        let note = try work.companies.find(deal.companyID).company.archive
        #expect((note != nil) == isAway)
      }
    }
    await world.end()
  }

  @Test(arguments: TestEngine.available)
  func aCallIsNeitherAheadNorWithoutANumber(_ engine: TestEngine) async throws {
    let world = try await World(engine)
    let deal = try await world.deal(of: world.anna)
    let error = await #expect(throws: Refusal.self) {
      try await world.write(as: world.anna) { work in
        try work.calls.add(NewCall(of: deal.id, .inbound, phone: "12", at: work.now.adding(seconds: 60)))
      }
    }
    #expect(error?.violations.map(\.field) == ["phone", "at"])
    await world.end()
  }

  @Test(arguments: TestEngine.available)
  func aTalkIsContactWithTheClientWhenItWas(_ engine: TestEngine) async throws {
    let world = try await World(engine)
    let deal = try await world.deal(of: world.anna)
    world.clock.advance(days: 3)
    let now = world.clock.now
    func touched() async throws -> (client: Instant?, deal: Instant?) {
      try await world.read(as: world.olga) { work in
        (try work.companies.find(deal.companyID).company.lastTouchAt, try work.deals.find(deal.id).lastActivityAt)
      }
    }
    func call(_ at: Instant, seconds: Int?) async throws {
      try await world.write(as: world.anna) { work in
        var new = NewCall(of: deal.id, .outbound, phone: Self.phone, at: at)
        new.seconds = seconds
        try work.calls.add(new)
      }
    }
    // Nobody answered: that was no contact.
    try await call(now, seconds: 0)
    #expect(try await touched().client == nil)
    try await call(now.adding(seconds: -7200), seconds: 95)
    #expect(try await touched().client == now.adding(seconds: -7200))
    // The deal was worked when it was put down.
    #expect(try await touched().deal == now)
    // One that is put down later and was earlier takes nothing back.
    try await call(now.adding(seconds: -86_400), seconds: nil)
    #expect(try await touched().client == now.adding(seconds: -7200))
    await world.end()
  }
}
