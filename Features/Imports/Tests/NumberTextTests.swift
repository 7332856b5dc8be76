import Testing

@testable import Imports

struct NumberTextTests {
  @Test(arguments: [
    ("0", 0), ("5", 5_00), ("1054", 1_054_00), ("1 054", 1_054_00), ("1 054,50", 1_054_50),
    ("1,054.50", 1_054_50), ("1.054,50", 1_054_50), ("1\u{A0}054,5", 1_054_50),
    ("1\u{202F}234\u{2009}567.89", 1_234_567_89), ("1'054.50", 1_054_50),
    ("1,234,567", 1_234_567_00), ("1.234.567", 1_234_567_00), ("1.234.567,8", 1_234_567_80),
    ("120000 ₽", 120_000_00), ("120 000 руб.", 120_000_00), ("120000р", 120_000_00),
    ("₽120", 120_00), ("RUB 120.50", 120_50), ("120 Руб", 120_00), ("-5", -5_00),
    ("−5,25", -5_25), ("+5", 5_00), ("- 5 ₽", -5_00), (" 7 ", 7_00), ("0,5", 50), (".5", 50),
    ("0,500", 50), ("1054.000", 1_054_00), ("1 054.5000", 1_054_50), ("0005", 5_00),
    ("92233720368547758.07", Int64.max),
  ])
  func aSumIsReadExactly(_ text: String, _ hundredths: Int64) {
    #expect(NumberText.decimal(text) == hundredths)
  }

  @Test(arguments: [
    "", " ", "-", "₽", "abc", "12a", "a12", "1e5", "0x10", "1.2.3", "1,2,3", "1 0 5", "10 54",
    "1  054", "1 054 50", "5.", "5,", ".", ",", "1.055,505", "0.125", "1,054.505", "--5", "5-",
    "$120", "12,34,567", "1,054 000", "92233720368547758.08", "99999999999999999999", "(5)", "٣",
  ])
  func whatIsNoSumIsRefused(_ text: String) {
    #expect(NumberText.decimal(text) == nil)
  }

  @Test func aMarkBeforeThreeDigitsIsRefusedUntilItIsKnown() {
    #expect(NumberText.decimal("1,054") == nil)
    #expect(NumberText.decimal("1.500") == nil)
    #expect(NumberText.decimal("1,054", decimalMark: .point) == 1_054_00)
    #expect(NumberText.decimal("1.500", decimalMark: .point) == 1_50)
    #expect(NumberText.decimal("1.500", decimalMark: .comma) == 1_500_00)
    #expect(NumberText.decimal("1.054,50", decimalMark: .point) == nil)
  }

  @Test func anotherCurrencyHasItsOwnMarks() {
    #expect(NumberText.decimal("$1,054.50", marks: ["$", "USD"]) == 1_054_50)
    #expect(NumberText.decimal("1,054.50 usd", marks: ["$", "USD"]) == 1_054_50)
    #expect(NumberText.decimal("120 ₽", marks: ["$", "USD"]) == nil)
  }
}
