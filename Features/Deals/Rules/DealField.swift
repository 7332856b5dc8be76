import Foundation
import Kernel
import Store
import Timeline

/// A field that the company itself thought of for its deals. Its values stand in the deal's `fields`
/// under its key, which stays when people call it otherwise.
package struct DealField: Sendable, Hashable {
  package enum Kind: String, CaseIterable, Storable {
    case text, number, money, day, choice, flag
  }

  package let id: ID<DealField>
  package let key: String
  package let name: String
  package let kind: Kind
  /// What can be chosen, for a choice.
  package let choices: [String]
  package let isArchived: Bool
  package let version: Int

  init(row: Row) throws {
    id = try row["id"]
    key = try row["key"]
    name = try row["name"]
    kind = try row["kind"]
    choices = (try row["choices"] as String).split(separator: "\n").map(String.init)
    isArchived = try row["archived_at"] as Instant? != nil
    version = try row["version"]
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
package struct DealFieldDraft: Sendable, Equatable {
  package var name: String
  package var kind: DealField.Kind
  package var choices: [String]
  package var isArchived = false

  package init(name: String, kind: DealField.Kind, choices: [String] = []) {
    (self.name, self.kind, self.choices) = (name, kind, choices)
  }

  static let most = 50
  static let mostChoices = 50
}

extension Work {
  package var dealFields: DealFields { DealFields(work: self) }
}

/// What can be done with the deals' own fields. Those who set up funnels set them up.
package struct DealFields {
  let work: Work

  /// All in order, also those that were put away: deals of the past carry them.
  package func all() throws -> [DealField] {
    try work.all("SELECT * FROM deal_field ORDER BY position, id") { try DealField(row: $0) }
  }

  /// Those that are filled in today.
  package func live() throws -> [DealField] { try all().filter { !$0.isArchived } }

  package func find(_ id: ID<DealField>) throws -> DealField {
    guard let field = try all().first(where: { $0.id == id }) else { throw NotFound("deal_field") }
    return field
  }

  /// Throws a `Refusal` with each value that does not fit its field. Names that nobody set up are a
  /// program's own affair.
  func check(_ values: [JSON.Field]) throws {
    guard !values.isEmpty else { return }
    let known = Dictionary(try live().map { ($0.key, $0) }, uniquingKeysWith: { first, _ in first })
    let violations = values.compactMap { known[$0.name]?.violation(of: $0.value) }
    if !violations.isEmpty { throw Refusal(violations) }
  }

  @discardableResult
  package func add(_ draft: DealFieldDraft) throws -> DealField {
    try work.actor.access.require(.administer, Pipeline.kind)
    let fields = try all()
    guard fields.count < DealFieldDraft.most else {
      throw Refusal("too_many", field: "name", ["max": String(DealFieldDraft.most)])
    }
    let draft = try checked(draft, for: nil, among: fields)
    guard !fields.contains(where: { $0.key == draft.name }) else { throw Refusal("name_in_use", field: "name") }
    let id: ID<DealField> = try work.insert(
      """
      INSERT INTO deal_field (key, name, kind, choices, position, version)
      VALUES (\(draft.name), \(draft.name), \(draft.kind), \(draft.choices.joined(separator: "\n")), \(fields.count), 1)
      RETURNING id
      """)
    try work.record(DictionaryAdded(Subject("deal_field", id.number), draft.name))
    return try find(id)
  }

  /// Changes what `edit` touches, also whether it is put away. Its kind stays: values of it are there.
  @discardableResult
  package func change(
    _ id: ID<DealField>, expecting version: Int? = nil, _ edit: (inout DealFieldDraft) -> Void
  ) throws -> DealField {
    let field = try find(id)
    try work.actor.access.require(.administer, Pipeline.kind)
    guard version == nil || version == field.version else { throw Conflict("stale") }
    var old = DealFieldDraft(name: field.name, kind: field.kind, choices: field.choices)
    old.isArchived = field.isArchived
    var draft = old
    edit(&draft)
    draft.kind = old.kind
    draft = try checked(draft, for: id, among: try all())
    let changes = [
      Fact.Change("name", ifChangedFrom: .string(old.name), to: .string(draft.name)),
      Fact.Change("choices", ifChangedFrom: Fact.list(old.choices), to: Fact.list(draft.choices)),
      Fact.Change("archived", ifChangedFrom: .bool(old.isArchived), to: .bool(draft.isArchived)),
    ].compactMap(\.self)
    guard !changes.isEmpty else { return field }
    try work.execute(
      """
      UPDATE deal_field SET name = \(draft.name), choices = \(draft.choices.joined(separator: "\n")),
        archived_at = \(draft.isArchived ? work.now : nil), version = version + 1
      WHERE id = \(id)
      """)
    try work.record(DictionaryChanged(Subject("deal_field", id.number), draft.name, changes))
    return try find(id)
  }

  private func checked(
    _ draft: DealFieldDraft, for id: ID<DealField>?, among fields: [DealField]
  ) throws -> DealFieldDraft {
    var draft = draft
    draft.name = try work.pipelines.checked(draft.name)
    guard !fields.contains(where: { $0.id != id && !$0.isArchived && $0.name.folded == draft.name.folded }) else {
      throw Refusal("name_in_use", field: "name")
    }
    var choices: [String] = []
    for line in draft.choices.map({ $0.split(whereSeparator: \.isWhitespace).joined(separator: " ") })
    where !line.isEmpty && !choices.contains(line) { choices.append(line) }
    draft.choices = draft.kind == .choice ? choices : []
    guard draft.kind != .choice || !draft.choices.isEmpty else { throw Refusal("required", field: "choices") }
    guard draft.choices.count <= DealFieldDraft.mostChoices else {
      throw Refusal("too_many", field: "choices", ["max": String(DealFieldDraft.mostChoices)])
    }
    return draft
  }
}
