/// The text of a file as UTF-8, a chunk at a time, whatever encoding the file is in.
struct FileText: Sendable {
  let encoding: TextEncoding
  let byteCount: Int
  /// Bytes of the file taken so far, and how many of them the last chunk had.
  private(set) var offset = 0
  private(set) var lastChunk = 0

  private let file: FileBytes
  /// The beginning of a UTF-16 character whose rest is in the next chunk.
  private var pending: [UInt8] = []

  init(_ file: FileBytes, _ encoding: TextEncoding) throws {
    self.file = file
    self.encoding = encoding
    byteCount = file.count
    let hasMark = try file.read(from: 0) { $0.starts(with: encoding.mark) }
    if hasMark { offset = encoding.mark.count }
  }

  /// False when the file has no more.
  mutating func append(to text: inout [UInt8]) throws -> Bool {
    var pending = pending
    let count = try file.read(from: offset) { bytes in
      switch encoding {
      case .utf8: text.append(contentsOf: bytes)
      case .windows1251: Windows1251.append(bytes, asUTF8To: &text)
      case .utf16LittleEndian, .utf16BigEndian:
        Self.append(utf16: bytes, isBig: encoding == .utf16BigEndian, after: &pending, to: &text)
      }
      return bytes.count
    }
    self.pending = pending
    offset += count
    lastChunk = count
    return count > 0
  }

  private static func append(
    utf16 bytes: UnsafeRawBufferPointer, isBig: Bool, after pending: inout [UInt8],
    to text: inout [UInt8]
  ) {
    pending.append(contentsOf: bytes)
    var units = stride(from: 0, to: pending.count - 1, by: 2).map { index in
      let (one, two) = (UInt16(pending[index]), UInt16(pending[index + 1]))
      return isBig ? one << 8 | two : two << 8 | one
    }
    if let last = units.last, !bytes.isEmpty, UTF16.isLeadSurrogate(last) { units.removeLast() }
    pending.removeFirst(units.count * 2)
    text.append(contentsOf: String(decoding: units, as: UTF16.self).utf8)
  }
}
