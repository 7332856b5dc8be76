import Testing

@testable import Imports

struct TextEncodingTests {
  private let text = "Имя;Город;Сумма\r\nКовалёва «Ёлка» — №5;Санкт-Петербург;120000\r\n"
  private let fields = ["Ковалёва «Ёлка» — №5", "Санкт-Петербург", "120000"]

  @Test func utf8IsRecognisedWithAndWithoutItsMark() throws {
    for bytes in [Array(text.utf8), [0xEF, 0xBB, 0xBF] + Array(text.utf8)] {
      try expect(bytes, .utf8)
    }
  }

  @Test func windows1251IsRecognised() throws {
    try expect(windows1251(text), .windows1251)
    // "Имя" byte by byte, as the code page has it.
    let file = try WrittenFile([0xC8, 0xEC, 0xFF, 0x0A, 0xB8, 0xEB, 0xEA, 0xE0, 0x0A])
    var reader = try CSVReader(path: file.path)
    #expect(reader.header == ["Имя"])
    #expect(try reader.next()?.fields == ["ёлка"])
  }

  @Test func utf16IsRecognisedByItsMark() throws {
    let little = text.utf16.flatMap { [UInt8($0 & 0xFF), UInt8($0 >> 8)] }
    let big = text.utf16.flatMap { [UInt8($0 >> 8), UInt8($0 & 0xFF)] }
    try expect([0xFF, 0xFE] + little, .utf16LittleEndian)
    try expect([0xFE, 0xFF] + big, .utf16BigEndian)
  }

  @Test func utf16CharactersThatStraddleChunksAreWhole() throws {
    // One unit in front puts the halves of each following pair on either side of the chunk's end.
    let long = "a\nx" + String(repeating: "🌲", count: 100_000) + "\n"
    let bytes = long.utf16.flatMap { [UInt8($0 & 0xFF), UInt8($0 >> 8)] }
    let file = try WrittenFile([0xFF, 0xFE] + bytes)
    var reader = try CSVReader(path: file.path)
    #expect(try reader.next()?.fields == ["x" + String(repeating: "🌲", count: 100_000)])
  }

  @Test func theWholeFileDecides() throws {
    let rows = String(repeating: "Anna;Omsk;1\n", count: 20_000)
    var bytes = Array(("a;b;c\n" + rows).utf8)
    let plain = try WrittenFile(bytes)
    #expect(try CSVReader(path: plain.path).encoding == .utf8)
    bytes += windows1251("Ёлка;Омск;2\n")
    let russian = try WrittenFile(bytes)
    #expect(try CSVReader(path: russian.path).encoding == .windows1251)
  }

  @Test func aGivenEncodingIsNotGuessed() throws {
    let file = try WrittenFile("Имя\nЁж\n")
    var reader = try CSVReader(path: file.path, encoding: .windows1251)
    #expect(try reader.next()?.fields == ["РЃР¶"])
  }

  @Test(
    arguments: [
      [0xC3], [0xE2, 0x82], [0xF0, 0x9F, 0x98],
    ] as [[UInt8]])
  func aCharacterCutOffByTheEndIsStillUTF8(_ tail: [UInt8]) {
    #expect(accepts([0x41] + tail))
  }

  @Test(
    arguments: [
      [0x80], [0xC0, 0xAF], [0xC3, 0x28], [0xE0, 0x80, 0x80], [0xED, 0xA0, 0x80],
      [0xF4, 0x90, 0x80, 0x80], [0xF5, 0x80, 0x80, 0x80], [0xFF],
    ] as [[UInt8]])
  func malformedSequencesAreNotUTF8(_ bytes: [UInt8]) {
    #expect(!accepts(Array("0123456789".utf8) + bytes + [0x41]))
  }

  @Test func aCheckGoesOnFromPieceToPiece() {
    var check = UTF8Check()
    for byte in "Ёлка €5 🌲".utf8 {
      #expect([byte].withUnsafeBytes { check.accepts($0) })
    }
  }

  private func accepts(_ bytes: [UInt8]) -> Bool {
    var check = UTF8Check()
    return bytes.withUnsafeBytes { check.accepts($0) }
  }

  private func expect(_ bytes: [UInt8], _ encoding: TextEncoding) throws {
    let file = try WrittenFile(bytes)
    var reader = try CSVReader(path: file.path)
    #expect(reader.encoding == encoding)
    #expect(reader.header == ["Имя", "Город", "Сумма"])
    #expect(try reader.next()?.fields == fields)
  }
}
