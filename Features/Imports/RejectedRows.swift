import Foundation
import Kernel
import Store
import Web

/// The rows that an import did not take, as a file: the source's columns and the reason, in the
/// reader's language. Corrected, it can be imported again.
package struct RejectedRows: Sendable {
  let crm: CRM
  let ended: Import
  let header: [String]

  /// Nil where there are none.
  package init?(of ended: Import, in crm: CRM) async throws {
    guard ended.progress.rejected > 0, ended.plan != nil else { return nil }
    self.crm = crm
    self.ended = ended
    // Past the actor's reach: the import was found within it.
    header = try await crm.read(as: .system("import")) { work in
      let text: String? = try work.value("SELECT header FROM \(Import.table) WHERE id = \(ended.id)")
      return try JSON(parsing: text ?? "[]").array?.compactMap(\.string) ?? []
    }
  }

  /// `сделки.csv` → `сделки.rejected.csv`
  package var fileName: String {
    let name = ended.fileName.lowercased().hasSuffix(".csv") ? String(ended.fileName.dropLast(4)) : ended.fileName
    return "\(name).rejected.csv"
  }

  /// Writes the file to `path`.
  package func write(to path: String, for reader: Reader) async throws {
    guard let plan = ended.plan else { return }
    let file = try CSVWriter(
      path: path, header: header, reasonTitle: reader("imports.reason"), encoding: plan.encoding,
      separator: plan.separator)
    var line = 0
    while true {
      let rows = try await rows(after: line)
      guard let last = rows.last else { break }
      for row in rows {
        let reason = row.reasons.map { reader.sentence(for: $0) }.joined(separator: " ")
        try file.write(CSVRow(line: row.line, fields: row.cells), reason: reason)
      }
      line = last.line
    }
    try file.finish()
  }

  private func rows(after line: Int) async throws -> [RejectedRow] {
    try await crm.read(as: .system("import")) { try $0.imports.rejections(of: ended.id, after: line, limit: 1000) }
  }
}

/// A row that was not taken, and why.
struct RejectedRow: Sendable {
  let line: Int
  let cells: [String]
  let reasons: [Refusal.Violation]
}

extension Imports {
  /// In the order of the file; whether the actor may see the import is asked before.
  func rejections(of id: ID<Import>, after line: Int = 0, limit: Int) throws -> [RejectedRow] {
    try work.all(
      """
      SELECT line, cells, reason FROM import_rejection
      WHERE import_id = \(id) AND line > \(line) ORDER BY line LIMIT \(limit)
      """
    ) { row in
      RejectedRow(
        line: try row["line"], cells: try JSON(parsing: row["cells"] as String).array?.compactMap(\.string) ?? [],
        reasons: try JSON(parsing: row["reason"] as String).array?.map(Refusal.Violation.init(stored:)) ?? [])
    }
  }
}
