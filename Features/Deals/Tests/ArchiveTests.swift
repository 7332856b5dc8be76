import Clients
import Deals
import Kernel
import Store
import Support
import Testing
import World

/// The archive (D9): deals leave everything that counts, stay findable, and come back.
@Suite struct ArchiveTests {
  @Test(arguments: TestEngine.available) func anArchivedDealLeavesBoardListsAndTotals(_ engine: TestEngine) async throws
  {
    let world = try await World(engine)
    let deal = try await world.deal(of: world.anna)
    let other = try await world.deal(of: world.anna, "Остаётся", phone: "+7 911 204-18-37")
    try await world.write(as: world.rita) { _ = try $0.deals.archive(deal.id, because: "Дубль другой сделки") }
    try await world.read(as: world.anna) { work in
      let pipeline = try work.pipelines.find(deal.pipelineID)
      #expect(try work.board(DealFilter()).cards(in: deal.stageID).items.map(\.deal.id) == [other.id])
      let total = try work.board(DealFilter()).totals(of: pipeline)[deal.stageID]
      #expect(total?.count == 1)
      for course in DealFilter.Course.allCases where course != .archived {
        let list = work.dealList(DealFilter(course: course))
        let (found, count) = (try list.page(.number, after: nil, limit: 50).items, try list.count())
        #expect(!found.map(\.id).contains(deal.id) && count == found.count, "\(course)")
      }
      let archive = work.dealList(DealFilter(course: .archived))
      #expect(try archive.page(.amountDown, after: nil, limit: 50).items.map(\.id) == [deal.id])
      #expect(try archive.count() == 1)
      #expect(try work.deals.of(deal.companyID).isEmpty)
      #expect(try work.deals.find(deal.id).archivedState == .open)
    }
    await world.end()
  }

  @Test(arguments: TestEngine.available) func aRestoredDealStandsWhereItStood(_ engine: TestEngine) async throws {
    let world = try await World(engine)
    let deal = try await world.deal(of: world.anna)
    let won = try await world.stages().first { $0.kind == .won }?.id ?? deal.stageID
    let closed = try await world.deal(of: world.anna, "Выиграна", phone: "+7 911 204-18-37")
    let company = closed.companyID
    let before = try await world.write(as: world.olga) { work in
      _ = try work.deals.move(closed.id, to: won)
      return try work.deals.find(closed.id)
    }
    @Sendable func brought() async throws -> Int64? {
      try await world.read(as: world.olga) { try $0.companies.find(company).company.ltvMinor }
    }
    let earned = try await brought()
    #expect(earned == before.amount)
    try await world.write(as: world.olga) { work in
      for id in [deal.id, closed.id] { _ = try work.deals.archive(id, because: "Дубль другой сделки") }
    }
    #expect(try await brought() == 0)
    world.clock.advance(days: 3)
    try await world.write(as: world.olga) { work in
      #expect(try work.deals.restore(deal.id).closedAt == nil)
      let back = try work.deals.restore(closed.id)
      #expect((back.state, back.closedAt) == (.won, before.closedAt))
      #expect(try work.board(DealFilter()).cards(in: deal.stageID).items.map(\.deal.id) == [deal.id])
    }
    #expect(try await brought() == earned)
    await world.end()
  }

  @Test(arguments: TestEngine.available) func onlyWhoMayPutsDealsAwayAndNobodyWorksOnThemThere(_ engine: TestEngine)
    async throws
  {
    let world = try await World(engine)
    let deal = try await world.deal(of: world.anna)
    // R49: nor does Anna give up a client that way.
    for person in [world.anna, world.boris, world.vera, world.quentin] {
      await #expect(throws: Forbidden.self) {
        try await world.write(as: person) { _ = try $0.deals.archive(deal.id, because: "Дубль другой сделки") }
      }
    }
    await #expect(throws: NotFound.self) {
      try await world.write(as: world.gleb) { _ = try $0.deals.archive(deal.id, because: "Дубль другой сделки") }
    }
    let won = try #require(try await world.stages().first { $0.kind == .won })
    let closed = try await world.deal(of: world.anna, "Выиграна", phone: "+7 911 204-18-37")
    try await world.write(as: world.olga) { _ = try $0.deals.move(closed.id, to: won.id) }
    try await world.write(as: world.anna) { _ = try $0.deals.archive(closed.id) }
    let stage = try await world.stages()[1].id
    try await world.write(as: world.rita) { work in
      _ = try work.deals.archive(deal.id, because: "Дубль другой сделки")
      #expect(throws: Conflict("deal_archived")) { try work.deals.archive(deal.id, because: "Дубль другой сделки") }
      #expect(throws: Conflict("deal_archived")) { try work.deals.move(deal.id, to: stage) }
      #expect(throws: Conflict("deal_archived")) { try work.deals.assign(deal.id, DealPeople(owner: world.boris)) }
      var change = DealChange()
      change.title = "Другое"
      #expect(throws: Conflict("deal_archived")) { try work.deals.change(deal.id, change) }
    }
    await world.end()
  }

  @Test(arguments: TestEngine.available) func anOpenDealIsPutAwayOnlyWithAReasonAndAClosedOneWithout(
    _ engine: TestEngine
  ) async throws {
    let world = try await World(engine)
    let (open, closed) = (
      try await world.deal(of: world.anna), try await world.deal(of: world.anna, phone: "+7 911 204-18-37")
    )
    let won = try #require(try await world.stages().first { $0.kind == .won })
    try await world.write(as: world.olga) { _ = try $0.deals.move(closed.id, to: won.id) }
    for words in [nil, "", "  ", "дуб "] as [String?] {
      await #expect(throws: Refusal("archive_reason", field: "reason", ["min": "5"])) {
        try await world.write(as: world.rita) { _ = try $0.deals.archive(open.id, because: words) }
      }
    }
    let outcomes = try await world.write(as: world.rita) { work in
      try work.batches.act(.archive(because: nil), on: [MarkedDeal(open.id), MarkedDeal(closed.id)]).outcomes
    }
    #expect(outcomes.map { $0.error == nil } == [false, true])
    let away = try await world.write(as: world.rita) { try $0.deals.archive(open.id, because: " Дубль ") }
    #expect((away.archivedReason, away.archiverID) == ("Дубль", world.rita))
    let back = try await world.write(as: world.rita) { try $0.deals.restore(open.id) }
    #expect(back.archivedReason == nil && back.archiverID == nil)
    await world.end()
  }
}
