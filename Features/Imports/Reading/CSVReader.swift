/// Reads the rows of a CSV file of any size in the memory of a chunk.
///
/// A value: a copy goes on from where it was made, independently of the original.
package struct CSVReader: Sendable {
  /// A row of more bytes is rather a quote that nobody closed.
  package static let longestRow = 1024 * 1024

  package let encoding: TextEncoding
  package let separator: UInt8
  /// The names of the columns, without the spaces around them.
  package let header: [String]
  /// The size of the file in bytes.
  package let byteCount: Int

  private var text: FileText
  private var window: TextWindow

  /// Opens the file and reads its header. What is not given is recognised: the encoding from the
  /// whole file, the separator from its first rows (or Excel's line `sep=;`).
  package init(path: String, encoding: TextEncoding? = nil, separator: UInt8? = nil) throws {
    let file = try FileBytes(path: path)
    let encoding = try encoding ?? .recognised(in: file)
    if let error = try file.strangeness(in: encoding) { throw error }
    var text = try FileText(file, encoding)
    var window = TextWindow()
    try window.fill(from: &text)
    let declared = window.passSeparatorLine()
    let separator = separator ?? declared ?? window.guessedSeparator()
    guard let row = try window.row(from: &text, separator: separator, columns: 0)
    else { throw CSVError.empty }
    self.encoding = encoding
    self.separator = separator
    self.text = text
    self.window = window
    header = row.fields.map(Self.trimmed)
    byteCount = text.byteCount
  }

  /// The next row, nil at the end of the file. Rows without a single character are passed over.
  package mutating func next() throws -> CSVRow? {
    guard let row = try window.row(from: &text, separator: separator, columns: header.count)
    else { return nil }
    return CSVRow(line: row.line, fields: row.fields, columns: header.count)
  }

  /// How much of the file the rows so far took, for showing progress.
  package var bytesRead: Int {
    // Unread characters of other encodings have as many bytes as those of the last chunk.
    let unread = window.unread * text.lastChunk / max(window.lastChunk, 1)
    return max(0, text.offset - unread)
  }

  private static func trimmed(_ field: String) -> String {
    let start = field.drop(while: \.isWhitespace)
    return String(start.reversed().drop(while: \.isWhitespace).reversed())
  }
}
