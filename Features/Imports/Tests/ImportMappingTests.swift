import Kernel
import Testing

@testable import Imports

struct ImportMappingTests {
  private func wrong(_ mapping: String) -> [String] {
    do {
      _ = try ImportMapping(text: Array(mapping.utf8))
      return []
    } catch let refusal as Refusal {
      return refusal.violations.map { "\($0.field ?? ""): \($0.code)" }
    } catch {
      return ["\(error)"]
    }
  }

  @Test func aMappingIsRead() throws {
    let mapping = try ImportMapping(
      text: Array(
        """
        {"pipeline": 3, "currency": "USD", "separator": ";", "decimal_mark": ",", "date_format": "dd.MM.yyyy",
         "people": {"create": true}, "corrections": {"product": {"GTXPro": "GTX Pro"}},
         "columns": {
           "title": {"template": "{product} для {who}"}, "client": "who",
           "stage": {"column": "state", "values": {"Won": {"state": "won"}, "*": "Новый"}, "default": 4},
           "fields.product": "product"
         }}
        """.utf8))
    #expect(mapping.pipeline == "3")
    #expect(mapping.separator == UInt8(ascii: ";"))
    #expect(mapping.decimalMark == .comma)
    #expect(mapping.newPeople?.job == .manager)
    #expect(mapping.corrections == ["product": ["gtxpro": "GTX Pro"]])
    #expect(mapping.columns[.title]?.parts == [.column("product"), .text(" для "), .column("who")])
    #expect(mapping.columns[.stage]?.values == ["won": .place(stage: nil, .won)])
    #expect(mapping.columns[.stage]?.otherwise == .place(stage: "Новый", nil))
    #expect(mapping.columns[.stage]?.fallback == .place(stage: "4", nil))
    #expect(mapping.columns[.own("product")]?.columns == ["product"])
  }

  @Test(arguments: [
    ("{", "mapping: mapping_not_json"),
    ("{}", "mapping.columns: mapping_required"),
    (#"{"columns": {"titel": "a"}}"#, "mapping.columns.titel: mapping_unknown_field"),
    (#"{"colums": {}, "columns": {"title": "a"}}"#, "mapping.colums: mapping_unknown_name"),
    (#"{"currency": "XYZ", "columns": {"title": "a"}}"#, "mapping.currency: mapping_choice"),
    (#"{"date_format": "tomorrow", "columns": {"title": "a"}}"#, "mapping.date_format: mapping_date_format"),
    (#"{"people": {"create": "yes"}, "columns": {"title": "a"}}"#, "mapping.people.create: mapping_not_flag"),
    (#"{"columns": {"title": {"template": "{a"}}}"#, "mapping.columns.title.template: mapping_template"),
    (#"{"columns": {"title": {}}}"#, "mapping.columns.title.column: mapping_required"),
    (#"{"columns": {"title": 7}}"#, "mapping.columns.title: mapping_not_object"),
    (
      #"{"columns": {"stage": {"column": "s", "values": {"Won": {"state": "gone"}}}}}"#,
      "mapping.columns.stage.values.Won.state: mapping_choice"
    ),
    (
      #"{"columns": {"owner": {"column": "o", "values": {"Al": 5}}}}"#,
      "mapping.columns.owner.values.Al: mapping_not_text"
    ),
  ])
  func aMistakeIsNamedByItsPlace(_ mapping: String, _ expected: String) {
    #expect(wrong(mapping) == [expected])
  }

  @Test func allMistakesAreFoundAtOnce() {
    let found = wrong(#"{"currency": 5, "separator": "x", "columns": {"title": {"column": ""}}}"#)
    #expect(
      Set(found) == [
        "mapping.currency: mapping_not_text", "mapping.separator: mapping_choice",
        "mapping.columns.title.column: mapping_empty",
      ])
  }

  @Test func aColumnOfSumsShowsItsMark() {
    func mark(_ values: String...) -> NumberText.DecimalMark? {
      var guess = DecimalMarkGuess()
      for value in values { guess.see(value, marks: []) }
      return guess.verdict
    }
    #expect(mark("12,50", "3,7") == .comma)
    #expect(mark("1,054", "1,054.20") == .point)
    #expect(mark("1.054", "7") == .comma)
    #expect(mark("1,054", "12,50") == nil)
  }
}
