/// The stretch of a file's text that is in memory, and the place in it where the next row begins.
struct TextWindow: Sendable {
  /// How many bytes of text the last chunk of the file gave.
  private(set) var lastChunk = 0

  private var text: [UInt8] = []
  private var position = 0
  private var line = 1
  private var isLast = false

  var unread: Int { text.count - position }

  mutating func fill(from file: inout FileText) throws {
    text.removeFirst(position)
    position = 0
    let before = text.count
    isLast = try !file.append(to: &text)
    if !isLast { lastChunk = text.count - before }
  }

  mutating func row(
    from file: inout FileText, separator: UInt8, columns: Int
  ) throws -> (line: Int, fields: [String])? {
    while true {
      if position == text.count {
        if isLast { return nil }
        try fill(from: &file)
        continue
      }
      switch reading(separator, columns) {
      case .record(let record):
        let first = line
        position += record.length
        line += record.lines
        if record.fields.contains(where: { !$0.isEmpty }) { return (first, record.fields) }
      case .unfinished where unread > CSVReader.longestRow:
        throw abandoned(.rowTooLong(line: line), separator)
      case .unfinished:
        try fill(from: &file)
      case .unterminated(let lines):
        throw abandoned(.unterminatedQuote(line: line + lines), separator)
      }
    }
  }

  /// Passes Excel's first line `sep=;` and answers what it declares.
  mutating func passSeparatorLine() -> UInt8? {
    guard text.count > 5, text.prefix(4).elementsEqual("sep=".utf8) else { return nil }
    guard case .record(let record) = reading(0, 1), record.fields[0].utf8.count == 5
    else { return nil }
    position += record.length
    line += record.lines
    return text[4]
  }

  func guessedSeparator() -> UInt8 {
    text.withUnsafeBufferPointer {
      SeparatorGuess.separator(
        in: UnsafeBufferPointer(rebasing: $0[position...]), isLast: isLast)
    }
  }

  private func reading(_ separator: UInt8, _ columns: Int) -> CSVRecord.Reading {
    reading(separator, columns, isLast: isLast)
  }

  private func reading(_ separator: UInt8, _ columns: Int, isLast: Bool) -> CSVRecord.Reading {
    text.withUnsafeBufferPointer {
      CSVRecord.read(
        UnsafeBufferPointer(rebasing: $0[position...]), separator: separator, isLast: isLast,
        columns: columns)
    }
  }

  /// Ends the reading; an endless row with an open quote is blamed on the quote.
  private mutating func abandoned(_ error: CSVError, _ separator: UInt8) -> CSVError {
    defer {
      text = []
      position = 0
      isLast = true
    }
    if case .unterminated(let lines) = reading(separator, 0, isLast: true) {
      return .unterminatedQuote(line: line + lines)
    }
    return error
  }
}
