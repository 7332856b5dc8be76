import Testing

@testable import Imports

struct CSVWriterTests {
  @Test func rowsComeBackWithTheReasonBehindThem() throws {
    let file = try written("a;b\n1;\"x; \"\"y\"\"\nz\"\n", reason: "No such stage")
    #expect(
      try file.bytes == [0xEF, 0xBB, 0xBF]
        + Array("a;b;reason\r\n1;\"x; \"\"y\"\"\nz\";No such stage\r\n".utf8))
  }

  @Test func theEncodingIsThatOfTheSource() throws {
    let source = windows1251("Имя;Город\nЁж — «№5»;Омск\n")
    let file = try written(source, reason: "Этапа нет 漢")
    #expect(
      try file.bytes == windows1251("Имя;Город;reason\r\nЁж — «№5»;Омск;Этапа нет ?\r\n"))
  }

  @Test(arguments: TextEncoding.allCases)
  func whatIsWrittenCanBeReadAgain(_ encoding: TextEncoding) throws {
    let header = ["Имя", "Заметка"]
    let fields = [" Ёж", "=1+1, \"да\"\r\nи\tнет|;"]
    let file = try WrittenFile("")
    let writer = try CSVWriter(
      path: file.path, header: header, reasonTitle: "Причина", encoding: encoding,
      separator: UInt8(ascii: "\t"))
    try writer.write(CSVRow(line: 2, fields: fields), reason: "нет; совсем")
    try writer.finish()
    var reader = try CSVReader(path: file.path)
    #expect(reader.encoding == encoding)
    #expect(reader.header == header + ["Причина"])
    #expect(try reader.next()?.fields == fields + ["нет; совсем"])
    #expect(try reader.next() == nil)
  }

  @Test func theReasonKeepsItsColumnInRaggedRows() throws {
    let file = try written("a,b,c\n1\n1,2,3,4\n", reason: "why")
    #expect(
      try String(decoding: file.bytes.dropFirst(3), as: UTF8.self)
        == "a,b,c,reason\r\n1,,,why\r\n1,2,3,why,4\r\n")
  }

  @Test func aFileOfRejectedRowsGetsNoSecondReason() throws {
    let file = try written("a,b,reason\n1,2,once\n", reason: "again")
    #expect(
      try String(decoding: file.bytes.dropFirst(3), as: UTF8.self) == "a,b,reason\r\n1,2,again\r\n")
  }

  @Test func manyRowsAreAllWritten() throws {
    let file = try written(
      "a,b\n" + String(repeating: "one,two\n", count: 50_000), reason: "because")
    var reader = try CSVReader(path: file.path)
    var count = 0
    while let row = try reader.next() { count += row.fields == ["one", "two", "because"] ? 1 : 0 }
    #expect(count == 50_000)
  }

  @Test func whatCanNotBeWrittenIsSaid() {
    #expect(throws: CSVError.unwritable("/nowhere/x.csv", "No such file or directory")) {
      try CSVWriter(
        path: "/nowhere/x.csv", header: [], reasonTitle: "", encoding: .utf8, separator: 44)
    }
  }

  private func written(_ text: String, reason: String) throws -> WrittenFile {
    try written(Array(text.utf8), reason: reason)
  }

  private func written(_ bytes: [UInt8], reason: String) throws -> WrittenFile {
    let source = try WrittenFile(bytes)
    let result = try WrittenFile("")
    var reader = try CSVReader(path: source.path)
    let writer = try CSVWriter(
      path: result.path, header: reader.header, reasonTitle: "reason", encoding: reader.encoding,
      separator: reader.separator)
    while let row = try reader.next() { try writer.write(row, reason: reason) }
    try writer.finish()
    return result
  }
}
