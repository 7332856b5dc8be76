/// Rows in the text format of `COPY`: a line each, tabs between the values.
struct CopyText {
  private(set) var bytes: [UInt8] = []

  init() {
    bytes.reserveCapacity(1 << 17)
  }

  mutating func append(_ row: [Value]) {
    for (index, value) in row.enumerated() {
      if index > 0 { bytes.append(UInt8(ascii: "\t")) }
      append(value)
    }
    bytes.append(UInt8(ascii: "\n"))
  }

  mutating func removeAll() { bytes.removeAll(keepingCapacity: true) }

  private mutating func append(_ value: Value) {
    switch value {
    case .null: bytes.append(contentsOf: #"\N"#.utf8)
    case .integer(let number): bytes.append(contentsOf: String(number).utf8)
    case .real(let number):
      // Swift's "inf", "-inf" and "nan" are words that the server takes too.
      bytes.append(contentsOf: String(number).utf8)
    case .bool(let flag): bytes.append(flag ? UInt8(ascii: "t") : UInt8(ascii: "f"))
    case .text(let text): for byte in text.utf8 { append(escaped: byte) }
    }
  }

  private mutating func append(escaped byte: UInt8) {
    let letter: Character
    switch byte {
    case 0: return
    case 0x08: letter = "b"
    case 0x09: letter = "t"
    case 0x0A: letter = "n"
    case 0x0B: letter = "v"
    case 0x0C: letter = "f"
    case 0x0D: letter = "r"
    case 0x5C: letter = "\\"
    default:
      bytes.append(byte)
      return
    }
    bytes.append(0x5C)
    bytes.append(letter.asciiValue ?? byte)
  }
}
