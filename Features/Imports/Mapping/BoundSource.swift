/// A mapping's source, bound to the places of its columns in one file.
struct BoundSource: Sendable {
  enum Part: Sendable {
    case text(String)
    case column(Int, corrections: [String: String])
  }

  /// The first column, by which reasons name the value.
  let column: String
  private let parts: [Part]
  private let source: CellSource

  /// - Parameter places: where each column of the file stands.
  init(_ source: CellSource, places: [String: Int], corrections: [String: [String: String]]) {
    self.source = source
    column = source.columns.first ?? ""
    parts = source.parts.map { part in
      switch part {
      case .text(let text): .text(text)
      case .column(let name): .column(places[name] ?? -1, corrections: corrections[name] ?? [:])
      }
    }
  }

  /// What stands in the row, corrected.
  func written(in row: CSVRow) -> String {
    if parts.count == 1, let part = parts.first { return text(of: part, in: row) }
    return parts.map { text(of: $0, in: row) }.joined().trimmed
  }

  /// What stands in the row and what it means: nil where it is empty and means nothing.
  func meaning(in row: CSVRow) -> (written: String, meaning: Meaning?) {
    let written = written(in: row)
    if written.isEmpty { return (written, source.fallback) }
    if source.values.isEmpty { return (written, source.otherwise ?? .text(written)) }
    return (written, source.values[CellSource.key(of: written)] ?? source.otherwise ?? .text(written))
  }

  /// The text that it means; nil where it is empty.
  func text(in row: CSVRow) -> String? {
    guard case .text(let text) = meaning(in: row).meaning, !text.isEmpty else { return nil }
    return text
  }

  /// What its values can mean, with the place of each in the mapping.
  var meanings: [(Meaning, place: String)] {
    source.values.sorted { $0.key < $1.key }.map { ($0.value, "values.\($0.key)") }
      + (source.otherwise.map { [($0, "values.*")] } ?? []) + (source.fallback.map { [($0, "default")] } ?? [])
  }

  private func text(of part: Part, in row: CSVRow) -> String {
    switch part {
    case .text(let text): return text
    case .column(let index, let corrections):
      guard row.fields.indices.contains(index) else { return "" }
      let text = row.fields[index].tidied
      return corrections.isEmpty ? text : corrections[CellSource.key(of: text)] ?? text
    }
  }
}

extension String {
  /// Without spaces around it and without the character NUL, which no database keeps.
  fileprivate var tidied: String {
    let isTidy = utf8.withContiguousStorageIfAvailable { bytes in
      guard let first = bytes.first, let last = bytes.last else { return true }
      let edges = first > 0x20 && first < 0x80 && last > 0x20 && last < 0x80
      return edges && !bytes.contains(0)
    }
    return isTidy == true ? self : filter { $0 != "\u{0}" }.trimmed
  }
}
