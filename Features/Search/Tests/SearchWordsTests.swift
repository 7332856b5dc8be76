import Testing

@testable import Search

/// How texts fall into words.
@Suite struct SearchWordsTests {
  @Test func aWordIsHeldOnceWithItsAccentsFolded() {
    #expect(SearchWords.of("ООО «Ёлка», ёлка-2") == ["ооо", "елка", "2"])
  }

  @Test func everySlipOfAWordIsAmongItsSlips() {
    let slips = Set(SearchWords.slips(of: "осмос"))
    for slip in ["омос", "оосмос", "осмоса", "асмос", "сомос"] { #expect(slips.contains(slip)) }
    #expect(!slips.contains("осмос"))
  }

  @Test func differentWordsHaveDifferentNumbers() {
    let words = (0..<20_000).map { "слово\($0)" }
    #expect(Set(words.map(SearchWords.number)).count == words.count)
  }
}
