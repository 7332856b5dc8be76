import Foundation
import Kernel
import Testing

@Suite struct JSONTests {
  static let documents: [(String, JSON)] = [
    ("null", .null), (" true ", true), ("[false]", [false]), ("[]", []), ("{}", .object([])),
    ("0", 0), ("-0", 0), ("-17", -17), ("9223372036854775807", .integer(.max)),
    ("-9223372036854775808", .integer(.min)),
    ("1.0", 1), ("3e2", 300), ("12E-1", .decimal(Decimal(12) / 10)),
    (
      "9223372036854775808",
      .decimal(Decimal(sign: .plus, exponent: 0, significand: Decimal(9_223_372_036_854_775_807)) + 1)
    ),
    ("120000.55", .decimal(Decimal(12_000_055) / 100)), ("\"\"", ""), ("\"Иванов «Ёлка» 🌲\"", "Иванов «Ёлка» 🌲"),
    (#""a\"b\\c\/d\b\f\n\r\te""#, "a\"b\\c/d\u{8}\u{c}\n\r\te"), (#""\u0418\u0432\uD83C\uDF32\u0000""#, "Ив🌲\0"),
    (#"{"b": 1, "a": [1, {"c": null}]}"#, ["a": [1, ["c": nil]], "b": 1]), (#"{"a":1,"a":2}"#, ["a": 2]),
    ("\u{FEFF}[1]", [1]), ("\t[\r\n1 , 2 ] \n", [1, 2]),
  ]

  @Test(arguments: documents) func aDocumentIsReadToItsValue(_ text: String, _ json: JSON) throws {
    #expect(try JSON(parsing: text) == json)
  }

  @Test(arguments: documents) func whatIsWrittenReadsAsTheSame(_ text: String, _ json: JSON) throws {
    #expect(try JSON(parsing: json.text) == json)
    #expect(json.bytes == Array(json.text.utf8))
  }

  static let broken: [(String, JSONError.Reason)] = [
    ("", .ended), ("  ", .ended), ("[", .ended), ("[1", .ended), ("{\"a\"", .ended), ("\"abc", .ended),
    ("\"a\\", .ended),
    ("[1,]", .unexpected), ("[,1]", .unexpected), ("{\"a\":1,}", .unexpected), ("{a:1}", .unexpected),
    ("{\"a\" 1}", .unexpected), ("[1 2]", .unexpected), ("tru", .unexpected), ("TRUE", .unexpected),
    ("NaN", .unexpected), ("'a'", .unexpected), ("// a", .unexpected), ("+1", .unexpected), (".5", .unexpected),
    ("1 2", .trailing), ("{} x", .trailing), ("truer", .trailing), ("01", .number), ("-01", .number), ("1.x", .number),
    ("1.", .ended), ("-", .ended), ("1e", .ended), ("1e+", .ended), ("1e999", .number), (#""\x""#, .escape),
    (#""\u12g4""#, .escape),
    (#""\uD83C""#, .escape), (#""\uDF32""#, .escape), (#""\uD83C\u0041""#, .escape),
    ("\"a\nb\"", .controlCharacter), ("\"\\n\n\"", .controlCharacter),
  ]

  @Test(arguments: broken) func whatIsNoJSONIsRefusedWithTheReason(_ text: String, _ reason: JSONError.Reason) {
    let error = #expect(throws: JSONError.self) { try JSON(parsing: text) }
    #expect(error?.reason == reason)
  }

  @Test func bytesThatAreNotUTF8AreRefused() {
    for bytes: [UInt8] in [[0x22, 0xC8, 0xE2, 0x22], [0x22, 0x5C, 0x6E, 0xFF, 0x22], [0x22, 0xED, 0xA0, 0x80, 0x22]] {
      #expect(throws: JSONError(reason: .encoding, offset: 1)) { try JSON(parsing: bytes) }
    }
  }

  @Test func aHostileDepthIsRefusedBeforeTheStackEnds() throws {
    func nested(_ depth: Int) -> String {
      String(repeating: "[", count: depth) + String(repeating: "]", count: depth)
    }
    #expect(throws: Never.self) { try JSON(parsing: nested(512)) }
    #expect(throws: JSONError(reason: .tooDeep, offset: 512)) { try JSON(parsing: nested(100_000)) }
  }

  @Test func controlCharactersAreWrittenEscaped() {
    #expect(JSON.string("\u{1}\u{1F}\"\\").text == #""\u0001\u001f\"\\""#)
  }

  @Test func aDocumentCutAnywhereIsRefused() throws {
    let whole = Array(#"{"имя": ["Иван", -12.5e1, true, null, {"a\u0041": "\n"}]}"#.utf8)
    _ = try JSON(parsing: whole)
    for end in whole.indices { #expect(throws: JSONError.self) { try JSON(parsing: whole[..<end]) } }
  }
}
