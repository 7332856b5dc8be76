import Deals
import Kernel
import Web

/// What the page of a mapping sends: a field for each column, and what its values mean. What only a
/// mapping written by hand can say stays as it was.
struct MappingForm {
  /// The fields whose values are chosen one by one.
  static let chosen: [ImportMapping.Target] = [.stage, .owner, .source, .segment]
  /// The choice of a field of the deal's own, named like the column.
  static let ownField = "fields"

  fileprivate let content: JSON

  init(_ content: JSON) { self.content = content }

  var encoding: TextEncoding? { self["encoding"].flatMap(TextEncoding.init(rawValue:)) }
  var separator: UInt8? { self["separator"].flatMap { $0 == "tab" ? 9 : $0.utf8.first } }

  /// `check`, `run`, or nothing where the page is only to be shown anew.
  var wish: String? { self["wish"] }

  private subscript(_ name: String) -> String? {
    content[name]?.string.map(\.trimmed).flatMap { $0.isEmpty ? nil : $0 }
  }

  /// The mapping that the form says, on the ground of the one before.
  /// - Throws: a `Refusal` where a field is chosen for two columns, or no client is named.
  func mapping(over base: JSON, header: [String]) throws(Refusal) -> JSON {
    var columns = (base["columns"]?.fields ?? []).filter { !Self.isColumn($0.value) && $0.name != "owner" }
    var violations: [Refusal.Violation] = []
    for (index, column) in header.enumerated() where !column.isEmpty {
      guard var target = self["column\(index)"] else { continue }
      if target == Self.ownField { target = ImportMapping.Target.ownPrefix + column }
      if columns.contains(where: { $0.name == target }) {
        violations.append(.init("mapping_twice", field: "column\(index)", ["column": column]))
        continue
      }
      columns.append(.init(target, source(target, column, base["columns"]?[target])))
    }
    if let owner = self["owner_default"] { columns = withOwner(owner, columns) }
    let client: Set = ["client", "person", "phone", "email"]
    if self["missing_client"] == nil, !columns.contains(where: { client.contains($0.name) }) {
      violations.append(.init("mapping_needs_client", field: "missing_client"))
    }
    guard violations.isEmpty else { throw Refusal(violations) }
    var fields = (base.fields ?? []).filter { !Self.ours.contains($0.name) }
    for name in ["pipeline", "encoding", "separator", "date_format", "missing_client"] {
      if let text = self[name] { fields.append(.init(name, .string(text))) }
    }
    if self["create_people"] != nil {
      fields.append(.init("people", ["create": true, "job": base["people"]?["job"] ?? "manager"]))
    }
    return .object(fields + [.init("columns", .object(columns))])
  }

  private static let ours: Set = [
    "columns", "pipeline", "encoding", "separator", "date_format", "missing_client", "people",
  ]

  /// Whether the page shows it: a template or a value for all is nothing that it knows.
  private static func isColumn(_ source: JSON) -> Bool { source.string != nil || source["column"] != nil }

  private func source(_ target: String, _ column: String, _ before: JSON?) -> JSON {
    var fields = (before?.fields ?? []).filter { !["column", "values", "template"].contains($0.name) }
    if target == "owner" { fields.removeAll { $0.name == "default" } }
    let values = values(of: target)
    guard !values.isEmpty || !fields.isEmpty else { return .string(column) }
    fields.append(.init("column", .string(column)))
    if !values.isEmpty { fields.append(.init("values", .object(values))) }
    return .object(fields)
  }

  private func values(of target: String) -> [JSON.Field] {
    var values: [JSON.Field] = []
    var index = 0
    while let value = content["\(target)_value\(index)"]?.string {
      if let means = self["\(target)_means\(index)"] { values.append(.init(value, .string(means))) }
      index += 1
    }
    return values
  }

  private func withOwner(_ owner: String, _ columns: [JSON.Field]) -> [JSON.Field] {
    guard let index = columns.firstIndex(where: { $0.name == "owner" })
    else { return columns + [.init("owner", ["default": .string(owner)])] }
    var (columns, source) = (columns, columns[index].value)
    source = .object((source.fields ?? [.init("column", source)]) + [.init("default", .string(owner))])
    columns[index] = .init("owner", source)
    return columns
  }
}

extension MappingForm {
  /// What was chosen, as far as it can be shown again where the whole is refused: of a field that is
  /// chosen twice the first column keeps it.
  func typed(over base: JSON, header: [String]) -> JSON {
    var columns: [JSON.Field] = []
    for (index, column) in header.enumerated() {
      guard var target = content["column\(index)"]?.string, !target.isEmpty, !column.isEmpty else { continue }
      if target == Self.ownField { target = ImportMapping.Target.ownPrefix + column }
      if !columns.contains(where: { $0.name == target }) { columns.append(.init(target, .string(column))) }
    }
    let others = (base.fields ?? []).filter { $0.name != "columns" }
    return .object(others + [.init("columns", .object(columns))])
  }
}
