import Clients
import Kernel
import Support
import Testing
import Web
import World

@testable import Deals

/// R31: what each person wants to see on the cards of his boards.
@Suite struct CardLookTests {
  @Test(arguments: TestEngine.available) func whoChoseNothingSeesTheExpectedDate(_ engine: TestEngine) async throws {
    let world = try await World(engine)
    let look = try await world.read(as: world.anna) { try CardLook.read($0) }
    #expect(look.chosen == ["expected"])
    #expect(!look.isCompact)
    await world.end()
  }

  @Test(arguments: TestEngine.available) func theChoiceIsThePersonsOwnInHisOrder(_ engine: TestEngine) async throws {
    let world = try await World(engine)
    let area = try await world.write(as: world.ada) { try $0.dealFields.add(.init(name: "Площадь", kind: .number)) }
    var choice = TableChoice()
    (choice.columns, choice.isDense) = ([area.input, "phone", "source", "owner"], true)
    try await world.write(as: world.anna) { [choice] in try choice.save(CardLook.table, in: $0) }
    let (annas, boriss) = (
      try await world.read(as: world.anna) { try CardLook.read($0) },
      try await world.read(as: world.boris) { try CardLook.read($0) }
    )
    #expect(annas.chosen == [area.input, "phone", "source"])
    #expect(annas.isCompact)
    #expect(annas.own.map(\.name) == ["Площадь"])
    #expect(boriss.chosen == ["expected"])
    await world.end()
  }

  @Test(arguments: TestEngine.available) func cardsAreLookedUpWithTheNumberToCallFirst(_ engine: TestEngine)
    async throws
  {
    let world = try await World(engine)
    let annas = try await world.deal(of: world.anna, "Annas", phone: "+79110000001")
    let boriss = try await world.deal(of: world.boris, "Boriss", phone: "+79110000002")
    let stage = try await world.stages()[0]
    let phones = try await world.read(as: world.olga) { work in
      let pipeline = try work.pipelines.find(stage.pipelineID)
      let cards = try work.board(DealFilter(scope: .all)).cards(in: stage.id).items
      var context = try CardContext.ofBoard(work, pipeline, try work.sources.all())
      try context.lookUp(cards)
      return Dictionary(uniqueKeysWithValues: cards.map { ($0.deal.id, context.card($0).phone?.e164) })
    }
    #expect(phones == [annas.id: "+79110000001", boriss.id: "+79110000002"])
    await world.end()
  }

  @Test(arguments: TestEngine.available) func numbersAreToldOfClientsThatOneSees(_ engine: TestEngine) async throws {
    let world = try await World(engine)
    let deal = try await world.deal(of: world.anna, phone: "+79110000001")
    let seen = try await world.read(as: world.anna) { try $0.clients.numbersToCall([deal.companyID]) }
    #expect(seen.mapValues(\.e164) == [deal.companyID: "+79110000001"])
    let none = try await world.read(as: world.anna) { try $0.clients.numbersToCall([]) }
    #expect(none.isEmpty)
    await world.end()
  }

  @Test(arguments: TestEngine.available) func rowsBringTheirPhonesOnlyWhereTheyAreShown(_ engine: TestEngine)
    async throws
  {
    let world = try await World(engine)
    let deal = try await world.deal(of: world.anna, phone: "+79110000001")
    let unasked = try await world.read(as: world.anna) { try DealListModel.rows($0, among: [deal.id]).rows }
    #expect(unasked.map { $0.card.phone?.e164 } == [nil])
    var choice = TableChoice()
    choice.columns = ["phone"]
    try await world.write(as: world.anna) { [choice] in try choice.save(DealListPage.table, in: $0) }
    let asked = try await world.read(as: world.anna) { try DealListModel.rows($0, among: [deal.id]).rows }
    #expect(asked.map { $0.card.phone?.e164 } == ["+79110000001"])
    await world.end()
  }
}
