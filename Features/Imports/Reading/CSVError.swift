/// Why a file as a whole can't be read or written. What is wrong with one row is said by the row.
package enum CSVError: Error, Equatable, Sendable {
  /// The file's path and the operating system's words.
  case unreadable(String, String)
  case unwritable(String, String)
  /// Not even a header.
  case empty
  /// A workbook of a spreadsheet program.
  case workbook
  /// Bytes that no text has.
  case binary
  /// The line on which the quote was opened that nothing closes.
  case unterminatedQuote(line: Int)
  /// The line on which a row begins that has more than `CSVReader.longestRow` bytes.
  case rowTooLong(line: Int)
}
