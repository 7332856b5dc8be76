import Kernel
import Support
import Testing

@testable import Timeline

struct EventWordingTests {
  @Test(arguments: TestEngine.available)
  func factsAreToldInTheReadersFormats(_ engine: TestEngine) async throws {
    try await WordedLog.open(engine) { log in
      let facts: JSON = [
        "from": "Поиск", "sum": Fact.money(Money(minor: 14_850_000, .rub)),
        "spent": Fact.duration(seconds: 3 * 86_400), "on": Fact.day(Day("2026-05-14")),
        "to": Fact.person(ID(2)), "why": Fact.word("events.yes"), "list": Fact.list(["а", "б"]),
        "none": Fact.day(nil),
      ]
      let event = try await log.record(facts, as: log.actor(1))
      let template = "{actor}: «{from}», {sum}, {spent}, {on}, {to}, {why}, {list}, {none}, {absent}"
      let text = try log.wording(template).text(event).replacing("\u{A0}", with: " ")
      #expect(
        text
          == "Анна Крылова: «Поиск», 148 500 ₽, 3 дня, 14 мая, Борис Дёмин, да, а, б, не указано, не указано"
      )
    }
  }

  @Test(arguments: TestEngine.available)
  func changesNameTheFieldAndBothValues(_ engine: TestEngine) async throws {
    try await WordedLog.open(engine) { log in
      let changes = Fact.changes([
        .init("name", from: "Было", to: "Стало"), .init("inn", from: .null, to: "7707083893"),
      ])
      let event = try await log.record(["what": changes], as: log.actor(1))
      let wording = try log.wording("{actor}: {what}")
      #expect(
        wording.text(event) == "Анна Крылова: название: Было → Стало; ИНН: не указано → 7707083893")
      #expect(
        wording.markup(event).text
          == #"<b>Анна Крылова</b>: название: <s class="quiet">Было</s> → <b>Стало</b>; ИНН: <b>7707083893</b>"#)
    }
  }

  @Test(arguments: TestEngine.available)
  func whatIsUnknownIsToldPlainly(_ engine: TestEngine) async throws {
    try await WordedLog.open(engine) { log in
      let event = try await log.record(["odd": ["shape": [1, 2]]], as: .system("import"))
      #expect(try log.wording(nil).text(event) == "Импорт: something_happened")
      #expect(try log.wording("{actor}: {odd} {").text(event) == "Импорт: не указано {")
      let other = try await log.record([:], as: .system("nightly"))
      #expect(try log.wording("{actor}").text(other) == "Voronka")
    }
  }

  @Test(arguments: TestEngine.available)
  func nothingTypedBecomesMarkup(_ engine: TestEngine) async throws {
    try await WordedLog.open(engine) { log in
      let event = try await log.record(["name": "<script>{actor}</script>"], as: log.actor(1))
      let wording = try log.wording("{name}", aside: "{name}")
      #expect(wording.markup(event).text == "&lt;script&gt;{actor}&lt;/script&gt;")
      #expect(wording.aside(event) == "<script>{actor}</script>")
    }
  }

  @Test(arguments: TestEngine.available)
  func anAsideIsSilentWhereItsFactIsMissing(_ engine: TestEngine) async throws {
    try await WordedLog.open(engine) { log in
      let event = try await log.record([:], as: log.actor(1))
      #expect(try log.wording("{actor}", aside: "{source}").aside(event) == nil)
      #expect(try log.wording("{actor}").aside(event) == nil)
    }
  }
}
