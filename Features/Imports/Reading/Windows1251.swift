/// The upper half of the code page in which Windows wrote Russian before Unicode.
enum Windows1251 {
  static func append(_ bytes: UnsafeRawBufferPointer, asUTF8To text: inout [UInt8]) {
    for byte in bytes {
      let scalar = byte < 0x80 ? UInt16(byte) : upper[Int(byte) - 0x80]
      if scalar < 0x80 {
        text.append(UInt8(scalar))
      } else if scalar < 0x800 {
        text.append(UInt8(0xC0 | scalar >> 6))
        text.append(UInt8(0x80 | scalar & 0x3F))
      } else {
        text.append(UInt8(0xE0 | scalar >> 12))
        text.append(UInt8(0x80 | scalar >> 6 & 0x3F))
        text.append(UInt8(0x80 | scalar & 0x3F))
      }
    }
  }

  /// The byte of a character; a question mark for one that the code page lacks.
  static func byte(for scalar: Unicode.Scalar) -> UInt8 {
    if scalar.isASCII { return UInt8(scalar.value) }
    return UInt16(exactly: scalar.value).flatMap { bytes[$0] } ?? UInt8(ascii: "?")
  }

  private static let bytes = Dictionary(
    uniqueKeysWithValues: zip(upper, UInt8(0x80)...UInt8(0xFF)))

  // 0x98 is unassigned and stands for itself.
  private static let upper: [UInt16] =
    [
      0x0402, 0x0403, 0x201A, 0x0453, 0x201E, 0x2026, 0x2020, 0x2021,
      0x20AC, 0x2030, 0x0409, 0x2039, 0x040A, 0x040C, 0x040B, 0x040F,
      0x0452, 0x2018, 0x2019, 0x201C, 0x201D, 0x2022, 0x2013, 0x2014,
      0x0098, 0x2122, 0x0459, 0x203A, 0x045A, 0x045C, 0x045B, 0x045F,
      0x00A0, 0x040E, 0x045E, 0x0408, 0x00A4, 0x0490, 0x00A6, 0x00A7,
      0x0401, 0x00A9, 0x0404, 0x00AB, 0x00AC, 0x00AD, 0x00AE, 0x0407,
      0x00B0, 0x00B1, 0x0406, 0x0456, 0x0491, 0x00B5, 0x00B6, 0x00B7,
      0x0451, 0x2116, 0x0454, 0x00BB, 0x0458, 0x0405, 0x0455, 0x0457,
    ] + Array(0x0410...0x044F)
}
