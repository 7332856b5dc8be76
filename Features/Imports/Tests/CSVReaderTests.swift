import Foundation
import Testing

@testable import Imports

struct CSVReaderTests {
  @Test func rowsComeWithTheLineTheyBeginOn() throws {
    let file = try WrittenFile("name,city\nAnna,Omsk\n\"Boris\nand Vera\",Perm\nGleb,Tver\n")
    #expect(
      try rows(file) == [
        CSVRow(line: 2, fields: ["Anna", "Omsk"]),
        CSVRow(line: 3, fields: ["Boris\nand Vera", "Perm"]),
        CSVRow(line: 5, fields: ["Gleb", "Tver"]),
      ])
  }

  @Test(arguments: ["\n", "\r\n", "\r"])
  func everyKindOfLineEndEndsARow(_ end: String) throws {
    let text = ["a,b", "1,\"2\(end)3\"", "4,5"].joined(separator: end)
    for text in [text, text + end] {
      let found = try rows(WrittenFile(text))
      #expect(found.map(\.fields) == [["1", "2\(end)3"], ["4", "5"]])
      #expect(found.map(\.line) == [2, 4])
    }
  }

  @Test func quotesHoldSeparatorsAndDoubledQuotes() throws {
    let file = try WrittenFile("a,b\n\"x, y\",\"say \"\"no\"\"\"\n\"\",\"\"\"\"\n")
    #expect(try rows(file).map(\.fields) == [["x, y", "say \"no\""], ["", "\""]])
  }

  @Test func carelessQuotesAreReadAsMeant() throws {
    let file = try WrittenFile("имя;город\nООО \"Ромашка\";Омск\n\"ООО \"Лютик\"\";Тверь\n")
    #expect(try rows(file).map { $0.fields[1] } == ["Омск", "Тверь"])
    #expect(try rows(file)[0].fields[0] == "ООО \"Ромашка\"")
  }

  @Test(arguments: [",", ";", "\t", "|"])
  func theSeparatorIsRecognised(_ separator: String) throws {
    let text = """
      name#note#sum
      Anna#"one, two; three | four"#1 054,50
      Boris#plain, with a comma#2 000,00
      """
    let quoted = separator == "," ? text.replacing("plain, with", with: "plain with") : text
    let last = separator == "," ? quoted.replacing(",00", with: ".00") : quoted
    let file = try WrittenFile(
      last.replacing("1 054,50", with: "\"1 054,50\"").replacing("#", with: separator))
    let reader = try CSVReader(path: file.path)
    #expect(reader.separator == separator.utf8.first)
    #expect(reader.header == ["name", "note", "sum"])
    #expect(try rows(file).allSatisfy { $0.misfit == nil })
  }

  @Test func aDecimalCommaDoesNotHideTheSemicolon() throws {
    let file = try WrittenFile("Имя;Сумма, руб.\nАнна;1 054,50\nБорис;7,00\n")
    #expect(try CSVReader(path: file.path).header == ["Имя", "Сумма, руб."])
  }

  @Test func oneColumnIsLeftWhole() throws {
    let file = try WrittenFile("Имя\nКовалёва, Мария\nПетров, Иван\n")
    #expect(try rows(file).map(\.fields) == [["Ковалёва, Мария"], ["Петров, Иван"]])
  }

  @Test func excelsSeparatorLineIsObeyed() throws {
    let file = try WrittenFile("sep=|\r\na|b,c\r\n1|2,3\r\n")
    let reader = try CSVReader(path: file.path)
    #expect(reader.header == ["a", "b,c"])
    #expect(try rows(file) == [CSVRow(line: 3, fields: ["1", "2,3"])])
  }

  @Test func aGivenSeparatorIsNotGuessed() throws {
    let file = try WrittenFile("a;b,c\n1;2,3\n")
    var reader = try CSVReader(path: file.path, separator: UInt8(ascii: ","))
    #expect(try reader.next()?.fields == ["1;2", "3"])
  }

  @Test func raggedRowsSayHowMuchTheyLack() throws {
    let found = try rows(WrittenFile("a,b,c\n1,2,3\n1\n1,2,3,4,5\n"))
    #expect(found.map(\.misfit) == [nil, .tooFew(2), .tooMany(2)])
    #expect(found.map(\.fields.count) == [3, 1, 5])
  }

  @Test func rowsWithoutACharacterArePassedOver() throws {
    let found = try rows(WrittenFile("a,b\n\n1,2\n,\n\r\n3,4\n\n"))
    #expect(found.map(\.line) == [3, 6])
  }

  @Test func anOpenQuoteIsBlamedOnItsOwnLine() throws {
    let file = try WrittenFile("a,b\n1,2\n\"x\ny\",\"z\nand so on\n3,4\n")
    var reader = try CSVReader(path: file.path)
    _ = try reader.next()
    #expect(throws: CSVError.unterminatedQuote(line: 4)) { try reader.next() }
    #expect(try reader.next() == nil)
  }

  @Test func anOpenQuoteDoesNotFillTheMemory() throws {
    let long = String(repeating: "0123456789,abcdef\n", count: 100_000)
    let file = try WrittenFile("a,b\n\"" + long)
    var reader = try CSVReader(path: file.path, separator: UInt8(ascii: ","))
    #expect(throws: CSVError.unterminatedQuote(line: 2)) { try reader.next() }
    let unbroken = try WrittenFile("a,b\n" + String(repeating: "x", count: 1_200_000))
    reader = try CSVReader(path: unbroken.path)
    #expect(throws: CSVError.rowTooLong(line: 2)) { try reader.next() }
  }

  @Test func whatCanNotBeReadIsSaid() throws {
    let empty = try WrittenFile("")
    #expect(throws: CSVError.empty) { try CSVReader(path: empty.path) }
    #expect(throws: CSVError.unreadable("/nowhere.csv", "No such file or directory")) {
      try CSVReader(path: "/nowhere.csv")
    }
    #expect(throws: CSVError.self) { try CSVReader(path: "/") }
  }

  @Test func aHeaderAloneHasNoRows() throws {
    for text in ["a,b", "a,b\n", "\u{FEFF}a, b \r\n"] {
      let file = try WrittenFile(text)
      #expect(try CSVReader(path: file.path).header == ["a", "b"])
      #expect(try rows(file).isEmpty)
    }
  }

  @Test func rowsThatStraddleChunksAreWhole() throws {
    let word = String(repeating: "ё\"\"\r\n", count: 11)
    let count = 20_000
    let text = "№,слово\r\n" + (1...count).map { "\($0),\"\(word)\"\r\n" }.joined()
    let file = try WrittenFile(text)
    var reader = try CSVReader(path: file.path)
    let expected = word.replacing("\"\"", with: "\"")
    var number = 0
    while let row = try reader.next() {
      number += 1
      guard row.fields == ["\(number)", expected], row.line == 2 + (number - 1) * 12 else {
        Issue.record("row \(number) is torn")
        return
      }
    }
    #expect(number == count)
  }

  @Test func progressEndsAtTheSizeOfTheFile() throws {
    let text = "a;b\n" + String(repeating: "Ёлка;2\n", count: 30_000)
    for bytes in [Array(text.utf8), windows1251(text)] {
      let file = try WrittenFile(bytes)
      var reader = try CSVReader(path: file.path)
      var before = reader.bytesRead
      var steps = 0
      while try reader.next() != nil {
        if reader.bytesRead > before { steps += 1 }
        before = reader.bytesRead
      }
      #expect(steps > 29_000)
      #expect(reader.byteCount == bytes.count)
      #expect(reader.bytesRead == bytes.count)
    }
  }

  @Test func aCopyGoesItsOwnWay() throws {
    let file = try WrittenFile("a\n" + (1...50_000).map { "\($0)\n" }.joined())
    var reader = try CSVReader(path: file.path)
    for _ in 1...100 { _ = try reader.next() }
    var copy = reader
    for _ in 1...30_000 { _ = try copy.next() }
    #expect(try reader.next()?.fields == ["101"])
    #expect(try copy.next()?.fields == ["30101"])
  }

  @Test(
    .enabled(if: ProcessInfo.processInfo.environment["VORONKA_SAMPLES"] != nil),
    .timeLimit(.minutes(15)))
  func theSampleHas8800Rows() throws {
    let folder = try #require(ProcessInfo.processInfo.environment["VORONKA_SAMPLES"])
    var reader = try CSVReader(path: folder + "/opportunities/sales_pipeline.csv")
    var dates = DateFormatGuess()
    var (rows, won, withoutAccount) = (0, Int64(0), 0)
    while let row = try reader.next() {
      rows += 1
      dates.see(row.fields[5], line: row.line)
      dates.see(row.fields[6], line: row.line)
      if row.fields[3].isEmpty { withoutAccount += 1 }
      if row.fields[4] == "Won" { won += try #require(NumberText.decimal(row.fields[7])) }
      #expect(row.misfit == nil)
    }
    #expect(rows == 8_800)
    #expect(withoutAccount == 1_425)
    #expect(won == 10_005_534_00)
    #expect(dates.verdict == .format(DateFormat(.monthDayYear, .slash)))
  }

  private func rows(_ file: WrittenFile) throws -> [CSVRow] {
    var reader = try CSVReader(path: file.path)
    var rows: [CSVRow] = []
    while let row = try reader.next() { rows.append(row) }
    return rows
  }
}

/// Russian text as Windows wrote it: letters in the order of the alphabet from 0xC0, ё apart.
func windows1251(_ text: String) -> [UInt8] {
  text.unicodeScalars.map { scalar in
    switch scalar {
    case "Ё": 0xA8
    case "ё": 0xB8
    case "№": 0xB9
    case "«": 0xAB
    case "»": 0xBB
    case "—": 0x97
    case "А"..."я": UInt8(0xC0 + scalar.value - 0x410)
    default: UInt8(truncatingIfNeeded: scalar.value)
    }
  }
}
