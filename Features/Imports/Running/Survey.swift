import Kernel

/// The first look through the whole file: how many rows it has, how its columns write dates and
/// sums, and whom it names.
struct Survey: Sendable {
  let plan: ImportPlan
  /// The people who are named and unknown, as the file writes them.
  let newcomers: [String]

  /// A file that names more unknown people than this rather has another column there.
  static let mostNewcomers = 300

  /// - Throws: `CSVError`, a `Refusal` where a column's dates can't be understood, `CancellationError`.
  init(of reader: CSVReader, _ bound: BoundMapping, owners: OwnerBook) throws {
    let mapping = bound.mapping
    var reader = reader
    var rows = 0
    var guesses: [ImportMapping.Target: DateFormatGuess] = [:]
    for target in BoundMapping.dates where bound[target] != nil { guesses[target] = DateFormatGuess() }
    var marks = DecimalMarkGuess()
    let currencyMarks = (mapping.currency ?? .rub).marks
    var seen: Set<String> = []
    var newcomers: [String] = []
    while let row = try reader.next() {
      rows += 1
      if rows.isMultiple(of: 5000) { try Task.checkCancellation() }
      if mapping.dateFormat == nil {
        for target in BoundMapping.dates {
          if let text = bound[target]?.text(in: row) { guesses[target]?.see(text, line: row.line) }
        }
      }
      if mapping.decimalMark == nil, let text = bound[.amount]?.text(in: row) {
        marks.see(text, marks: currencyMarks)
      }
      if mapping.newPeople != nil, let name = bound[.owner]?.text(in: row), seen.insert(name).inserted,
        case .unknown = owners.find(name), !name.contains("@")
      {
        newcomers.append(name)
        guard newcomers.count <= Self.mostNewcomers else {
          throw Refusal(
            "file_many_newcomers", field: "file",
            ["column": bound[.owner]?.column ?? "", "max": String(Self.mostNewcomers)])
        }
      }
    }
    var dates: [String: DateFormat] = [:]
    for (target, guess) in guesses {
      dates[target.name] = try mapping.dateFormat ?? Self.format(guess, column: bound[target]?.column ?? "")
    }
    plan = ImportPlan(
      encoding: reader.encoding, separator: reader.separator, rows: rows, dates: dates,
      decimalMark: mapping.decimalMark ?? marks.verdict)
    self.newcomers = newcomers
  }

  private static func format(_ guess: DateFormatGuess, column: String) throws -> DateFormat? {
    switch guess.verdict {
    case .format(let format): return format
    case .empty: return nil
    case .ambiguous(let formats):
      throw Refusal(
        "file_ambiguous_dates", field: "mapping.date_format",
        ["column": column, "choices": formats.map(\.pattern).joined(separator: ", ")])
    case .none(let value, let line):
      throw Refusal(
        "file_no_dates", field: "file", ["column": column, "value": value.excerpt, "line": String(line)])
    }
  }
}
