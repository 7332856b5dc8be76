import Foundation

/// What keeps a text from being JSON, and the byte at which that shows.
package struct JSONError: Error, Hashable, CustomStringConvertible {
  package enum Reason: String, Sendable {
    case ended, unexpected, number, escape, controlCharacter, encoding, tooDeep, trailing
  }

  package let reason: Reason
  package let offset: Int

  package init(reason: Reason, offset: Int) {
    self.reason = reason
    self.offset = offset
  }

  package var description: String { "no JSON: \(reason.rawValue) at byte \(offset)" }
}

/// Reads JSON by RFC 8259 to the letter: no comments, no commas too many, no bytes that are not
/// UTF-8, and no deeper than `deepest`, so that a hostile document can't exhaust the stack. Of
/// fields with the same name the last stays. A mark of byte order at the beginning is passed over.
struct JSONParser: ~Copyable {
  static let deepest = 512

  private let bytes: UnsafeBufferPointer<UInt8>
  private var place = 0
  private var depth = 0

  static func document(_ bytes: [UInt8]) throws(JSONError) -> JSON {
    try bytes.withUnsafeBufferPointer { memory throws(JSONError) in
      var parser = JSONParser(memory)
      return try parser.document()
    }
  }

  private init(_ bytes: UnsafeBufferPointer<UInt8>) {
    self.bytes = bytes
    if bytes.starts(with: [0xEF, 0xBB, 0xBF]) { place = 3 }
  }

  private mutating func document() throws(JSONError) -> JSON {
    let value = try value()
    skipSpace()
    guard place == bytes.count else { throw error(.trailing) }
    return value
  }

  private mutating func value() throws(JSONError) -> JSON {
    skipSpace()
    switch try peek() {
    case UInt8(ascii: "{"): return try object()
    case UInt8(ascii: "["): return try array()
    case UInt8(ascii: "\""): return .string(try text())
    case UInt8(ascii: "t"): return try word("true", .bool(true))
    case UInt8(ascii: "f"): return try word("false", .bool(false))
    case UInt8(ascii: "n"): return try word("null", .null)
    case UInt8(ascii: "-"), UInt8(ascii: "0")...UInt8(ascii: "9"): return try number()
    default: throw error(.unexpected)
    }
  }

  // MARK: Groups

  private mutating func object() throws(JSONError) -> JSON {
    try enter()
    var fields: [JSON.Field] = []
    var isSorted = true
    if try !closes(UInt8(ascii: "}")) {
      repeat {
        skipSpace()
        guard try peek() == UInt8(ascii: "\"") else { throw error(.unexpected) }
        let name = try text()
        skipSpace()
        guard try peek() == UInt8(ascii: ":") else { throw error(.unexpected) }
        place += 1
        let field = JSON.Field(name, try value())
        if let last = fields.last, last.name >= name { isSorted = false }
        fields.append(field)
      } while try goesOn(until: UInt8(ascii: "}"))
    }
    depth -= 1
    return .object(isSorted ? fields : Self.sorted(fields))
  }

  private static func sorted(_ fields: [JSON.Field]) -> [JSON.Field] {
    Dictionary(fields.map { ($0.name, $0) }, uniquingKeysWith: { $1 }).values.sorted { $0.name < $1.name }
  }

  private mutating func array() throws(JSONError) -> JSON {
    try enter()
    var items: [JSON] = []
    if try !closes(UInt8(ascii: "]")) {
      repeat { items.append(try value()) } while try goesOn(until: UInt8(ascii: "]"))
    }
    depth -= 1
    return .array(items)
  }

  private mutating func enter() throws(JSONError) {
    depth += 1
    guard depth <= Self.deepest else { throw error(.tooDeep) }
    place += 1
  }

  /// Whether a group that has just begun ends again.
  private mutating func closes(_ end: UInt8) throws(JSONError) -> Bool {
    skipSpace()
    guard try peek() == end else { return false }
    place += 1
    return true
  }

  private mutating func goesOn(until end: UInt8) throws(JSONError) -> Bool {
    skipSpace()
    let byte = try peek()
    guard byte == end || byte == UInt8(ascii: ",") else { throw error(.unexpected) }
    place += 1
    return byte != end
  }

  // MARK: Texts

  private mutating func text() throws(JSONError) -> String {
    place += 1
    let start = place
    while place < bytes.count {
      switch bytes[place] {
      case UInt8(ascii: "\""):
        defer { place += 1 }
        return try string(UnsafeBufferPointer(rebasing: bytes[start..<place]), from: start)
      case UInt8(ascii: "\\"): return try escapedText(from: start)
      case 0..<0x20: throw error(.controlCharacter)
      default: place += 1
      }
    }
    throw error(.ended)
  }

  private mutating func escapedText(from start: Int) throws(JSONError) -> String {
    var text = Array(bytes[start..<place])
    while place < bytes.count {
      let byte = bytes[place]
      place += 1
      switch byte {
      case UInt8(ascii: "\""):
        return try text.withUnsafeBufferPointer { memory throws(JSONError) in try string(memory, from: start) }
      case UInt8(ascii: "\\"): try escape(into: &text)
      case 0..<0x20: throw error(.controlCharacter, back: 1)
      default: text.append(byte)
      }
    }
    throw error(.ended)
  }

  private mutating func escape(into text: inout [UInt8]) throws(JSONError) {
    let byte = try peek()
    place += 1
    switch byte {
    case UInt8(ascii: "\""), UInt8(ascii: "\\"), UInt8(ascii: "/"): text.append(byte)
    case UInt8(ascii: "b"): text.append(0x08)
    case UInt8(ascii: "f"): text.append(0x0C)
    case UInt8(ascii: "n"): text.append(0x0A)
    case UInt8(ascii: "r"): text.append(0x0D)
    case UInt8(ascii: "t"): text.append(0x09)
    case UInt8(ascii: "u"): text.append(contentsOf: Character(try escapedScalar()).utf8)
    default: throw error(.escape, back: 1)
    }
  }

  /// The character of `\uD83D\uDE00` and its like; half a pair is none.
  private mutating func escapedScalar() throws(JSONError) -> Unicode.Scalar {
    let unit = try hexadecimal()
    if let scalar = Unicode.Scalar(unit) { return scalar }
    guard (0xD800..<0xDC00).contains(unit), place + 1 < bytes.count, bytes[place] == UInt8(ascii: "\\"),
      bytes[place + 1] == UInt8(ascii: "u")
    else { throw error(.escape) }
    place += 2
    let low = try hexadecimal()
    guard (0xDC00..<0xE000).contains(low),
      let scalar = Unicode.Scalar(0x10000 + (unit - 0xD800) << 10 + (low - 0xDC00))
    else { throw error(.escape) }
    return scalar
  }

  private mutating func hexadecimal() throws(JSONError) -> UInt32 {
    var number: UInt32 = 0
    for _ in 0..<4 {
      let byte = try peek()
      guard let digit = Character(Unicode.Scalar(byte)).hexDigitValue, byte < 0x80 else { throw error(.escape) }
      number = number << 4 | UInt32(digit)
      place += 1
    }
    return number
  }

  private func string(_ memory: UnsafeBufferPointer<UInt8>, from start: Int) throws(JSONError) -> String {
    guard let text = String(validating: memory, as: UTF8.self) else {
      throw JSONError(reason: .encoding, offset: start)
    }
    return text
  }

  // MARK: Numbers and words

  private mutating func number() throws(JSONError) -> JSON {
    let start = place
    var isWhole = true
    if bytes[place] == UInt8(ascii: "-") { place += 1 }
    let leading = place
    try digits()
    if bytes[leading] == UInt8(ascii: "0"), place > leading + 1 { throw error(.number) }
    if place < bytes.count, bytes[place] == UInt8(ascii: ".") {
      isWhole = false
      place += 1
      try digits()
    }
    if place < bytes.count, bytes[place] | 0x20 == UInt8(ascii: "e") {
      isWhole = false
      place += 1
      if place < bytes.count, bytes[place] == UInt8(ascii: "+") || bytes[place] == UInt8(ascii: "-") { place += 1 }
      try digits()
    }
    let text = String(decoding: bytes[start..<place], as: UTF8.self)
    if isWhole, let number = Int64(text) { return .integer(number) }
    guard let number = Decimal(string: text, locale: Locale(identifier: "en_US_POSIX")), number.isFinite
    else { throw JSONError(reason: .number, offset: start) }
    return Self.whole(number).map(JSON.integer) ?? .decimal(number)
  }

  /// `3.0` and `3e2` are whole numbers as well.
  private static func whole(_ number: Decimal) -> Int64? {
    var (number, rounded) = (number, Decimal())
    NSDecimalRound(&rounded, &number, 0, .plain)
    return rounded == number ? Int64(rounded.description) : nil
  }

  private mutating func digits() throws(JSONError) {
    let start = place
    while place < bytes.count, (UInt8(ascii: "0")...UInt8(ascii: "9")).contains(bytes[place]) { place += 1 }
    guard place > start else { throw error(place < bytes.count ? .number : .ended) }
  }

  private mutating func word(_ word: StaticString, _ value: JSON) throws(JSONError) -> JSON {
    let end = place + word.utf8CodeUnitCount
    let isThere = end <= bytes.count && word.withUTF8Buffer { bytes[place..<end].elementsEqual($0) }
    guard isThere else { throw error(.unexpected) }
    place = end
    return value
  }

  // MARK: Bytes

  private func peek() throws(JSONError) -> UInt8 {
    guard place < bytes.count else { throw error(.ended) }
    return bytes[place]
  }

  private mutating func skipSpace() {
    while place < bytes.count {
      switch bytes[place] {
      case 0x20, 0x0A, 0x0D, 0x09: place += 1
      default: return
      }
    }
  }

  private func error(_ reason: JSONError.Reason, back: Int = 0) -> JSONError {
    JSONError(reason: reason, offset: place - back)
  }
}
