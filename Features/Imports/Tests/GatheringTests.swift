import Clients
import Deals
import Kernel
import Store
import Support
import Testing

@testable import Imports

/// An import writes many rows at once; what comes of it is the same as row by row.
struct GatheringTests {
  private static let mapping = """
    {"columns": {"external_id": "n", "person": "who", "phone": "phone", "email": "mail", "client": "firm",
      "stage": "stage", "comment": "note"}}
    """
  private static let file = """
    n,who,phone,mail,firm,stage,note
    1,Анна Крылова,+79112041836,,,Новый,
    2,Анна Крылова,8 911 204 18 36,anna@lampa.example,,Новый,Перезвонить
    3,,,anna@lampa.example,,Новый,
    4,Пётр Лапин,+79112041836,,,Новый,
    5,,,,ООО «Ромашка»,Новый,
    6,,+74951234567,,Ромашка,Новый,
    7,,,,ромашка,Новый,
    7,Кто-то,,,,Новый,
    8,,нет,,,Новый,

    """

  @Test(arguments: TestEngine.available)
  func clientsOfOneBatchKnowEachOther(_ engine: TestEngine) async throws {
    try await ImportDesk.open(engine) { desk in
      let item = try await desk.take(Self.file, Self.mapping)
      #expect(item.progress == ImportProgress(line: 10, taken: 7, skipped: 0, rejected: 2))
      let deals = try await desk.deals()
      let families = deals[0..<4].map(\.companyID)
      let firms = deals[4..<7].map(\.companyID)
      #expect(Set(families).count == 1)
      #expect(Set(firms).count == 1)
      #expect(try await desk.count("company") == 2)
      #expect(try await desk.count("contact") == 2)
      #expect(try await desk.count("phone") == 3)
      #expect(try await desk.count("email") == 1)
      #expect(try await desk.count("deal_participant") == 7)
      #expect(try await desk.count("stage_move") == 7)
      let total: Int? = try await desk.read { try $0.value("SELECT sum(deals) FROM deal_total") }
      #expect(total == 7)
    }
  }

  @Test(arguments: TestEngine.available)
  func whoComesAfterAnImportGetsAFreeNumber(_ engine: TestEngine) async throws {
    try await ImportDesk.open(engine) { desk in
      _ = try await desk.take(Self.file, Self.mapping)
      let id = try await desk.crm.write(as: desk.owner) { work in
        try work.deals.create(.init(client: .described(.init(phone: "+79990001122"), field: ""))).id
      }
      #expect(try await desk.deals().map(\.id).max() == id)
    }
  }
}
