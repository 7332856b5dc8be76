/// The beginning of a file, as somebody sees it before he says what its columns mean.
struct FilePreview: Sendable {
  /// Rows that are looked at: enough to meet nearly every stage and owner there is.
  private static let rowsSeen = 20_000
  private static let rowsKept = 200
  /// A column with more different values is no choice of something.
  private static let mostValues = 60

  let encoding: TextEncoding
  let separator: UInt8
  let header: [String]
  /// The first rows.
  let rows: [[String]]
  private let counts: [[String: Int]?]

  /// - Throws: `CSVError`
  init(path: String, encoding: TextEncoding?, separator: UInt8?) throws {
    var file = try CSVReader(path: path, encoding: encoding, separator: separator)
    self.encoding = file.encoding
    self.separator = file.separator
    header = file.header
    var rows: [[String]] = []
    var counts: [[String: Int]?] = header.map { _ in [:] }
    var seen = 0
    while seen < Self.rowsSeen, let row = try file.next() {
      seen += 1
      if rows.count < Self.rowsKept { rows.append(row.fields.map(\.trimmed)) }
      for (index, field) in row.fields.enumerated() where index < counts.count {
        let value = field.trimmed
        guard !value.isEmpty else { continue }
        counts[index]?[value, default: 0] += 1
        if (counts[index]?.count ?? 0) > Self.mostValues { counts[index] = nil }
      }
    }
    self.rows = rows
    self.counts = counts
  }

  /// The different values of a column, the most frequent first; none where there are too many.
  func values(ofColumn index: Int) -> [String] {
    guard counts.indices.contains(index), let counts = counts[index] else { return [] }
    return counts.sorted { ($1.value, $0.key) < ($0.value, $1.key) }.map(\.key)
  }

  /// What stands in a column, the empty cells apart.
  func samples(ofColumn index: Int) -> [String] {
    rows.compactMap { $0.indices.contains(index) && !$0[index].isEmpty ? $0[index] : nil }
  }

  /// How a column writes its dates; nil where that can't be told.
  func dateFormat(ofColumn index: Int) -> DateFormat? {
    var guess = DateFormatGuess()
    for (line, value) in samples(ofColumn: index).enumerated() { guess.see(value, line: line) }
    if case .format(let format) = guess.verdict { return format }
    return nil
  }
}
