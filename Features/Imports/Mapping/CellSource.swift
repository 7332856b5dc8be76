import Kernel

/// Where a field's value comes from: a column, a text with columns in it, or one value for all.
package struct CellSource: Sendable, Hashable {
  package enum Part: Sendable, Hashable {
    case text(String)
    case column(String)
  }

  package let parts: [Part]
  /// What a value of the file means, by `key(of:)` of it.
  package let values: [String: Meaning]
  /// What every value means that is not in `values`.
  package let otherwise: Meaning?
  /// What an empty value means.
  package let fallback: Meaning?

  package var columns: [String] {
    parts.compactMap { if case .column(let name) = $0 { name } else { nil } }
  }

  /// Values are told apart without regard to case and the spaces around them.
  static func key(of value: String) -> String { value.trimmed.lowercased() }

  /// The parts of a template: `{product} для {account}`; nil where a brace is not closed.
  static func parts(ofTemplate template: String) -> [Part]? {
    var parts: [Part] = []
    var rest = template[...]
    while let open = rest.firstIndex(of: "{") {
      guard let close = rest[open...].firstIndex(of: "}") else { return nil }
      if open > rest.startIndex { parts.append(.text(String(rest[..<open]))) }
      parts.append(.column(String(rest[rest.index(after: open)..<close])))
      rest = rest[rest.index(after: close)...]
    }
    if !rest.isEmpty { parts.append(.text(String(rest))) }
    return parts
  }
}

/// What a value of the file stands for.
package enum Meaning: Sendable, Hashable {
  case text(String)
  /// A place in the funnel: a stage by its name or number, and how the deal ended, if it did.
  case place(stage: String?, Ending?)

  package enum Ending: String, CaseIterable, Sendable {
    case won, lost
  }
}

extension StringProtocol {
  /// Without the white space around it.
  var trimmed: String {
    let start = drop(while: \.isWhitespace)
    guard let end = start.lastIndex(where: { !$0.isWhitespace }) else { return "" }
    return String(start[...end])
  }
}
