import Kernel

/// What was recognised of a file before its first row is taken. Kept with the import, so that a
/// server which goes on after another reads the rest of the file the same way.
struct ImportPlan: Sendable, Hashable {
  var encoding: TextEncoding
  var separator: UInt8
  var rows: Int
  /// By the target's name: `created`.
  var dates: [String: DateFormat]
  var decimalMark: NumberText.DecimalMark?

  init(
    encoding: TextEncoding, separator: UInt8, rows: Int, dates: [String: DateFormat],
    decimalMark: NumberText.DecimalMark?
  ) {
    self.encoding = encoding
    self.separator = separator
    self.rows = rows
    self.dates = dates
    self.decimalMark = decimalMark
  }

  init(_ json: JSON) throws {
    guard let encoding = json["encoding"]?.string.flatMap(TextEncoding.init(rawValue:)),
      let separator = json["separator"]?.integer.flatMap({ UInt8(exactly: $0) }), let rows = json["rows"]?.integer
    else { throw Refusal("defect") }
    self.encoding = encoding
    self.separator = separator
    self.rows = Int(rows)
    let formats = (json["dates"]?.fields ?? []).compactMap { field in
      field.value.string.flatMap { DateFormat(pattern: $0) }.map { (field.name, $0) }
    }
    dates = Dictionary(formats, uniquingKeysWith: { $1 })
    decimalMark = json["decimal_mark"]?.string.flatMap(NumberText.DecimalMark.init(rawValue:))
  }

  var json: JSON {
    [
      "encoding": .string(encoding.rawValue), "separator": .integer(Int64(separator)), "rows": JSON(rows),
      "dates": .object(dates.sorted { $0.key < $1.key }.map { .init($0.key, .string($0.value.pattern)) }),
      "decimal_mark": JSON(decimalMark?.rawValue),
    ]
  }
}
