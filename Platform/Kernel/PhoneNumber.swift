import CPhoneNumber

/// A phone number in the one spelling by which it is stored and found, and its extension beside it.
///
/// A number is taken when its length is one its country uses, even where no such range is known:
/// numbering plans change faster than libraries. Where a text reads in two ways, the way that gives
/// a known range wins.
package struct PhoneNumber: Hashable, Sendable {
  /// `+79112041836`
  package let e164: String
  /// `12` of "доб. 12"; not part of what makes two numbers the same line.
  package let extensionDigits: String?

  /// Reads what people type, paste and export; nil where that is no phone number or more than one.
  /// `region` is the country whose habits apply when the number does not name one.
  package init?(_ typed: String, region: String = "RU") {
    guard let written = WrittenPhone(typed), let e164 = Self.normalised(written, region: region)
    else { return nil }
    self.e164 = e164
    extensionDigits = written.extensionDigits
  }

  /// A number that was normalised before, as the database keeps it.
  package init(e164: String, extensionDigits: String? = nil) {
    self.e164 = e164
    self.extensionDigits = extensionDigits
  }

  /// `+7 (911) 204-18-36` for Russia and Kazakhstan, the country's own grouping elsewhere. Without
  /// the extension, whose word depends on the language.
  package var international: String {
    let number = Array(e164.utf8)
    if number.count == 12, e164.hasPrefix("+7") {
      func part(_ range: Range<Int>) -> String { String(decoding: number[range], as: UTF8.self) }
      return "+7 (\(part(2..<5))) \(part(5..<8))-\(part(8..<10))-\(part(10..<12))"
    }
    return Self.withRoom { room in
      CPhoneNumberFormat(e164, room) ? String(cString: room) : e164
    }
  }

  /// The digits of a text and nothing else, for finding a number by a part of it.
  package static func digits(of typed: String) -> String {
    String(String.UnicodeScalarView(typed.unicodeScalars.compactMap(\.asciiDigit)))
  }
}

extension PhoneNumber {
  private static func normalised(_ written: WrittenPhone, region: String) -> String? {
    let digits = written.digits
    guard (7...20).contains(digits.count) else { return nil }
    if let russian = plainlyRussian(written, region: region) { return russian }
    if written.hasPlus {
      let abroad = read("+" + digits, region)
      // "+8 911 204-18-36": the Russian trunk prefix behind a plus.
      guard abroad.likeness != CPhoneNumberValid, digits.count == 11, digits.hasPrefix("8")
      else { return abroad.e164 }
      let home = read("+7" + digits.dropFirst(), region)
      return home.likeness == CPhoneNumberValid ? home.e164 : abroad.e164
    }
    if digits.hasPrefix("00") { return read("+" + digits.dropFirst(2), region).e164 }
    if region == "RU", digits.count == 10 { return read("+7" + digits, region).e164 }
    if let home = read(digits, region).e164 { return home }
    // "375 29 123-45-67": a foreign number that lost its plus.
    let abroad = read("+" + digits, region)
    return abroad.likeness == CPhoneNumberValid ? abroad.e164 : nil
  }

  /// What nearly every number here is: ten digits whose code begins as those of the zone +7 do.
  /// The library answers the same, only later.
  private static func plainlyRussian(_ written: WrittenPhone, region: String) -> String? {
    let digits = written.digits
    let isLong = digits.utf8.count == 11
    let code = digits.dropFirst(isLong ? 1 : 0)
    guard let first = code.first, "34789".contains(first) else { return nil }
    if written.hasPlus { return isLong && digits.hasPrefix("7") ? "+" + digits : nil }
    guard region == "RU" else { return nil }
    if isLong { return digits.hasPrefix("7") || digits.hasPrefix("8") ? "+7" + code : nil }
    return digits.utf8.count == 10 ? "+7" + code : nil
  }

  private static func read(
    _ dialled: String, _ region: String
  ) -> (likeness: CPhoneNumberLikeness, e164: String?) {
    withRoom { room in
      let likeness = CPhoneNumberRead(dialled, region, room)
      return (likeness, likeness == CPhoneNumberImpossible ? nil : String(cString: room))
    }
  }

  private static func withRoom<Result>(_ body: (UnsafeMutablePointer<CChar>) -> Result) -> Result {
    var room = [CChar](repeating: 0, count: Int(CPhoneNumberCapacity))
    return room.withUnsafeMutableBufferPointer { buffer in
      guard let start = buffer.baseAddress else { preconditionFailure("an array without storage") }
      return body(start)
    }
  }
}

/// A typed number taken apart: a plus, digits, an extension; everything between them is spacing.
private struct WrittenPhone {
  var hasPlus = false
  var digits = ""
  var extensionDigits: String?

  init?(_ typed: String) {
    var rest = Substring(typed).unicodeScalars
    while let scalar = rest.first {
      if let digit = scalar.asciiDigit {
        digits.unicodeScalars.append(digit)
      } else if scalar == "+" || scalar == "\u{FF0B}" {
        guard digits.isEmpty else { return nil }
        hasPlus = true
      } else if !digits.isEmpty, !scalar.isPhoneSpacing {
        guard digits.count >= 5, let found = Self.extensionDigits(in: rest) else { return nil }
        extensionDigits = found
        return
      }
      rest.removeFirst()
    }
    guard !digits.isEmpty else { return nil }
  }

  private static let extensionWords: Set<String> = [
    "доб", "добавочный", "вн", "внутр", "внутренний", "ext", "extn", "extension", "x", "х",
  ]

  /// `12` of "доб. 12", "ext=12", "x12", "#12" and ",12".
  private static func extensionDigits(in text: Substring.UnicodeScalarView) -> String? {
    var word = ""
    var digits = ""
    for scalar in text {
      if let digit = scalar.asciiDigit {
        digits.unicodeScalars.append(digit)
      } else if scalar.properties.isAlphabetic {
        guard digits.isEmpty else { return nil }
        word.unicodeScalars.append(scalar)
      } else if !scalar.isPhoneSpacing, !"#,;:=№".unicodeScalars.contains(scalar) {
        return nil
      }
    }
    // Without a word, a long row of digits is rather a second number.
    let longest = word.isEmpty ? 5 : 10
    guard word.isEmpty || extensionWords.contains(word.lowercased()) else { return nil }
    return (1...longest).contains(digits.count) ? digits : nil
  }
}

extension Unicode.Scalar {
  /// `7` for 7, ７ and ٧.
  fileprivate var asciiDigit: Unicode.Scalar? {
    if (48...57).contains(value) { return self }
    guard !isASCII, properties.numericType == .decimal, let number = properties.numericValue
    else { return nil }
    return Unicode.Scalar(UInt8(48 + Int(number)))
  }

  /// What stands between digits without a meaning: spaces, dashes, brackets, the invisible marks
  /// that address books add, the apostrophe of spreadsheets.
  fileprivate var isPhoneSpacing: Bool {
    if isASCII { return " -()[]./~'\"\t\r\n".unicodeScalars.contains(self) }
    return switch properties.generalCategory {
    case .spaceSeparator, .lineSeparator, .paragraphSeparator, .dashPunctuation, .format: true
    default: self == "\u{2212}" || self == "’"
    }
  }
}
