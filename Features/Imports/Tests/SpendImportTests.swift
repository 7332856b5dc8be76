import Advertising
import Deals
import Kernel
import Store
import Support
import Testing
import World

@testable import Imports

/// Advertising spend from files: read as people write it, replaced by the same, refused with the reason.
@Suite struct SpendImportTests {
  private func file(_ text: String) throws -> SpendFile { try SpendFile(Array(text.utf8)[...]) }

  @Test func monthsAreReadAsPeopleWriteThem() {
    let march = Month("2026-03")
    for text in ["2026-03", "03.2026", "3/2026", "Март 2026", "мар. 2026", "March 2026", "31.03.2026", "2026-03-31"] {
      #expect(Month(written: text) == march, "\(text)")
    }
    for text in ["", "март", "2026", "13.2026", "2026-00", "вчера"] { #expect(Month(written: text) == nil, "\(text)") }
  }

  @Test func columnsSumsAndEncodingsAreReadAsThoseOfDeals() throws {
    let plain = try file("Источник;Кампания;Месяц;Сумма\nСайт;весна;март 2026;412 000,50\nПочта;;03.2026;1 000 ₽\n")
    #expect(plain.lines.map(\.amount) == [41_200_050, 100_000] && plain.lines.map(\.campaign) == ["весна", ""])
    // The same in windows-1251, as Excel writes it.
    let excel: [UInt8] =
      [0xC8, 0xF1, 0xF2, 0xEE, 0xF7, 0xED, 0xE8, 0xEA] + Array(";".utf8)  // Источник
      + [0xCC, 0xE5, 0xF1, 0xFF, 0xF6] + Array(";".utf8)  // Месяц
      + [0xD1, 0xF3, 0xEC, 0xEC, 0xE0] + Array("\r\n".utf8)  // Сумма
      + [0xD1, 0xE0, 0xE9, 0xF2] + Array(";2026-03;10,5\r\n".utf8)  // Сайт
    let read = try SpendFile(excel[...])
    #expect(read.lines.map(\.source) == ["Сайт"] && read.lines.map(\.amount) == [1_050])
    #expect(throws: Refusal("spend_columns", field: "file")) { try file("a;b\n1;2\n") }
    #expect(throws: Refusal("file_empty", field: "file")) { try file("") }
  }

  @Test func whatCantBeReadIsRefusedWithTheReason() throws {
    let read = try file(
      "source,campaign,month,amount\nСайт,,2026-03,5\nСайт,,march 2026,7\nСайт,,soon,5\nСайт,,2026-02,-5\n,,2026-02,5\n"
    )
    #expect(read.lines.count == 1)
    #expect(read.rejected.map(\.reason.code) == ["spend_twice", "spend_month", "spend_amount", "required"])
    #expect(read.rejected.map(\.number) == [3, 4, 5, 6])
  }

  @Test(arguments: TestEngine.available) func theSameIsReplacedAndOnceMoreChangesNothing(_ engine: TestEngine)
    async throws
  {
    let world = try await World(engine)
    let march = try #require(Month("2026-03"))
    try await world.write(as: world.olga) { work in
      if try work.sources.all().isEmpty { _ = try work.sources.add(SourceDraft(name: "Сайт", kind: .site)) }
      let site = try #require(try work.sources.all().first { $0.name == "Сайт" })
      try work.advertising.spend(Money(minor: 100, .rub), on: site.id, in: march)
    }
    let text = "source;campaign;month;amount\nсайт;;2026-03;5\nСайт;весна;2026-03;7\nЛуна;;2026-03;1\nСайт;;2026-04;1\n"
    let file = try file(text)
    let plan = try await world.write(as: world.olga) { work in
      let plan = try SpendPlan(file, in: work)
      try plan.take(in: work)
      return plan
    }
    #expect([plan.count(.new), plan.count(.replaced), plan.count(.same)] == [1, 1, 0])
    #expect(plan.rejected.map(\.reason.code) == ["spend_source", "month_ahead"])
    let (said, again, events) = try await world.read(as: world.olga) { work in
      (
        try work.advertising.list(march).map(\.amount.minor).sorted(), try SpendPlan(file, in: work),
        try work.value("SELECT count(*) FROM event WHERE kind = 'spend_said'", as: Int.self)
      )
    }
    #expect(said == [500, 700] && events == 3)
    #expect([again.count(.new), again.count(.replaced), again.count(.same)] == [0, 0, 2])
    await #expect(throws: Forbidden.self) {
      try await world.read(as: world.anna) { _ = try SpendPlan(file, in: $0) }
    }
    await world.end()
  }
}
