import Advertising
import Deals
import Kernel
import Refusals
import Support
import Testing
import World

@testable import Deductions

@Suite struct DeductionTests {
  private static let words = "Клиент дважды не взял трубку, я записал отказ."

  /// Anna's client did not refuse: the deal goes to Boris.
  private func returned(_ world: World) async throws -> Deduction {
    let source = try await world.read(as: world.olga) { try $0.sources.all() }.first { $0.kind == .site }
    let deal = try await world.deal(of: world.anna)
    try await world.write(as: world.anna) { work in
      var change = DealChange()
      change.sourceID = .some(source?.id)
      _ = try work.deals.change(deal.id, change)
    }
    if let source {
      try await world.write(as: world.rita) { work in
        try work.advertising.spend(Money(minor: 184_000, .rub), on: source.id, in: Month(of: work.today))
      }
    }
    let reason = try await world.read(as: world.olga) { try $0.reasons.all() }[0]
    let refusal = try await world.write(as: world.anna) {
      try $0.refusals.state(deal.id, for: reason.id, because: "Клиентка просила больше не звонить, дорого.")
    }
    try await world.write(as: world.quentin) { work in
      _ = try work.refusals.listen(refusal.id, Listening(voiced: false))
      _ = try work.refusals.call(refusal.id, Callback(reached: true, confirmed: false))
      _ = try work.refusals.resolve(refusal.id, .returned, to: world.boris)
    }
    return try await world.read(as: world.anna) { try $0.deductions.list(limit: 5).items[0] }
  }

  @Test(arguments: TestEngine.available)
  func whoGaveAClientUpIsChargedWhatHisInquiryCostAndTheAmountStays(_ engine: TestEngine) async throws {
    let world = try await World(engine)
    let deduction = try await returned(world)
    #expect(deduction.personID == world.anna && deduction.state == .proposed)
    #expect(deduction.amount == Money(minor: 184_000, .rub))
    #expect(deduction.cpl?.level == .source && deduction.cpl?.inquiries == 1)
    let source = try await world.read(as: world.olga) { try $0.sources.all() }.first { $0.kind == .site }
    let site = try #require(source)
    try await world.write(as: world.rita) { work in
      try work.advertising.spend(Money(minor: 1, .rub), on: site.id, in: Month(of: work.today))
    }
    #expect(try await world.read(as: world.anna) { try $0.deductions.find(deduction.id).amount } == deduction.amount)
    await world.end()
  }

  @Test(arguments: TestEngine.available)
  func aClientWhoWasMerelyNotReachedComesBackToSalesAndNobodyIsCharged(_ engine: TestEngine) async throws {
    let world = try await World(engine)
    let deal = try await world.deal(of: world.anna)
    let reason = try await world.read(as: world.olga) { try $0.reasons.all() }[0]
    let refusal = try await world.write(as: world.anna) { work in
      let stated = try work.refusals.state(deal.id, for: reason.id, because: "Клиентка просила больше не звонить.")
      return stated.id
    }
    try await world.write(as: world.quentin) { _ = try $0.refusals.listen(refusal, Listening(voiced: false)) }
    for _ in 0..<RefusalCase.mostAttempts {
      try await world.write(as: world.quentin) { _ = try $0.refusals.call(refusal, Callback(reached: false)) }
      world.clock.advance(days: 1)
    }
    try await world.write(as: world.quentin) { _ = try $0.refusals.resolve(refusal, .returned, to: world.boris) }
    let (owner, charged) = try await world.read(as: world.olga) { work in
      (try work.deals.find(deal.id).ownerID, try work.deductions.count())
    }
    #expect(owner == world.boris && charged == 0)
    await world.end()
  }

  /// Who may take which step from which state; nobody on both sides.
  @Test(arguments: TestEngine.available)
  func everyStepIsSomebodys(_ engine: TestEngine) async throws {
    let world = try await World(engine)
    typealias Step = @Sendable (Work, ID<Deduction>) throws -> Deduction
    let approve: Step = { try $0.deductions.approve($1) }
    let appeal: Step = { try $0.deductions.appeal($1, Self.words) }
    let uphold: Step = { try $0.deductions.decide($1, .upheld, note: "Запись слышал") }
    let cancel: Step = { try $0.deductions.decide($1, .cancelled, note: nil) }
    let id = try await returned(world).id
    func tries(_ step: Step, as person: ID<Person>) async throws -> String {
      do {
        let after = try await world.write(as: person) { try step($0, id) }
        return after.state.rawValue
      } catch is Forbidden {
        return "forbidden"
      } catch is NotFound {
        return "not found"
      } catch is Conflict {
        return "conflict"
      }
    }
    for person in [world.boris, world.gleb, world.nikita, world.quentin, world.vadim] {
      #expect(try await tries(approve, as: person) == "not found")
    }
    #expect(try await tries(approve, as: world.anna) == "forbidden")
    #expect(try await tries(approve, as: world.ada) == "forbidden")
    #expect(try await tries(appeal, as: world.anna) == "conflict")
    #expect(try await tries(uphold, as: world.rita) == "conflict")
    #expect(try await tries(approve, as: world.rita) == "approved")
    #expect(try await tries(cancel, as: world.rita) == "conflict")
    #expect(try await tries(appeal, as: world.rita) == "forbidden")
    #expect(try await tries(appeal, as: world.anna) == "appealed")
    #expect(try await tries(cancel, as: world.anna) == "forbidden")
    #expect(try await tries(uphold, as: world.olga) == "upheld")
    #expect(try await tries(cancel, as: world.olga) == "conflict")
    await world.end()
  }

  @Test(arguments: TestEngine.available)
  func theSumsOfAMonthSayWhatIsProposedAndWhatReducesTheBonus(_ engine: TestEngine) async throws {
    let world = try await World(engine)
    let deduction = try await returned(world)
    func sums(as person: ID<Person>, back: Bool = false) async throws -> [DeductionSums] {
      try await world.read(as: person) { work in
        let month = Month(of: work.today)
        return try work.deductions.sums(in: back ? month.previous : month)
      }
    }
    let none = Money(minor: 0, .rub)
    let proposed = try #require(try await sums(as: world.anna).first)
    #expect((proposed.personID, proposed.count) == (world.anna, 1))
    #expect(proposed[.proposed] == deduction.amount && proposed.total == none)
    try await world.write(as: world.rita) { _ = try $0.deductions.approve(deduction.id) }
    let approved = try #require(try await sums(as: world.rita).first)
    #expect(approved[.proposed] == none && approved[.approved] == deduction.amount)
    #expect(approved.total == deduction.amount)
    try await world.write(as: world.anna) { _ = try $0.deductions.appeal(deduction.id, Self.words) }
    #expect(try await sums(as: world.olga).map(\.total) == [none])
    try await world.write(as: world.rita) { _ = try $0.deductions.decide(deduction.id, .upheld, note: nil) }
    #expect(try await sums(as: world.olga).map(\.total) == [deduction.amount])
    // Others' are not his, and another month has its own.
    #expect(try await sums(as: world.boris).isEmpty)
    #expect(try await sums(as: world.olga, back: true).isEmpty)
    await world.end()
  }
}
