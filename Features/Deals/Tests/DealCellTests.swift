import Clients
import Kernel
import Support
import Testing
import Web
import World

@testable import Deals

/// Cells of the list that are changed where they stand.
@Suite struct DealCellTests {
  private func save(_ cell: DealCell, _ fields: [JSON.Field], in deal: Deal, of world: World) async throws -> Deal {
    try await world.write(as: world.anna) { work in
      let version: Int = try work.deals.find(deal.id).version
      let sent = JSON.object([.init("version", JSON(version))] + fields)
      let input = Input(sent, fields: [DealForm.version.required, cell.field], currency: .rub, strict: false)
      try input.check()
      try cell.save(input, in: deal.id, work)
      return try work.deals.find(deal.id)
    }
  }

  @Test(arguments: TestEngine.available) func eachCellChangesNothingButItsOwn(_ engine: TestEngine) async throws {
    let world = try await World(engine)
    let field = try await world.write(as: world.olga) {
      try $0.dealFields.add(DealFieldDraft(name: "Площадь", kind: .number))
    }
    var deal = try await world.deal(of: world.anna, "Окна", amount: 50_000)
    deal = try await save(.amount, [.init("amount", "120 000")], in: deal, of: world)
    deal = try await save(.expected, [.init("expected_close_on", "2030-05-01")], in: deal, of: world)
    deal = try await save(.own(field), [.init(field.input, "42")], in: deal, of: world)
    deal = try await save(.title, [.init("title", "Окна и двери")], in: deal, of: world)
    #expect(deal.title == "Окна и двери")
    #expect(deal.amount == 12_000_000)
    #expect(deal.expectedCloseOn == Day("2030-05-01"))
    #expect(deal.fields["Площадь"] == .integer(42))
    deal = try await save(.amount, [.init("amount", "")], in: deal, of: world)
    #expect(deal.amount == nil)
    #expect(deal.title == "Окна и двери")
    #expect(deal.ownerID == world.anna)
    deal = try await save(.owner, [.init("owner_id", JSON(world.boris))], in: deal, of: world)
    #expect(deal.ownerID == world.boris)
    await world.end()
  }

  @Test(arguments: TestEngine.available) func whatDoesNotFitIsRefusedWithItsField(_ engine: TestEngine) async throws {
    let world = try await World(engine)
    let deal = try await world.deal(of: world.anna, "Окна", amount: 50_000)
    let title = await #expect(throws: Refusal.self) {
      try await save(.title, [.init("title", "")], in: deal, of: world)
    }
    #expect(title?.violations.first?.field == "title")
    let amount = await #expect(throws: Refusal.self) {
      try await save(.amount, [.init("amount", "много")], in: deal, of: world)
    }
    #expect(amount?.violations.first?.code == "not_money")
    await world.end()
  }

  @Test func onlyWhatIsTheDealsOwnIsChangedInItsRow() {
    let cells = ["title", "amount", "owner", "source", "expected", "manager", "consultant", "origin"]
    #expect(cells.allSatisfy { DealCell(column: $0, own: []) != nil })
    let told = ["company", "stage", "next", "entered", "created", "closed", "pipeline", "phone", "last", "number", ""]
    #expect(told.allSatisfy { DealCell(column: $0, own: []) == nil })
  }
}
