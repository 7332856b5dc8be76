import Deals
import Foundation
import Kernel
import Store
import Support
import Testing

@testable import Imports

struct ResumeTests {
  private static let mapping = """
    {"columns": {"title": "what", "client": "who", "amount": "sum", "external_id": "id"}}
    """

  private static func file(_ rows: Int) -> String {
    "id,what,who,sum\n"
      + (1...rows).map { "\($0),Насос \($0),Клиент \($0 % 7),\($0.isMultiple(of: 10) ? "много" : "10")\n" }.joined()
  }

  @Test(arguments: TestEngine.available)
  func aKilledImportGoesOnWithoutDoubles(_ engine: TestEngine) async throws {
    try await ImportDesk.open(engine) { desk in
      let id = try await desk.send(Self.file(1500), Self.mapping)
      let killed = Task { try await ImportRun(crm: desk.crm, id: id, batchSize: 5).run() }
      while try await desk.item(id).progress.rows < 50 { try await Task.sleep(for: .milliseconds(5)) }
      killed.cancel()
      await #expect(throws: CancellationError.self) { try await killed.value }
      let half = try await desk.item(id)
      #expect(half.state == .running)
      #expect(half.progress.rows < 1500)
      try await desk.drain()
      let whole = try await desk.item(id)
      #expect(whole.state == .done)
      #expect(whole.progress == ImportProgress(line: 1501, taken: 1350, skipped: 0, rejected: 150))
      #expect(try await desk.count("deal") == 1350)
      #expect(try await desk.count("company") == 7)
      #expect(try await desk.rejected(whole).split(separator: "\r\n").count == 151)
    }
  }

  @Test(arguments: TestEngine.available)
  func twoServersDoNotTakeARowTwice(_ engine: TestEngine) async throws {
    try await ImportDesk.open(engine) { desk in
      let id = try await desk.send(Self.file(300), Self.mapping)
      async let one: Void = ImportRun(crm: desk.crm, id: id, batchSize: 7).run()
      async let other: Void = ImportRun(crm: desk.crm, id: id, batchSize: 11).run()
      _ = try await (one, other)
      let whole = try await desk.item(id)
      #expect(whole.state == .done)
      #expect(whole.progress.taken == 270)
      #expect(try await desk.count("deal") == 270)
    }
  }

  @Test func aStoppedImportStaysWhereItIs() async throws {
    try await ImportDesk.open(.sqlite) { desk in
      let id = try await desk.send(Self.file(300), Self.mapping)
      _ = try await desk.crm.write(as: desk.owner) { try $0.imports.cancel(id) }
      try await desk.drain()
      #expect(try await desk.item(id).state == .cancelled)
      #expect(try await desk.count("deal") == 0)
      await #expect(throws: Conflict.self) {
        try await desk.crm.write(as: desk.owner) { try $0.imports.cancel(id) }
      }
    }
  }

  @Test(arguments: TestEngine.available)
  func aRollbackLeavesWhatPeopleHaveWorkedWith(_ engine: TestEngine) async throws {
    try await ImportDesk.open(engine) { desk in
      let rows = (1...9).map { "\($0),Насос,Клиент \($0),10,\($0 % 2 == 0 ? "won" : "")\n" }
      let file = "id,what,who,sum,state\n" + rows.joined()
      let mapping = """
        {"columns": {"title": "what", "client": "who", "amount": "sum", "external_id": "id",
          "stage": {"column": "state", "values": {"won": {"state": "won"}}}}}
        """
      let item = try await desk.take(file, mapping)
      #expect(item.progress.taken == 9)
      let first = try #require(try await desk.deals().first)
      try await desk.crm.write(as: desk.owner) { work in
        var change = DealChange()
        change.title = "Насос и шланг"
        _ = try work.deals.change(first.id, change)
      }
      // What the product itself does with a deal is nobody's work.
      let second = try #require(try await desk.deals().dropFirst().first { $0.state == .open })
      try await desk.crm.write(as: .system("watch")) { work in
        var change = DealChange()
        change.title = "Насос второй"
        _ = try work.deals.change(second.id, change)
      }
      try await desk.crm.write(as: desk.owner) { try $0.imports.rollBack(item.id) }
      try await desk.drain()
      let back = try await desk.item(item.id)
      #expect(back.state == .rolledBack)
      #expect(back.takenBack == 8)
      #expect(back.kept == 1)
      #expect(try await desk.deals().map(\.id) == [first.id])
      #expect(try await desk.count("company") == 1)
      for table in ["deal_participant", "stage_move"] as [SQL] { #expect(try await desk.count(table) == 1) }
      let totals = try await desk.read { work in
        try work.value("SELECT CAST(sum(deals) AS BIGINT) FROM deal_total", as: Int.self)
      }
      #expect(totals == 1)
      let again = try await desk.take(file, mapping)
      #expect(again.progress == ImportProgress(line: 10, taken: 8, skipped: 1, rejected: 0))
    }
  }
}
