import Deals
import Kernel
import Support
import Team
import Testing
import World

@testable import Discipline

@Suite struct BoardTests {
  @Test(arguments: TestEngine.available)
  func theBoardCountsWhatEachPersonLacks(_ engine: TestEngine) async throws {
    let world = try await World(engine)
    let first = try await world.deal(of: world.anna)
    let second = try await world.deal(of: world.anna, phone: "+7 911 204-18-37")
    let stages = try await world.stages()
    try await world.write(as: world.anna) { _ = try $0.deals.move(second.id, to: stages[1].id) }
    try await world.write(as: world.olga) { work in
      try work.execute("UPDATE deal SET next_activity_at = \(work.now.adding(seconds: -60)) WHERE id = \(second.id)")
    }
    let anna = try await world.read(as: world.rita) { try $0.discipline.board().first { $0.person == world.anna } }
    #expect(anna?[.untouched] == 1)
    #expect(anna?[.unplanned] == 1)
    #expect(anna?[.overdue] == 1)
    #expect(anna?.open == 2)
    let lists = try await world.read(as: world.rita) { work in
      try Shortfall.zeros.map { try work.discipline.deals(of: world.anna, $0).items.map(\.deal.id) }
    }
    #expect(lists == [[first.id], [first.id], [second.id]])
    await world.end()
  }

  @Test(arguments: TestEngine.available)
  func aDayThatEndedLeadsToTheDealsThatWereLeftOver(_ engine: TestEngine) async throws {
    let world = try await World(engine)
    let worker = Worker(crm: world.crm, kinds: [DayWatch.job])
    try await worker.drain()
    let deal = try await world.deal(of: world.anna)
    world.clock.advance(seconds: 9 * 3600)
    try await worker.drain()
    try await world.write(as: world.anna) { try $0.discipline.answer(deal.id, "Позвонила") }
    guard let day = try await world.read(as: world.rita, { try $0.discipline.closedDays(limit: 1).first })
    else { throw NotFound("day") }
    let left = try await world.read(as: world.rita) { work in
      try work.discipline.deals(left: .untouched, on: day, by: world.anna)
    }
    #expect(left.map(\.deal.id) == [deal.id])
    // It was answered since.
    #expect(left.map(\.shortfalls) == [[.unplanned]])
    await #expect(throws: NotFound.self) {
      try await world.read(as: world.nikita) { _ = try $0.discipline.deals(left: .untouched, on: day, by: world.anna) }
    }
    await world.end()
  }

  @Test(arguments: TestEngine.available)
  func aHeadsDayIsThatOfHisPeople(_ engine: TestEngine) async throws {
    let world = try await World(engine)
    _ = try await world.deal(of: world.anna)
    func people(_ person: ID<Person>) async throws -> [ID<Person>: Int] {
      let people = try await world.read(as: person) { try $0.discipline.today().people }
      return Dictionary(uniqueKeysWithValues: people.map { ($0.person, $0.left) })
    }
    #expect(try await people(world.rita) == [world.anna: 2, world.boris: 0, world.vera: 0])
    #expect(try await people(world.nikita) == [world.gleb: 0])
    #expect(try await people(world.anna) == [:])
    await world.end()
  }

  @Test(arguments: TestEngine.available)
  func everybodySeesThoseWhomHeAnswersFor(_ engine: TestEngine) async throws {
    let world = try await World(engine)
    func seen(_ person: ID<Person>) async throws -> Set<ID<Person>> {
      try await world.read(as: person) { Set(try $0.discipline.board().map(\.person)) }
    }
    #expect(try await seen(world.rita) == [world.anna, world.boris, world.vera])
    #expect(try await seen(world.nikita) == [world.gleb])
    #expect(try await seen(world.anna) == [world.anna])
    #expect(try await seen(world.olga) == [world.anna, world.boris, world.vera, world.gleb])
    await #expect(throws: NotFound.self) {
      try await world.read(as: world.nikita) { _ = try $0.discipline.deals(of: world.anna, nil) }
    }
    await world.end()
  }

  @Test(arguments: TestEngine.available)
  func aLargeDepartmentIsShownInTwoSteps(_ engine: TestEngine) async throws {
    let world = try await World(engine)
    try await world.write(as: world.olga) { work in
      for number in 0..<DisciplineModel.shownPeople {
        let draft = PersonDraft(name: "Яна \(number)", email: "yana\(number)@test.voronka", job: .manager)
        _ = try work.team.add(draft)
      }
    }
    try await world.crm.reload()
    _ = try await world.deal(of: world.gleb)
    func board(isWhole: Bool) async throws -> DisciplineModel {
      try await world.read(as: world.olga) { try DisciplineModel.read($0, date: nil, isWhole: isWhole) }
    }
    let (first, whole) = (try await board(isWhole: false), try await board(isWhole: true))
    #expect(first.shown == DisciplineModel.shownPeople && !first.isWhole)
    #expect(whole.shown == DisciplineModel.shownPeople + 4 && whole.isWhole)
    // The sums are of all, whoever is shown.
    #expect(first.total(.untouched) == 1 && whole.total(.untouched) == 1)
    await world.end()
  }

  @Test(arguments: TestEngine.available)
  func aListGoesOnWhereItEnded(_ engine: TestEngine) async throws {
    let world = try await World(engine)
    for number in 0..<7 { _ = try await world.deal(of: world.anna, phone: "+7 911 204-18-3\(number)") }
    let found = try await world.read(as: world.rita) { work in
      var (all, after, rounds): ([ID<Deal>], Cursor?, Int) = ([], nil, 0)
      repeat {
        let slice = try work.discipline.deals(of: nil, .untouched, after: after, limit: 3)
        all += slice.items.map(\.deal.id)
        (after, rounds) = (slice.next, rounds + 1)
      } while after != nil && rounds < 9
      return all
    }
    #expect(found.count == 7)
    #expect(Set(found).count == 7)
    await world.end()
  }

  @Test(arguments: TestEngine.available)
  func whatWasPutAwayOpenStandsOnTheBoardWithWhoDidItAndWhy(_ engine: TestEngine) async throws {
    let world = try await World(engine)
    let deals = [
      try await world.deal(of: world.anna), try await world.deal(of: world.anna, phone: "+7 911 204-18-37"),
      try await world.deal(of: world.gleb, phone: "+7 911 204-18-38"),
    ]
    let why = "Клиент уже в другой сделке"
    for deal in deals {
      world.clock.advance(seconds: 60)
      try await world.write(as: world.olga) { _ = try $0.deals.archive(deal.id, because: why) }
    }
    try await world.write(as: world.olga) { _ = try $0.deals.restore(deals[0].id) }
    let found = try await world.read(as: world.olga) { work in
      let first = try work.discipline.putAway(limit: 1)
      return first.items + (try work.discipline.putAway(after: first.next, limit: 1).items)
    }
    #expect(found.map(\.deal.id) == [deals[2].id, deals[1].id])
    #expect(found.allSatisfy { $0.deal.archivedReason == why && $0.deal.archiverID == world.olga })
    // Each head hears of his own people.
    #expect(try await world.read(as: world.rita) { try $0.discipline.putAway().items.map(\.deal.id) } == [deals[1].id])
    #expect(try await world.read(as: world.rita) { try $0.discipline.putAwayCount() } == 1)
    await #expect(throws: Forbidden.self) { try await world.read(as: world.anna) { _ = try $0.discipline.putAway() } }
    await world.end()
  }

  @Test(arguments: TestEngine.available)
  func reactionTimesOfASourceLeadToTheirDeals(_ engine: TestEngine) async throws {
    let world = try await World(engine)
    let source = try #require(try await world.read(as: world.olga) { try $0.sources.all() }.first)
    let (quick, slow, other) = (
      try await world.deal(of: world.anna), try await world.deal(of: world.anna, phone: "+7 911 204-18-37"),
      try await world.deal(of: world.boris, phone: "+7 911 204-18-38")
    )
    try await world.write(as: world.olga) { work in
      for deal in [quick, slow] {
        var change = DealChange()
        change.sourceID = .some(source.id)
        _ = try work.deals.change(deal.id, change)
      }
    }
    world.clock.advance(seconds: 240)
    try await world.write(as: world.olga) { work in
      try work.deals.touch(quick.id)
      try work.deals.touch(other.id)
    }
    world.clock.advance(seconds: 3_360)
    try await world.write(as: world.olga) { try $0.deals.touch(slow.id) }
    try await world.read(as: world.rita) { work in
      var pick = ReactionPick(from: Instant(milliseconds: 0), to: work.now.adding(seconds: 1))
      let all = try work.deals.reactions(by: .source, pick)
      #expect(all.map(\.answered).sorted() == [1, 2])
      pick.origin = .source(source.id)
      let measured = try #require(try work.deals.reactions(by: .source, pick).first)
      #expect((measured.answered, measured.late, measured.median) == (2, 1, 1_920))
      #expect(try work.deals.reactions(by: .owner, pick).map(\.key) == [world.anna.number])
      #expect(try work.deals.answered(pick).items.map(\.id) == [slow.id, quick.id])
      let first = try work.deals.answered(pick, limit: 1)
      #expect(try work.deals.answered(pick, after: first.next, limit: 1).items.map(\.id) == [quick.id])
      pick.isLate = true
      #expect(try work.deals.answered(pick).items.map(\.id) == [slow.id])
      pick.origin = .unknown
      pick.isLate = false
      #expect(try work.deals.answered(pick).items.map(\.id) == [other.id])
      pick.personID = world.anna
      #expect(try work.deals.answered(pick).items.isEmpty)
    }
    await world.end()
  }
}
