import Dictionaries
import Foundation
import Kernel
import Store
import Timeline

/// A field that the company itself thought of for its deals. Its values stand in the deal's `fields`
/// under its key, which stays when people call it otherwise.
package struct DealField: DictionaryEntry, Hashable {
  package enum Kind: String, CaseIterable, Storable {
    case text, number, money, day, choice, flag
  }

  package static let kind: StaticString = "deal_field"
  package static let right = Pipeline.kind

  package let id: ID<DealField>
  package let key: String
  package let name: String
  package let kind: Kind
  /// What can be chosen, for a choice.
  package let choices: [String]
  package let isArchived: Bool
  package let version: Int

  package init(row: Row) throws {
    id = try row["id"]
    key = try row["key"]
    name = try row["name"]
    kind = try row["kind"]
    choices = (try row["choices"] as String).split(separator: "\n").map(String.init)
    isArchived = try row["archived_at"] as Instant? != nil
    version = try row["version"]
  }

  package var draft: DealFieldDraft {
    var draft = DealFieldDraft(name: name, kind: kind, choices: choices)
    draft.isArchived = isArchived
    return draft
  }

  /// As programs name it: `fields.area`.
  package var path: String { "fields.\(key)" }

  /// What is wrong with that value; nil for one that fits, and for none.
  func violation(of value: JSON) -> Refusal.Violation? {
    switch (kind, value) {
    case (_, .null): nil
    case (.text, .string), (.number, .integer), (.number, .decimal), (.flag, .bool): nil
    case (.text, _): said("not_text")
    case (.number, _): said("not_number")
    case (.flag, _): said("not_flag")
    case (.money, .string(let text)): Money(text, .rub).map { $0.minor >= 0 } ?? false ? nil : said("not_money")
    case (.money, .integer(let number)): number >= 0 ? nil : said("negative")
    case (.money, .decimal(let number)): number >= 0 ? nil : said("negative")
    case (.money, _): said("not_money")
    case (.day, let day): day.string.flatMap({ Day($0) }) == nil ? said("not_day") : nil
    case (.choice, let word):
      choices.contains(word.string ?? "")
        ? nil : said("not_choice", ["choices": choices.joined(separator: ", ")])
    }
  }

  private func said(_ code: String, _ arguments: [String: String] = [:]) -> Refusal.Violation {
    .init(code, field: path, arguments.merging(["field": name]) { $1 })
  }

  /// What was typed into a form, as the deal keeps it; it may not fit.
  func value(typed text: String) -> JSON {
    switch kind {
    case .text, .day, .choice: .string(text)
    case .flag: text == "true" ? .bool(true) : text == "false" ? .bool(false) : .string(text)
    case .money: Money(text, .rub).map { .string($0.plain) } ?? .string(text)
    case .number: Self.number(text)
    }
  }

  private static func number(_ text: String) -> JSON {
    let plain = text.filter { !$0.isWhitespace }.replacing(",", with: ".")
    if let whole = Int64(plain) { return .integer(whole) }
    let isPlain = plain.wholeMatch(of: /-?[0-9]{1,15}\.[0-9]{1,9}/) != nil
    return isPlain ? Decimal(string: plain).map(JSON.decimal) ?? .string(text) : .string(text)
  }
}

/// What an administrator says of an own field.
package struct DealFieldDraft: DictionaryDraft, Equatable {
  package typealias Entry = DealField

  package var name: String
  package var kind: DealField.Kind
  package var choices: [String]
  package var isArchived = false

  package init(name: String, kind: DealField.Kind, choices: [String] = []) {
    (self.name, self.kind, self.choices) = (name, kind, choices)
  }

  static let most = 50
  static let mostChoices = 50

  package var columns: [(name: StaticString, value: Value)] {
    [("choices", choices.joined(separator: "\n").stored)]
  }

  /// The first name stays its key, and values of its kind are there.
  package var lasting: [(name: StaticString, value: Value)] { [("key", name.stored), ("kind", kind.stored)] }

  package func checked(
    changing entry: DealField?, among entries: [DealField], in work: Work
  ) throws -> DealFieldDraft {
    var draft = self
    if let entry {
      draft.kind = entry.kind
    } else {
      guard entries.count < Self.most else { throw Refusal("too_many", field: "name", ["max": String(Self.most)]) }
      guard !entries.contains(where: { $0.key == name }) else { throw Refusal("name_in_use", field: "name") }
    }
    var lines: [String] = []
    for line in choices.map({ $0.split(whereSeparator: \.isWhitespace).joined(separator: " ") })
    where !line.isEmpty && !lines.contains(line) { lines.append(line) }
    draft.choices = draft.kind == .choice ? lines : []
    guard draft.kind != .choice || !draft.choices.isEmpty else { throw Refusal("required", field: "choices") }
    guard draft.choices.count <= Self.mostChoices else {
      throw Refusal("too_many", field: "choices", ["max": String(Self.mostChoices)])
    }
    return draft
  }

  package func changes(since old: DealFieldDraft, in work: Work) throws -> [Fact.Change?] {
    [Fact.Change("choices", ifChangedFrom: Fact.list(old.choices), to: Fact.list(choices))]
  }
}

package typealias DealFields = Entries<DealField>

extension Work {
  package var dealFields: DealFields { DealFields(work: self) }
}

extension Entries<DealField> {
  /// Throws a `Refusal` with each value that does not fit its field. Names that nobody set up are a
  /// program's own affair.
  func check(_ values: [JSON.Field]) throws {
    guard !values.isEmpty else { return }
    let known = Dictionary(try live().map { ($0.key, $0) }, uniquingKeysWith: { first, _ in first })
    let violations = values.compactMap { known[$0.name]?.violation(of: $0.value) }
    if !violations.isEmpty { throw Refusal(violations) }
  }
}
