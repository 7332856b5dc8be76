import Kernel
import Testing
import Web

@Suite struct InputTests {
  static let title = Field<String>.line("title", max: 10)
  static let amount = Field<Money>.money("amount")
  static let day = Field<Day>.day("expected_close_on")

  private func input(_ json: JSON) -> Input {
    Input(json, fields: [Self.title.required, Self.amount, Self.day], currency: .rub)
  }

  @Test func everythingWrongIsFoundAtOnce() {
    let input = input([
      "title": "far too long a title", "amount": "many", "expected_close_on": "2026-02-30", "extra": 1,
    ])
    let found = input.violations.map { "\($0.field ?? "") \($0.code)" }
    #expect(found == ["title too_long", "amount not_money", "expected_close_on not_day", "extra unknown_field"])
  }

  @Test func aMissingRequiredFieldIsNamed() {
    #expect(input([:]).violations.map(\.field) == ["title"])
    #expect(input(["title": ""]).violations.map(\.code) == ["required"])
  }

  static let forms: [(JSON, Int64)] = [
    (.string("120000.5"), 12_000_050), (.integer(7), 700),
    (["amount": "120 000,00", "currency": "RUB"], 12_000_000), (["amount": "1"], 100),
  ]

  @Test(arguments: forms) func moneyIsTakenInEachOfItsForms(_ form: JSON, _ minor: Int64) {
    #expect(input(["title": "a", "amount": form])[Self.amount]?.minor == minor)
  }

  @Test func absentAndEmptyAreTwoThings() {
    let input = input(["title": "a", "amount": nil])
    #expect(input.has(Self.amount))
    #expect(!input.has(Self.day))
    #expect(input[Self.amount] == nil)
  }
}
