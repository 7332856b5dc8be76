import Clients
import Deals
import Kernel
import Store
import Support
import Testing
import World

/// A list narrowed by words: as the search finds, on board, list and list of clients alike.
@Suite struct ListWordsTests {
  @Test(arguments: TestEngine.available) func wordsOfDealAndClientAreFoundHoweverTheyAreTyped(_ engine: TestEngine)
    async throws
  {
    let world = try await World(engine)
    let deal = try await world.deal(of: world.anna, "Остекление лоджии")
    let other = try await world.write(as: world.gleb) { work in
      let client = ClientDescription(name: "Пётр Сорокин", phone: "+7 921 555-44-33", company: "ООО «Ромашка»")
      var new = NewDeal(client: .described(client, field: ""))
      new.title = "Тёплый пол"
      return try work.deals.create(new)
    }
    let typed: [(String, ID<Deal>?)] = [
      ("остекл", deal.id), ("лоджии остекление", deal.id), ("jcntrktybt", deal.id), ("теплый", other.id),
      ("ромашка пол", other.id), ("сорокин", other.id), ("Сорокен", other.id), ("остеклание", deal.id),
      ("ковалева лоджии", deal.id), ("555-44-33", other.id), ("нет такого", nil), ("+", nil),
      (deal.id.description, deal.id),
    ]
    for (text, wanted) in typed {
      let found = [wanted].compactMap(\.self)
      try await world.read(as: world.olga) { work in
        let filter = DealFilter(text: text)
        for order in [DealOrder.number, .amountDown] {
          let page = try work.dealList(filter).page(order, after: nil, limit: 50)
          #expect(page.items.map(\.id) == found, "\(text) by \(order)")
        }
        #expect(try work.dealList(filter).count() == found.count, "\(text)")
        let pipeline = try work.pipelines.find(deal.pipelineID)
        #expect(try work.board(filter).cards(in: deal.stageID).items.map(\.deal.id) == found, "\(text) on the board")
        let total = try work.board(filter).totals(of: pipeline)[deal.stageID]?.count ?? 0
        #expect(total == found.count, "\(text)")
      }
      // Nobody finds what he may not see.
      try await world.read(as: world.anna) { work in
        let page = try work.dealList(DealFilter(text: text)).page(.number, after: nil, limit: 50)
        #expect(page.items.map(\.id) == found.filter { $0 == deal.id }, "\(text)")
      }
    }
    await world.end()
  }

  @Test(arguments: TestEngine.available) func clientsAreNarrowedByTheSameWords(_ engine: TestEngine) async throws {
    let world = try await World(engine)
    let deal = try await world.deal(of: world.anna)
    for text in ["ковалева", "rjdfk`df", "мария", "204-18-36"] {
      var filter = ClientListFilter()
      filter.text = text
      try await world.read(as: world.anna) { [filter] work in
        let page = try work.clientList(filter).page(.name, after: nil, limit: 50)
        #expect(page.items.map(\.company.id) == [deal.companyID], "\(text)")
        #expect(try work.clientList(filter).count(upTo: 10) == 1, "\(text)")
      }
    }
    await world.end()
  }
}
