import Clients
import Foundation
import HTML
import Kernel
import Web

/// The inputs for what a stage wants filled in: on the way to it, and in «Что сделать сейчас».
struct AnswerRows {
  let needs: [StageNeed]
  let own: [DealField]
  let people: [Person]
  let sources: [Source]
  let reader: Reader

  static let phone = Field<String>.line("phone", max: 60)
  static let inn = Field<String>.line("inn", max: 20)

  /// The fields in which answers come in by form.
  static func fields(_ own: [DealField]) -> [any AnyField] {
    [
      DealForm.amount, DealForm.expectedCloseOn, DealForm.sourceID, DealForm.managerID, DealForm.consultantID, phone,
      inn,
    ] + own.map(\.typed)
  }

  static func answers(_ input: Input, _ own: [DealField]) -> DealAnswers {
    var answers = DealAnswers(
      fields: own.compactMap { field in input[field.typed].map { JSON.Field(field.key, $0) } })
    answers.amount = input[DealForm.amount]
    answers.expectedCloseOn = input[DealForm.expectedCloseOn]
    answers.sourceID = input[DealForm.sourceID]
    answers.managerID = input[DealForm.managerID]
    answers.consultantID = input[DealForm.consultantID]
    answers.phone = input[phone]
    answers.inn = input[inn]
    return answers
  }

  /// - Parameter form: the form's name, so that ids stay unique on the page.
  /// - Parameter amount: what the deal is worth so far, where that is asked for once more.
  func markup(in form: String, _ input: Input?, _ errors: FormErrors, amount: Money? = nil) -> HTML {
    needs.enumerated().map { place, need in
      guard var row = row(need) else { return .none }
      row = row.filled(from: input, errors: errors, fallback: need == .amount ? amount?.typed ?? "" : "")
      // Said of the field itself as well as of the line in which it was typed.
      row.error = row.error ?? errors[need.name]
      row.isRequired = true
      row.hasFocus = place == 0 && form == "move"
      return row.markup(in: form)
    }.joined()
  }

  /// The names under which the rows stand, and those of what they ask.
  static func names(of needs: [StageNeed], _ own: [DealField]) -> Set<String> {
    let inputs = needs.compactMap { need -> String? in
      if case .own(let key) = need { own.first { $0.key == key }?.input } else { nil }
    }
    return Set(needs.map(\.name) + inputs)
  }

  private func row(_ need: StageNeed) -> FormRow? {
    switch need {
    case .amount: return labelled(need) { $0.inputMode = "decimal" }
    case .expectedCloseOn: return labelled(need) { $0.type = "date" }
    case .phone:
      return labelled(need) { ($0.type, $0.inputMode, $0.autocomplete) = ("tel", "tel", "off") }
    case .inn: return labelled(need) { $0.inputMode = "numeric" }
    case .source:
      let choices = sources.filter { !$0.isArchived }.map { ($0.id.description, $0.name) }
      return labelled(need) { $0.options = [("", reader("deals.no_source"))] + choices }
    case .manager: return labelled(need) { $0.options = somebody(people) }
    case .consultant: return labelled(need) { $0.options = somebody(people.filter { $0.job != .manager }) }
    case .own(let key): return own.first { $0.key == key }?.row(reader)
    }
  }

  private func somebody(_ people: [Person]) -> [(value: String, label: String)] {
    [("", reader("deals.choose_person"))] + people.map { ($0.id.description, $0.name) }
  }

  private func labelled(_ need: StageNeed, _ edit: (inout FormRow) -> Void) -> FormRow {
    var row = FormRow(need.name, label: reader("fields.\(need.name)"))
    edit(&row)
    return row
  }
}

extension DealField {
  /// Its name in forms: keys may hold anything.
  var input: String { "field_\(id)" }

  /// A form's line as the deal keeps it. Whether it fits is asked when it is saved.
  var typed: Field<JSON> {
    Field(input, schema: ["type": "string"]) { json, _ in
      guard let text = json.string, text.unicodeScalars.count <= 2000, !text.unicodeScalars.contains("\u{0}") else {
        return .failure(.init("not_text", field: input, ["field": name]))
      }
      return .success(value(typed: text))
    }
  }

  func row(_ reader: Reader) -> FormRow {
    var row = FormRow(input, label: kind == .money ? "\(name), \(reader.currency.sign)" : name)
    switch kind {
    case .text: break
    case .number, .money: row.inputMode = "decimal"
    case .day: row.type = "date"
    case .choice: row.options = [("", "—")] + choices.map { ($0, $0) }
    case .flag:
      row.options = [("", "—"), ("true", reader("deal_fields.yes")), ("false", reader("deal_fields.no"))]
    }
    return row
  }

  /// What a deal keeps of it, as people read it; nil for nothing.
  func shown(_ value: JSON?, _ reader: Reader) -> String? {
    switch (kind, value ?? .null) {
    case (_, .null): nil
    case (.flag, .bool(let flag)): reader(flag ? "deal_fields.yes" : "deal_fields.no")
    case (.day, .string(let text)): Day(text).map { reader.day($0) } ?? text
    case (.money, let amount): Money(amount.plain, reader.currency).map(reader.money) ?? amount.plain
    case (.number, .integer(let number)): reader.grouped(number)
    case (.number, .decimal(let number)): typedNumber(number, reader)
    case (_, let other): other.plain
    }
  }

  private func typedNumber(_ number: Decimal, _ reader: Reader) -> String {
    let plain = JSON.decimal(number).plain
    return reader.language == "ru" ? plain.replacing(".", with: ",") : plain
  }

  /// What a deal keeps of it, as one types it.
  func line(_ value: JSON?) -> String {
    switch value {
    case nil, .null: ""
    case .bool(let flag): flag ? "true" : "false"
    case .some(let other): other.plain
    }
  }
}
