import Clients
import Deals
import Kernel
import Store
import Support
import Testing
import World

/// What winning is: in sales the client paid, and the sum is known; elsewhere he goes on in sales, and nobody falls out
/// between two funnels (R38, R44).
@Suite struct EndingTests {
  private static let sum = Money(minor: 900_000_00, .rub)

  @Test(arguments: TestEngine.available, [Pipeline.Kind.warmup, .calling])
  func whoIsWonOutsideOfSalesGoesOnInSales(_ engine: TestEngine, _ kind: Pipeline.Kind) async throws {
    let world = try await World(engine)
    let deal = try await world.warm(of: world.anna, in: kind, sum: Self.sum)
    let won = try await world.win(deal, as: world.anna)
    #expect(won.state == .won)
    let id = try #require(won.successorID)
    try await world.read(as: world.anna) { work in
      let next = try work.deals.find(id)
      let (pipeline, stage) = try work.pipelines.of(stage: next.stageID)
      #expect((pipeline.kind, stage.name, next.state) == (.sales, "Поиск", .open))
      #expect((next.companyID, next.title, next.sourceID) == (deal.companyID, deal.title, deal.sourceID))
      #expect(next.ownerID == world.anna && next.money == Self.sum)
      let contacts = try [id, deal.id].map { try work.deals.contacts(of: $0) }
      #expect(contacts[0] == contacts[1])
      #expect(try work.deals.find(deal.id).successorID == id)
      // Nobody paid anything yet.
      #expect(try work.companies.find(deal.companyID).company.ltvMinor == 0)
      let kinds = try [deal.subject, next.subject].map { subject in
        Set(try work.history(of: subject, before: nil, limit: 20).map(\.kind))
      }
      #expect(kinds[0].isSuperset(of: ["deal_passed_on", "deal_succeeded"]) && !kinds[0].contains("deal_won"))
      #expect(kinds[1].isSuperset(of: ["deal_created", "deal_followed"]))
    }
    await world.end()
  }

  @Test(arguments: TestEngine.available) func ofManyEachGoesOn(_ engine: TestEngine) async throws {
    let world = try await World(engine)
    var deals: [Deal] = []
    for number in 0..<3 {
      deals.append(try await world.warm(of: world.anna, phone: "+7 921 000-00-1\(number)"))
    }
    let marked = deals.map { MarkedDeal($0.id) }
    let won = try await world.wonStage(of: deals[0])
    let (outcomes, batch) = try await world.write(as: world.anna) { try $0.batches.act(.move(won), on: marked) }
    #expect(batch == nil && Set(outcomes.compactMap { $0.deal?.successorID }).count == 3)
    let clients = deals.map(\.companyID)
    let open = try await world.read(as: world.anna) { work in
      try clients.map { try work.deals.of($0).filter { $0.closedAt == nil }.count }
    }
    #expect(open == [1, 1, 1])
    await world.end()
  }

  @Test(arguments: TestEngine.available) func whereNothingIsSoldNobodyIsWonAndNothingIsWritten(
    _ engine: TestEngine
  ) async throws {
    let world = try await World(engine)
    let deal = try await world.warm(of: world.anna)
    try await world.write(as: world.ada) { work in
      for pipeline in try work.pipelines.all() where pipeline.kind == .sales {
        try work.pipelines.archive(pipeline.id)
      }
    }
    let refusal = await #expect(throws: Refusal.self) { try await world.win(deal, as: world.anna) }
    #expect(refusal?.violations.map(\.code) == ["no_sales_funnel"])
    let won = try await world.wonStage(of: deal)
    let outcomes = try await world.write(as: world.anna) {
      try $0.batches.act(.move(won), on: [MarkedDeal(deal.id)]).outcomes
    }
    #expect(outcomes.map { $0.error == nil } == [false])
    let after = try await world.read(as: world.anna) { try $0.deals.find(deal.id) }
    #expect(after == deal)
    await world.end()
  }

  @Test(arguments: TestEngine.available) func heGoesOnWithWhomTheStageIsWorkedBy(_ engine: TestEngine) async throws {
    let world = try await World(engine)
    let sale = try #require(try await world.stages().first).pipelineID
    // The first stage alone is a manager's: it is where the deal begins then; if none is, his head has it.
    for (range, owner, position) in [(0...0, world.anna, 0), (2...2, world.rita, 1)] {
      try await world.write(as: world.ada) { try $0.pipelines.set(range: range, of: .manager, in: sale) }
      try await world.crm.reload()
      let deal = try await world.warm(of: world.anna, phone: "+7 921 000-00-2\(position)")
      let id = try #require(try await world.win(deal, as: world.anna).successorID)
      let next = try await world.read(as: world.olga) { try $0.deals.find(id) }
      let stages = try await world.stages()
      #expect(next.ownerID == owner && next.stageID == stages[position].id)
    }
    await world.end()
  }

  @Test(arguments: TestEngine.available) func whoLeftTheCompanyIsNotGivenItsClients(_ engine: TestEngine) async throws {
    let world = try await World(engine)
    let deal = try await world.warm(of: world.anna)
    // As an old installation may have it: the owner sells no more.
    try await world.crm.write(as: .system("test")) {
      _ = try $0.execute("UPDATE person SET job = 'quality' WHERE id = \(world.anna)")
    }
    try await world.crm.reload()
    let id = try #require(try await world.win(deal, as: world.rita).successorID)
    let next = try await world.read(as: world.olga) { try $0.deals.find(id) }
    #expect(next.people == [world.rita])
    await world.end()
  }

  @Test(arguments: TestEngine.available) func anImportTellsOfWinsAsTheyWere(_ engine: TestEngine) async throws {
    let world = try await World(engine)
    let warm = try await world.warm(of: world.anna, sum: Self.sum)
    let bare = try await world.deal(of: world.anna, phone: "+7 911 204-18-37", amount: nil)
    let stages = (try await world.wonStage(of: warm), try await world.wonStage(of: bare))
    let won = try await world.crm.write(as: .system("import", isQuiet: true)) { work in
      [try work.deals.move(warm.id, to: stages.0), try work.deals.move(bare.id, to: stages.1)]
    }
    #expect(won.map(\.state) == [.won, .won] && won.map(\.successorID) == [nil, nil])
    let brought = try await world.read(as: world.olga) { try $0.companies.find(warm.companyID).company.ltvMinor }
    #expect(brought == 0)
    await world.end()
  }

  @Test(arguments: TestEngine.available) func whatIsWonOutsideOfSalesBringsNothingFromTheArchiveEither(
    _ engine: TestEngine
  ) async throws {
    let world = try await World(engine)
    let deal = try await world.warm(of: world.anna, sum: Self.sum)
    try await world.win(deal, as: world.anna)
    try await world.write(as: world.olga) { work in
      _ = try work.deals.archive(deal.id, because: "Дубль другой сделки")
      #expect(try work.companies.find(deal.companyID).company.ltvMinor == 0)
      _ = try work.deals.restore(deal.id)
      #expect(try work.companies.find(deal.companyID).company.ltvMinor == 0)
    }
    await world.end()
  }

  @Test(arguments: TestEngine.available) func nothingIsSoldForNothing(_ engine: TestEngine) async throws {
    let world = try await World(engine)
    for (amount, code) in [(nil, "required"), (0, "sold_for_nothing")] as [(Int64?, String)] {
      let deal = try await world.deal(of: world.anna, phone: "+7 921 000-00-3\(amount ?? 1)", amount: amount)
      let won = try await world.wonStage(of: deal)
      let refusal = await #expect(throws: Refusal.self) {
        try await world.write(as: world.olga) { _ = try $0.deals.move(deal.id, to: won) }
      }
      #expect(refusal?.violations == [.init(code, field: "amount")])
      let outcomes = try await world.write(as: world.olga) {
        try $0.batches.act(.move(won), on: [MarkedDeal(deal.id)]).outcomes
      }
      #expect(outcomes[0].error?.rule == code)
      try await world.write(as: world.olga) { work in
        var answers = DealAnswers()
        answers.amount = Self.sum
        let sold = try work.deals.move(deal.id, to: won, answers: answers)
        let brought = try work.companies.find(deal.companyID).company.ltvMinor
        #expect(sold.money == Self.sum && brought == Self.sum.minor)
      }
    }
    await world.end()
  }

  @Test(arguments: TestEngine.available) func aNewDealWithWhoWasWarmedUpBeginsInSales(_ engine: TestEngine) async throws
  {
    let world = try await World(engine)
    let deal = try await world.warm(of: world.anna)
    try await world.lose(deal)
    let again = try await world.write(as: world.anna) { try $0.deals.createAgain(after: deal.id) }
    #expect(try await world.stages()[0].id == again.stageID)
    await world.end()
  }
}

extension World {
  /// A deal outside of sales, in the second stage of the first funnel of that kind.
  fileprivate func warm(
    of person: ID<Person>, in kind: Pipeline.Kind = .warmup, phone: String = "+7 911 204-18-36", sum: Money? = nil
  ) async throws -> Deal {
    try await write(as: person) { work in
      guard let pipeline = try work.pipelines.all().first(where: { $0.kind == kind }) else {
        throw NotFound("pipeline")
      }
      var new = NewDeal(client: .described(ClientDescription(name: "Мария Ковалёва", phone: phone), field: ""))
      new.title = "Обратный осмос в загородный дом"
      new.stageID = pipeline.columns[1].id
      new.sourceID = try work.sources.all().first?.id
      new.amount = sum
      return try work.deals.create(new)
    }
  }

  fileprivate func wonStage(of deal: Deal) async throws -> ID<Stage> {
    let won = try await read(as: olga) { try $0.pipelines.find(deal.pipelineID).won?.id }
    guard let won else { throw NotFound("stage") }
    return won
  }

  @discardableResult
  fileprivate func win(_ deal: Deal, as person: ID<Person>) async throws -> Deal {
    let won = try await wonStage(of: deal)
    return try await write(as: person) { try $0.deals.move(deal.id, to: won) }
  }
}
