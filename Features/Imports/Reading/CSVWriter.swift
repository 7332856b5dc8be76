import Foundation

/// Writes the file of rows that could not be taken: the source's columns, separator and encoding
/// (UTF-8 with a mark, so that spreadsheets see it), and the reason as one more column. Corrected,
/// it can be imported again. Values are given back unchanged, even where a spreadsheet would take
/// one for a formula: they are their owner's.
///
/// The file is readable by its owner alone. Call `finish`, which is where a full disk is noticed.
package final class CSVWriter {
  package let path: String

  private let descriptor: Int32
  private let encoding: TextEncoding
  private let separator: Unicode.Scalar
  /// How many columns of the source stand before the reason, and how many are taken from it.
  private let columns: Int
  private let sourceColumns: Int
  private var buffer: [UInt8] = []
  private var isOpen = true

  /// A source whose last column already has `reasonTitle` is such a file itself: its column is
  /// filled anew.
  package init(
    path: String, header: [String], reasonTitle: String, encoding: TextEncoding, separator: UInt8
  ) throws {
    self.path = path
    self.encoding = encoding
    self.separator = Unicode.Scalar(separator)
    sourceColumns = header.count
    columns = header.last == reasonTitle ? header.count - 1 : header.count
    descriptor = open(path, O_WRONLY | O_CREAT | O_TRUNC | O_CLOEXEC, 0o600)
    guard descriptor >= 0 else { throw CSVError.unwritable(path, String(cString: strerror(errno))) }
    buffer += encoding.mark
    try write(header.prefix(columns) + [reasonTitle])
  }

  deinit { if isOpen { close(descriptor) } }

  /// Fields beyond the header's stand behind the reason, so that it keeps its column.
  package func write(_ row: CSVRow, reason: String) throws {
    let missing = [String](repeating: "", count: max(0, columns - row.fields.count))
    let surplus = row.fields.dropFirst(sourceColumns)
    try write(row.fields.prefix(columns) + missing + [reason] + surplus)
  }

  package func finish() throws {
    guard isOpen else { return }
    try flush()
    isOpen = false
    guard close(descriptor) == 0 else { throw failure() }
  }

  private func write(_ fields: some Sequence<String>) throws {
    var isFirst = true
    for field in fields {
      if !isFirst { append(separator) }
      isFirst = false
      append(field: field)
    }
    append("\r")
    append("\n")
    if buffer.count >= FileBytes.chunk { try flush() }
  }

  private func append(field: String) {
    let scalars = field.unicodeScalars
    let isQuoted =
      scalars.first == " " || scalars.last == " "
      || scalars.contains { $0 == separator || $0 == "\"" || $0 == "\n" || $0 == "\r" }
    if isQuoted { append("\"") }
    for scalar in scalars {
      if scalar == "\"" { append("\"") }
      append(scalar)
    }
    if isQuoted { append("\"") }
  }

  private func append(_ scalar: Unicode.Scalar) {
    switch encoding {
    case .utf8: buffer.append(contentsOf: UTF8.encode(scalar) ?? UTF8.encodedReplacementCharacter)
    case .windows1251: buffer.append(Windows1251.byte(for: scalar))
    case .utf16LittleEndian:
      for unit in UTF16.encode(scalar) ?? UTF16.encodedReplacementCharacter {
        buffer += [UInt8(unit & 0xFF), UInt8(unit >> 8)]
      }
    case .utf16BigEndian:
      for unit in UTF16.encode(scalar) ?? UTF16.encodedReplacementCharacter {
        buffer += [UInt8(unit >> 8), UInt8(unit & 0xFF)]
      }
    }
  }

  private func flush() throws {
    var written = 0
    while written < buffer.count {
      let count = buffer.withUnsafeBytes { bytes in
        Foundation.write(descriptor, bytes.baseAddress.map { $0 + written }, bytes.count - written)
      }
      if count < 0, errno == EINTR { continue }
      guard count >= 0 else { throw failure() }
      written += count
    }
    buffer.removeAll(keepingCapacity: true)
  }

  private func failure() -> CSVError { .unwritable(path, String(cString: strerror(errno))) }
}
