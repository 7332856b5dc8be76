import Deals
import Foundation
import Kernel
import Support
import Testing

@testable import Imports

/// The sample of 8,800 real deals, taken in whole by the mapping that ships with the product.
/// `VORONKA_SAMPLES` names the folder of samples.
struct SampleTests {
  private static let samples = ProcessInfo.processInfo.environment["VORONKA_SAMPLES"]
  private static let mapping = URL(fileURLWithPath: #filePath).deletingLastPathComponent()
    .appendingPathComponent("../../../docs/samples/opportunities-mapping.json")

  private struct Group: Sendable, Equatable {
    let state: String
    let deals: Int
    let amount: Int64
  }

  @Test(.enabled(if: samples != nil), arguments: TestEngine.available)
  func theSampleComesInWhole(_ engine: TestEngine) async throws {
    let folder = URL(fileURLWithPath: Self.samples ?? "")
    let file = try String(
      contentsOf: folder.appendingPathComponent("opportunities/sales_pipeline.csv"), encoding: .utf8)
    let mapping = try String(contentsOf: Self.mapping, encoding: .utf8)
    try await ImportDesk.open(engine) { desk in
      let item = try await desk.take(file, mapping, named: "sales_pipeline.csv")
      #expect(item.error == nil)
      #expect(item.progress == ImportProgress(line: 8801, taken: 8800, skipped: 0, rejected: 0))
      let groups = try await desk.read { work in
        try work.all(
          """
          SELECT deal.state, stage.name, count(*) AS deals,
            CAST(coalesce(sum(deal.amount), 0) AS BIGINT) AS amount
          FROM deal JOIN stage ON stage.id = deal.stage_id GROUP BY deal.state, stage.name ORDER BY count(*) DESC
          """
        ) { Group(state: try $0["state"] + " " + $0["name"], deals: try $0["deals"], amount: try $0["amount"]) }
      }
      #expect(
        groups == [
          Group(state: "won Выиграна", deals: 4238, amount: 1_000_553_400),
          Group(state: "lost Не реализована", deals: 2473, amount: 0),
          Group(state: "open Коммуникация", deals: 1589, amount: 0),
          Group(state: "open Новый", deals: 500, amount: 0),
        ])
      #expect(try await desk.count("deal WHERE currency <> 'USD' AND amount IS NOT NULL") == 0)
      #expect(try await desk.count("deal WHERE title = 'GTXPro'") == 0)
      #expect(try await desk.count("deal WHERE title = 'GTX Pro'") == 1480)
      #expect(try await desk.count("company") == 86)
      #expect(
        try await desk.count("deal JOIN company ON company.id = company_id WHERE company.name = 'Клиент не указан'")
          == 1425)
      let owners = try await desk.read { try $0.value("SELECT count(DISTINCT owner_id) FROM deal", as: Int.self) }
      #expect(owners == 30)
      let days = try await desk.read { work in
        try work.value(
          "SELECT CAST(sum(closed_at - created_at) AS BIGINT) / 86400000 FROM deal WHERE state = 'won'", as: Int64.self)
      }
      #expect(days.map { Double($0) / 4238 }.map { abs($0 - 51.78) < 0.01 } == true)
      let open = try await desk.read { work in
        try work.value("SELECT CAST(sum(deals) AS BIGINT) FROM deal_total", as: Int.self)
      }
      #expect(open == 2089)
    }
  }
}
