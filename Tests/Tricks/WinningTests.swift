import Activities
import Clients
import Deals
import Discipline
import Kernel
import Store
import Support
import Testing
import World

/// Trying to lose a client by winning him, and by burying what he asks in a deal that is open already.
@Suite struct WinningTests {
  private static let never = Day("2098-12-30") ?? Day(number: 0)

  /// Anna's client in the first stage of a funnel of that kind.
  private func deal(in kind: Pipeline.Kind, _ world: World) async throws -> Deal {
    try await world.write(as: world.anna) { work in
      guard let stage = try work.pipelines.all().first(where: { $0.kind == kind })?.first else {
        throw NotFound("stage")
      }
      var new = NewDeal(client: .described(.init(name: "Пётр Звонков", phone: "+79112041836"), field: ""))
      new.stageID = stage.id
      return try work.deals.create(new)
    }
  }

  @Test(arguments: TestEngine.available, [Pipeline.Kind.warmup, .calling])
  func whoIsWonOutsideOfSalesStandsOnTheBoardOfSales(_ engine: TestEngine, _ kind: Pipeline.Kind) async throws {
    let desk = try await Desk(engine)
    let world = desk.world
    let deal = try await deal(in: kind, world)
    let won = try await world.write(as: world.anna) { work in
      let stage = try work.pipelines.find(deal.pipelineID).won?.id ?? deal.stageID
      return try work.deals.move(deal.id, to: stage)
    }
    let next = try #require(won.successorID)
    #expect(try await desk.shown(next, to: world.anna) == [.unplanned])
    #expect(try await desk.shown(next, to: world.rita) == [.unplanned])
    await world.end()
  }

  @Test(arguments: TestEngine.available)
  func anInquiryThatJoinsADealIsInItsOwnersDayAndThenOnHisHeadsBoard(_ engine: TestEngine) async throws {
    let desk = try await Desk(engine)
    let world = desk.world
    let deal = try await world.deal(of: world.anna)
    try await world.write(as: world.anna) { _ = try $0.deals.comment(deal.id, "Позвонила, ждёт до весны") }
    try await desk.plan(in: deal, .on(Self.never))
    #expect(try await desk.shown(deal.id).isEmpty)
    let before = try await desk.told(world.anna)
    try await world.write(as: world.boris) { try $0.deals.inquire(deal.id, about: "Ещё и кулер", task: "Ответить") }
    #expect(try await desk.told(world.anna).subtracting(before) == ["inquired"])
    #expect(try await !desk.told(world.boris).contains("inquired"))
    let call = try #require(
      try await world.read(as: world.anna) { try $0.discipline.today().items.first { $0.activity?.dealID == deal.id } })
    #expect(call.reason == .due && call.activity?.kind == .call && call.activity?.text == "Ещё и кулер")
    try await desk.pass(minutes: 20)
    #expect(try await desk.shown(deal.id, to: world.rita) == [.overdue])
    await world.end()
  }

  @Test(arguments: TestEngine.available)
  func anInquiryGoesIntoNoDealInWhichNobodySells(_ engine: TestEngine) async throws {
    let desk = try await Desk(engine)
    let world = desk.world
    let warm = try await deal(in: .warmup, world)
    let sale = try await world.deal(of: world.anna, phone: "+7 911 204-18-37")
    let reason = try #require(try await world.read(as: world.olga) { try $0.reasons.all() }.first)
    try await world.write(as: world.anna) {
      _ = try $0.deals.refuse(sale.id, for: reason.id, until: $0.now)
    }
    let rules = [(warm, world.anna, "joins_sales_only"), (sale, world.anna, "deal_refused")]
    for (deal, person, expected) in rules {
      let rule = try await desk.rule(as: person) { try $0.deals.inquire(deal.id, about: "Кулер", task: "Ответить") }
      #expect(rule == expected)
    }
    let other = try await world.deal(of: world.anna, phone: "+7 911 204-18-38")
    for (person, expected) in [(world.quentin, "forbidden"), (world.gleb, "not_found")] {
      let rule = try await desk.rule(as: person) { try $0.deals.inquire(other.id, about: "Кулер", task: "Ответить") }
      #expect(rule == expected)
    }
    await world.end()
  }

  @Test(arguments: TestEngine.available)
  func aConsultantSellsNothingForNothing(_ engine: TestEngine) async throws {
    let desk = try await Desk(engine)
    let world = desk.world
    let won = try #require(try await world.stages().first { $0.kind == .won })
    for (amount, expected) in [(nil, "required"), (0, "sold_for_nothing")] as [(Int64?, String)] {
      let deal = try await world.deal(of: world.vera, phone: "+7 911 204-18-4\(amount ?? 1)", amount: amount)
      let rule = try await desk.rule(as: world.vera) { try $0.deals.move(deal.id, to: won.id) }
      #expect(rule == expected)
      #expect(try await desk.deal(deal.id).state == .open)
    }
    await world.end()
  }
}
