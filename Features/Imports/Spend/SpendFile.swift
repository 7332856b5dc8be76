import Advertising
import Deals
import Foundation
import Kernel
import Store
import Web

/// A file of advertising spend: source, campaign, month and amount in each row, read as files of deals are.
struct SpendFile: Sendable {
  /// A row that could be read.
  struct Line: Sendable, Hashable {
    let number: Int
    let source: String
    let campaign: String
    let month: Month
    /// In minor units.
    let amount: Int64
  }

  /// A row that could not, and why.
  struct Rejected: Sendable {
    let number: Int
    let cells: [String]
    let reason: Refusal.Violation
  }

  /// More rows than anybody's campaigns have.
  static let most = 5_000

  let lines: [Line]
  let rejected: [Rejected]

  /// - Throws: a `Refusal` on `file`.
  init(_ bytes: ArraySlice<UInt8>) throws {
    let path = FileManager.default.temporaryDirectory.appendingPathComponent(UUID().uuidString)
    defer { try? FileManager.default.removeItem(at: path) }  // a left-over in the temporary folder harms nobody
    do {
      try bytes.withUnsafeBytes { try Data($0).write(to: path) }
      var reader = try CSVReader(path: path.path)
      let columns = try SpendColumns(reader.header)
      var rows: [CSVRow] = []
      while let row = try reader.next() {
        rows.append(row)
        guard rows.count <= Self.most else { throw Refusal("spend_too_long", field: "file", ["max": "\(Self.most)"]) }
      }
      (lines, rejected) = Self.read(rows, columns)
    } catch let error as CSVError {
      throw Refusal([error.violation])
    }
  }

  private static func read(_ rows: [CSVRow], _ columns: SpendColumns) -> ([Line], [Rejected]) {
    var guess = DecimalMarkGuess()
    for row in rows { guess.see(columns.amount(row), marks: NumberText.roubles) }
    var (lines, rejected, seen): ([Line], [Rejected], [[String]: Int]) = ([], [], [:])
    for row in rows {
      do throws(Refusal) {
        let line = try columns.line(row, mark: guess.verdict)
        let key = [line.source.folded, line.campaign, line.month.description]
        if let first = seen[key] { throw Refusal("spend_twice", field: "amount", ["line": "\(first)"]) }
        seen[key] = row.line
        lines.append(line)
      } catch {
        rejected.append(Rejected(number: row.line, cells: row.fields, reason: error.violations[0]))
      }
    }
    return (lines, rejected)
  }
}

/// Which columns of a file of spend hold what, by their names in Russian or English.
private struct SpendColumns {
  private let source, month, sum: Int
  private let campaign: Int?

  init(_ header: [String]) throws {
    func column(_ words: [String]) -> Int? {
      header.firstIndex { name in words.contains { name.folded.hasPrefix($0) } }
    }
    guard let source = column(["источник", "канал", "source", "channel"]),
      let month = column(["месяц", "период", "дата", "month", "period", "date"]),
      let sum = column(["сумма", "расход", "затраты", "стоимость", "amount", "spend", "cost"])
    else { throw Refusal("spend_columns", field: "file") }
    (self.source, self.month, self.sum) = (source, month, sum)
    campaign = column(["кампания", "campaign", "utm_campaign"])
  }

  func amount(_ row: CSVRow) -> String { cell(row, sum) }

  /// - Throws: a `Refusal` with what is wrong with the row.
  func line(_ row: CSVRow, mark: NumberText.DecimalMark?) throws(Refusal) -> SpendFile.Line {
    let (name, when, typed) = (cell(row, source), cell(row, month), cell(row, sum))
    guard !name.isEmpty else { throw Refusal("required", field: "source_id") }
    guard let month = Month(written: when) else { throw Refusal("spend_month", field: "month", ["value": when]) }
    guard let amount = NumberText.decimal(typed, decimalMark: mark), amount >= 0
    else { throw Refusal("spend_amount", field: "amount", ["value": typed]) }
    let campaign = campaign.map { cell(row, $0) } ?? ""
    guard campaign.count <= 200 else { throw Refusal("too_long", field: "campaign", ["max": "200"]) }
    return SpendFile.Line(number: row.line, source: name, campaign: campaign, month: month, amount: amount)
  }

  private func cell(_ row: CSVRow, _ index: Int) -> String {
    row.fields.indices.contains(index) ? row.fields[index].trimmed : ""
  }
}

extension Month {
  private static let names = [
    ["янв", "jan"], ["фев", "feb"], ["мар", "mar"], ["апр", "apr"], ["май", "мая", "may"], ["июн", "jun"],
    ["июл", "jul"], ["авг", "aug"], ["сен", "sep"], ["окт", "oct"], ["ноя", "nov"], ["дек", "dec"],
  ]

  /// As people write a month: `2026-03`, `03.2026`, `март 2026`, or any day of it: `31.03.2026`.
  init?(written text: String) {
    let parts = text.folded.split { !$0.isLetter && !$0.isNumber }.map(String.init)
    let years = parts.compactMap { $0.utf8.count == 4 ? Int($0) : nil }
    guard years.count == 1, let year = years.first else { return nil }
    let numbers = parts.filter { $0.utf8.count <= 2 }.compactMap { Int($0) }
    let named = parts.compactMap { part in
      Self.names.firstIndex { $0.contains { part.hasPrefix($0) } }.map { $0 + 1 }
    }
    let month: Int? =
      if let name = named.first { name } else if numbers.count == 1 { numbers[0] } else if numbers.count == 2 {
        // The year first is the international way, the day first everybody else's here.
        parts.first?.utf8.count == 4 ? numbers[0] : numbers[1]
      } else { nil }
    guard let month, let first = Day(year: year, month: month, day: 1) else { return nil }
    self.init(of: first)
  }
}
