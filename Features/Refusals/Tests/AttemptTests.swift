import Deals
import Kernel
import Store
import Support
import Testing
import Web
import World

@testable import Refusals

/// Attempts to reach the client: scheduled, counted, and no reason to blame anybody.
@Suite struct AttemptTests {
  private func codes(_ desk: CheckDesk, _ refusal: RefusalCase, _ callback: Callback) async throws -> [String] {
    let world = desk.world
    do {
      try await world.write(as: world.quentin) { _ = try $0.refusals.call(refusal.id, callback) }
      return []
    } catch let error as Refusal {
      return error.violations.map(\.code)
    }
  }

  private func called(_ desk: CheckDesk, number: Int = 1) async throws -> RefusalCase {
    let (_, refusal) = try await desk.refusal(number: number)
    return try await desk.listen(refusal, .missing, by: desk.world.quentin)
  }

  private func found(_ desk: CheckDesk, _ refusal: RefusalCase) async throws -> RefusalCase {
    try await desk.world.read(as: desk.world.quentin) { try $0.refusals.find(refusal.id) }
  }

  @Test(arguments: TestEngine.available)
  func halfAWorkingDayLiesBetweenTwoAttemptsAndATalkCountsAtOnce(_ engine: TestEngine) async throws {
    let desk = try await CheckDesk(engine)
    let world = desk.world
    let refusal = try await called(desk)
    // A Monday, ten in the morning; the day has nine hours.
    #expect(try await codes(desk, refusal, Callback(reached: false)) == [])
    #expect(try await found(desk, refusal).nextCallAt == Instant("2026-03-02T14:30:00+03:00"))
    world.clock.advance(seconds: 4 * 3600)
    #expect(try await codes(desk, refusal, Callback(reached: false)) == ["call_too_early"])
    #expect(try await found(desk, refusal).attempts == 1)
    world.clock.advance(seconds: 1800)
    #expect(try await codes(desk, refusal, Callback(reached: false)) == [])
    // Three and a half hours of that day are left; the night is not counted.
    #expect(try await found(desk, refusal).nextCallAt == Instant("2026-03-03T10:00:00+03:00"))
    #expect(try await codes(desk, refusal, Callback(reached: true, confirmed: false)) == [])
    let after = try await found(desk, refusal)
    #expect(after.attempts == 3 && after.state == .checked && after.nextCallAt == nil)
    await world.end()
  }

  @Test(arguments: TestEngine.available)
  func theNextCallIsWhenItWasAgreedNeitherSoonerNorInAMonth(_ engine: TestEngine) async throws {
    let desk = try await CheckDesk(engine)
    let world = desk.world
    let refusal = try await called(desk)
    func at(_ text: String) -> Callback {
      var callback = Callback(reached: false)
      callback.nextAt = Instant(text)
      return callback
    }
    #expect(try await codes(desk, refusal, at("2026-03-02T14:29:00+03:00")) == ["call_too_soon"])
    #expect(try await codes(desk, refusal, at("2026-03-16T10:01:00+03:00")) == ["call_too_late"])
    #expect(try await found(desk, refusal).attempts == 0)
    #expect(try await codes(desk, refusal, at("2026-03-05T12:00:00+03:00")) == [])
    world.clock.advance(days: 2)
    #expect(try await codes(desk, refusal, Callback(reached: false)) == ["call_too_early"])
    world.clock.advance(seconds: 26 * 3600)
    #expect(try await codes(desk, refusal, Callback(reached: false)) == [])
    await world.end()
  }

  @Test(arguments: TestEngine.available)
  func theQueueStandsInTheOrderOfWhatIsToBeDoneNext(_ engine: TestEngine) async throws {
    let desk = try await CheckDesk(engine)
    let world = desk.world
    let later = try await called(desk, number: 1)
    let (_, waiting) = try await desk.refusal(number: 2)
    let sooner = try await called(desk, number: 3)
    var agreed = Callback(reached: false)
    agreed.nextAt = Instant("2026-03-06T12:00:00+03:00")
    #expect(try await codes(desk, later, agreed) == [])
    #expect(try await codes(desk, sooner, Callback(reached: false)) == [])
    try await world.read(as: world.quentin) { work in
      let first = try work.refusals.list(.open, limit: 2)
      let rest = try work.refusals.list(.open, after: first.next, limit: 2)
      #expect((first.items + rest.items).map(\.id) == [sooner.id, waiting.id, later.id])
    }
    await world.end()
  }

  @Test(arguments: TestEngine.available)
  func whoCalledIsRemindedOnceWhenTheTimeHasComeUnlessTheClientWasReachedMeanwhile(_ engine: TestEngine) async throws {
    let desk = try await CheckDesk(engine)
    let world = desk.world
    let (refusal, reached) = (try await called(desk, number: 1), try await called(desk, number: 2))
    for one in [refusal, reached] { #expect(try await codes(desk, one, Callback(reached: false)) == []) }
    #expect(try await codes(desk, reached, Callback(reached: true, confirmed: false)) == [])
    let worker = Worker(crm: world.crm, kinds: [RefusalJobs.callAgain])
    try await worker.drain()
    world.clock.advance(seconds: 16_200)
    try await worker.drain()
    try await worker.drain()
    let told = try await world.crm.read(as: .system("test")) { work in
      try work.all("SELECT person_id, path FROM notification WHERE kind = 'refusal_call_due'") {
        "\(try $0["person_id"] as Int64) \(try $0["path"] as String)"
      }
    }
    #expect(told == ["\(world.quentin) /refusals/\(refusal.id)"])
    await world.end()
  }
}
