import Testing
import Web

@Suite struct LanguageTests {
  @Test(arguments: [
    (1, "one"), (2, "few"), (4, "few"), (5, "many"), (11, "many"), (12, "many"), (14, "many"), (21, "one"), (22, "few"),
    (25, "many"), (101, "one"), (111, "many"), (0, "many"),
  ]) func russianPluralsFollowTheirCategories(_ number: Int, _ category: String) {
    #expect(Plural.category(of: number, in: "ru") == category)
  }

  @Test(arguments: [
    ("en-US,en;q=0.9", "en"), ("ru-RU,ru;q=0.9,en;q=0.8", "ru"), ("de,en;q=0.5,ru;q=0.7", "ru"), ("de", nil),
    ("en;q=0, ru", "ru"), ("", nil),
  ]) func theReadersFirstLanguageOfOursIsChosen(_ header: String, _ language: String?) {
    #expect(LanguageChoice.preferred(accepting: header) == language)
  }
}
