/// Checks bytes that come in pieces for being UTF-8. A last character that the end cuts off passes.
struct UTF8Check {
  private var missing = 0
  private var lowest: UInt8 = 0x80
  private var highest: UInt8 = 0xBF

  mutating func accepts(_ bytes: UnsafeRawBufferPointer) -> Bool {
    var index = 0
    while index < bytes.count {
      if missing == 0, index + 8 <= bytes.count,
        bytes.loadUnaligned(fromByteOffset: index, as: UInt64.self) & 0x8080_8080_8080_8080 == 0
      {
        index += 8
        continue
      }
      guard accepts(bytes[index]) else { return false }
      index += 1
    }
    return true
  }

  // The table of well-formed sequences in the Unicode standard (3.9, table 3-7).
  private mutating func accepts(_ byte: UInt8) -> Bool {
    if missing > 0 {
      guard lowest...highest ~= byte else { return false }
      missing -= 1
      (lowest, highest) = (0x80, 0xBF)
      return true
    }
    switch byte {
    case 0x00...0x7F: return true
    case 0xC2...0xDF: missing = 1
    case 0xE0...0xEF:
      missing = 2
      if byte == 0xE0 { lowest = 0xA0 } else if byte == 0xED { highest = 0x9F }
    case 0xF0...0xF4:
      missing = 3
      if byte == 0xF0 { lowest = 0x90 } else if byte == 0xF4 { highest = 0x8F }
    default: return false
    }
    return true
  }
}
