/// The first row in a stretch of text: quotes as in RFC 4180, rows ended by CRLF, LF or CR.
///
/// Careless exports are read the way their authors meant: a quote inside an unquoted field is a
/// character, and so is what follows a closing quote.
struct CSVRecord {
  enum Reading {
    case record(CSVRecord)
    /// The text ends within the row.
    case unfinished
    /// The text is at its end and a quote is open that began this many lines below the row's first.
    case unterminated(lines: Int)
  }

  let fields: [String]
  /// How many bytes and lines of the text the row takes.
  let length: Int
  let lines: Int

  /// `isLast` says that no text follows, so its end is the row's end.
  static func read(
    _ text: UnsafeBufferPointer<UInt8>, separator: UInt8, isLast: Bool, columns: Int = 0
  ) -> Reading {
    var scan = Scan(text: text, separator: separator, isLast: isLast)
    var fields: [String] = []
    fields.reserveCapacity(columns)
    while true {
      guard let field = scan.field() else {
        return scan.openQuote.map { .unterminated(lines: $0) } ?? .unfinished
      }
      fields.append(field)
      switch scan.ending() {
      case .separator: continue
      case .row: return .record(CSVRecord(fields: fields, length: scan.index, lines: scan.lines))
      case .unknown: return .unfinished
      }
    }
  }
}

private struct Scan {
  let text: UnsafeBufferPointer<UInt8>
  let separator: UInt8
  let isLast: Bool
  var index = 0
  var lines = 0
  var openQuote: Int?

  private static let quote = UInt8(ascii: "\"")
  private static let lineFeed = UInt8(ascii: "\n")
  private static let carriageReturn = UInt8(ascii: "\r")

  init(text: UnsafeBufferPointer<UInt8>, separator: UInt8, isLast: Bool) {
    self.text = text
    self.separator = separator
    self.isLast = isLast
  }

  /// Nil where the text ends before the field does.
  mutating func field() -> String? {
    if index < text.count, text[index] == Self.quote { return quotedField() }
    let start = index
    passPlain()
    guard index < text.count || isLast else { return nil }
    return string(start..<index)
  }

  enum Ending { case separator, row, unknown }

  mutating func ending() -> Ending {
    guard index < text.count else {
      lines += 1
      return .row
    }
    let byte = text[index]
    index += 1
    if byte == separator { return .separator }
    if byte == Self.carriageReturn {
      if index == text.count, !isLast { return .unknown }
      if index < text.count, text[index] == Self.lineFeed { index += 1 }
    }
    lines += 1
    return .row
  }

  private mutating func passPlain() {
    while index < text.count {
      let byte = text[index]
      if byte == separator || byte == Self.lineFeed || byte == Self.carriageReturn { return }
      index += 1
    }
  }

  private mutating func quotedField() -> String? {
    let linesBefore = lines
    index += 1
    let start = index
    var kept: [UInt8] = []
    var keptUpTo = start
    while index < text.count {
      let byte = text[index]
      if byte == Self.lineFeed {
        lines += 1
      } else if byte == Self.carriageReturn {
        let next = index + 1
        if next == text.count || text[next] != Self.lineFeed { lines += 1 }
      } else if byte == Self.quote {
        let next = index + 1
        if next == text.count, !isLast { return nil }
        if next < text.count, text[next] == Self.quote {
          kept.append(contentsOf: text[keptUpTo...index])
          index = next
          keptUpTo = next + 1
        } else {
          return closedField(keptUpTo, kept)
        }
      }
      index += 1
    }
    if isLast { openQuote = linesBefore }
    return nil
  }

  /// The field up to its closing quote at `index`, and what stands behind it.
  private mutating func closedField(_ keptUpTo: Int, _ kept: [UInt8]) -> String? {
    let inner = keptUpTo..<index
    index += 1
    let behind = index
    passPlain()
    guard index < text.count || isLast else { return nil }
    if kept.isEmpty, behind == index { return string(inner) }
    return String(decoding: kept + text[inner] + text[behind..<index], as: UTF8.self)
  }

  private func string(_ range: Range<Int>) -> String {
    String(decoding: UnsafeBufferPointer(rebasing: text[range]), as: UTF8.self)
  }
}
