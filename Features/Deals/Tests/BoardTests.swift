import Clients
import Deals
import Kernel
import Store
import Support
import Testing
import World

/// What a board shows, to whom, and that its totals are exact.
@Suite struct BoardTests {
  @Test(arguments: TestEngine.available) func theKeptTotalsEqualACountAfterManyChanges(_ engine: TestEngine)
    async throws
  {
    let world = try await World(engine)
    let stages = try await world.stages()
    var dice = SystemRandomNumberGenerator()
    for number in 0..<40 {
      let person = number % 3 == 0 ? world.gleb : world.anna
      let deal = try await world.deal(
        of: person, phone: "+7 921 000-00-\(number + 10)", amount: Int64(number + 1) * 1000)
      let stage = stages[Int.random(in: 0..<stages.count, using: &dice)]
      if stage.kind == .lost {
        try await world.lose(deal)
      } else if stage.position > 0 {
        try await world.write(as: world.olga) { _ = try $0.deals.move(deal.id, to: stage.id) }
      }
      if stage.isOpen, number % 4 == 0 {
        try await world.write(as: world.olga) { work in
          try work.deals.assign(deal.id, DealPeople(owner: world.boris))
          var change = DealChange()
          change.amount = .some(Money(minor: 7_700, .rub))
          try work.deals.change(deal.id, change)
        }
      }
      if stage.isOpen, number % 3 == 0 {
        try await world.write(as: world.olga) { work in
          let reason = try #require(try work.reasons.all().first)
          let refused = try work.deals.refuse(deal.id, for: reason.id, until: work.now)
          if number % 2 == 0 { _ = try work.deals.resume(refused) }
        }
      }
    }
    let (kept, owned, counted) = try await world.read(as: world.olga) { work in
      let kept = try work.all(
        """
        SELECT stage_id, owner_id, CAST(sum(deals) AS BIGINT) AS deals, CAST(sum(amount) AS BIGINT) AS amount
        FROM deal_total GROUP BY stage_id, owner_id ORDER BY stage_id, owner_id
        """
      ) {
        [try $0["stage_id"] as Int, try $0["owner_id"], try $0["deals"], try $0["amount"]]
      }
      let owned = try work.all(
        """
        SELECT stage_id, person_id, deals, amount FROM deal_share
        WHERE owned AND deals <> 0 ORDER BY stage_id, person_id
        """
      ) {
        [try $0["stage_id"] as Int, try $0["person_id"], try $0["deals"], try $0["amount"]]
      }
      let counted = try work.all(
        """
        SELECT stage_id, owner_id, count(*) AS deals, CAST(sum(coalesce(amount, 0)) AS BIGINT) AS amount FROM deal
        WHERE state = 'open' GROUP BY stage_id, owner_id ORDER BY stage_id, owner_id
        """
      ) { [try $0["stage_id"] as Int, try $0["owner_id"], try $0["deals"], try $0["amount"]] }
      return (kept, owned, counted)
    }
    #expect(kept == counted)
    #expect(owned == counted)
    #expect(!kept.isEmpty)
    await world.end()
  }

  @Test(arguments: TestEngine.available) func everybodySeesTheDealsOfHisReachAndTheirTotals(_ engine: TestEngine)
    async throws
  {
    let world = try await World(engine)
    _ = try await world.deal(of: world.anna, "Annas", phone: "+79110000001", amount: 100)
    _ = try await world.deal(of: world.boris, "Boriss", phone: "+79110000002", amount: 200)
    _ = try await world.deal(of: world.gleb, "Glebs", phone: "+79110000003", amount: 400)
    let first = try await world.stages()[0]
    let expected: [(ID<Person>, DealFilter.Scope, Set<String>)] = [
      (world.anna, .mine, ["Annas"]), (world.anna, .department, ["Annas", "Boriss"]),
      (world.anna, .all, ["Annas", "Boriss"]), (world.vera, .all, ["Annas", "Boriss"]), (world.vera, .mine, []),
      (world.gleb, .all, ["Glebs"]), (world.rita, .all, ["Annas", "Boriss"]), (world.nikita, .all, ["Glebs"]),
      (world.olga, .all, ["Annas", "Boriss", "Glebs"]), (world.quentin, .all, ["Annas", "Boriss", "Glebs"]),
    ]
    for (person, scope, titles) in expected {
      let (cards, total) = try await world.read(as: person) { work in
        let board = work.board(DealFilter(scope: scope))
        let pipeline = try work.pipelines.find(first.pipelineID)
        return (try board.cards(in: first.id).items, try board.totals(of: pipeline)[first.id])
      }
      #expect(Set(cards.map(\.deal.title)) == titles)
      #expect(total?.count ?? 0 == titles.count)
    }
    await world.end()
  }

  @Test(arguments: TestEngine.available) func aColumnIsReadByKeyWithoutGapOrRepetition(_ engine: TestEngine)
    async throws
  {
    let world = try await World(engine)
    for number in 0..<45 {
      _ = try await world.deal(of: world.anna, "Deal \(number)", phone: "+792100001\(number + 10)")
      if number % 7 == 0 { world.clock.advance(seconds: 60) }
    }
    let first = try await world.stages()[0]
    var (seen, cursor): ([ID<Deal>], Cursor?) = ([], nil)
    repeat {
      let after = cursor
      let slice = try await world.read(as: world.anna) {
        try $0.board(DealFilter()).cards(in: first.id, after: after, limit: 10)
      }
      seen += slice.items.map(\.deal.id)
      cursor = slice.next
    } while cursor != nil
    #expect(seen.count == 45)
    #expect(Set(seen).count == 45)
    await world.end()
  }

  @Test(arguments: TestEngine.available) func filtersFindByWordsPhoneOwnerAndSource(_ engine: TestEngine) async throws {
    let world = try await World(engine)
    let annas = try await world.deal(of: world.anna, "Остекление лоджии", phone: "+7 911 555-44-33")
    _ = try await world.deal(of: world.boris, "Прицеп 50%_off", phone: "+7 911 555-99-88")
    let first = try await world.stages()[0]
    func titles(_ filter: DealFilter) async throws -> [String] {
      try await world.read(as: world.olga) { try $0.board(filter).cards(in: first.id).items.map(\.deal.title) }
    }
    #expect(try await titles(DealFilter(text: "ЛОДЖИИ")) == ["Остекление лоджии"])
    #expect(try await titles(DealFilter(text: "5554433")) == ["Остекление лоджии"])
    #expect(try await titles(DealFilter(owner: world.boris)) == ["Прицеп 50%_off"])
    #expect(try await titles(DealFilter(text: annas.id.description)) == ["Остекление лоджии"])
    #expect(try await titles(DealFilter(text: "нет такого")) == [])
    await world.end()
  }

  @Test(arguments: TestEngine.available) func theSamePhoneInAnotherSpellingIsTheSameClient(_ engine: TestEngine)
    async throws
  {
    let world = try await World(engine)
    let one = try await world.deal(of: world.anna, phone: "8 (911) 204-18-36")
    let other = try await world.deal(of: world.boris, phone: "+79112041836")
    #expect(one.companyID == other.companyID)
    #expect(one.id != other.id)
    await world.end()
  }
}
