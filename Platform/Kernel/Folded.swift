import Foundation

extension String {
  /// The key under which a text is found: lower case, ё as е, composed characters, one space
  /// between words and none around them. Apostrophes vanish («О'Коннор» is «оконнор»), all other
  /// punctuation separates words («ООО "Ромашка-Сервис"» is «ооо ромашка сервис»).
  package var folded: String {
    var key = FoldedBytes(capacity: utf8.count)
    var text = self
    let plain = text.withUTF8 { key.append($0) }
    return plain ? key.text : foldedByUnicode
  }

  /// The same keys pressed in the other layout: «bdfyjd» is «иванов», «шмфтщм» is «ivanov».
  /// A text with a Cyrillic letter is taken as typed in ЙЦУКЕН, any other as typed in QWERTY.
  /// For what was typed, before it is folded: several letters share their keys with punctuation.
  package func keyboardSwapped() -> String {
    let isCyrillic = unicodeScalars.contains { (0x400...0x45F).contains($0.value) }
    let layout = isCyrillic ? KeyboardLayout.cyrillicToLatin : KeyboardLayout.latinToCyrillic
    return String(map { layout[$0] ?? $0 })
  }

  private var foldedByUnicode: String {
    var key = UnicodeScalarView()
    var gap = false
    for scalar in lowercased().precomposedStringWithCanonicalMapping.unicodeScalars {
      switch scalar.foldedRole {
      case .nothing: continue
      case .space: gap = true
      case .letter(let letter):
        if gap, !key.isEmpty { key.append(" ") }
        gap = false
        key.append(letter)
      }
    }
    return String(key)
  }
}

extension Unicode.Scalar {
  fileprivate enum FoldedRole {
    case letter(Unicode.Scalar)
    case space
    case nothing
  }

  fileprivate var foldedRole: FoldedRole {
    if "'`’‘ʼ′".unicodeScalars.contains(self) { return .nothing }
    if self == "ё" { return .letter("е") }
    return switch properties.generalCategory {
    case .format: .nothing
    case .control, .spaceSeparator, .lineSeparator, .paragraphSeparator: .space
    case .connectorPunctuation, .dashPunctuation, .openPunctuation, .closePunctuation,
      .initialPunctuation, .finalPunctuation, .otherPunctuation:
      .space
    default: .letter(self)
    }
  }
}

/// The quick way: folds ASCII, Russian letters and the usual quotes, dashes and spaces byte by byte.
private struct FoldedBytes {
  private var bytes: [UInt8] = []
  private var gap = false

  init(capacity: Int) { bytes.reserveCapacity(capacity) }

  var text: String { String(decoding: bytes, as: UTF8.self) }

  /// False at the first character that needs Unicode's own tables.
  mutating func append(_ text: UnsafeBufferPointer<UInt8>) -> Bool {
    var index = 0
    while index < text.count {
      let byte = text[index]
      if byte < 0x80 {
        append(ascii: byte)
        index += 1
      } else if byte == 0xD0 || byte == 0xD1, index + 1 < text.count {
        guard append(cyrillic: UInt16(byte & 0x1F) << 6 | UInt16(text[index + 1] & 0x3F))
        else { return false }
        index += 2
      } else if byte == 0xC2, index + 1 < text.count {
        guard [0xA0, 0xAB, 0xBB].contains(text[index + 1]) else { return false }
        gap = true
        index += 2
      } else if byte == 0xE2, index + 2 < text.count, text[index + 1] == 0x80 {
        switch text[index + 2] {
        case 0x80...0x8A, 0x90...0x95, 0x9C...0x9F, 0xA6, 0xAF: gap = true
        case 0x98, 0x99: break
        default: return false
        }
        index += 3
      } else {
        return false
      }
    }
    return true
  }

  private mutating func append(ascii byte: UInt8) {
    switch byte {
    case UInt8(ascii: "A")...UInt8(ascii: "Z"): append(byte | 0x20)
    case UInt8(ascii: "'"), UInt8(ascii: "`"): break
    case UInt8(ascii: "a")...UInt8(ascii: "z"), UInt8(ascii: "0")...UInt8(ascii: "9"),
      UInt8(ascii: "$"), UInt8(ascii: "+"), UInt8(ascii: "<"), UInt8(ascii: "="),
      UInt8(ascii: ">"), UInt8(ascii: "^"), UInt8(ascii: "|"), UInt8(ascii: "~"):
      append(byte)
    default: gap = true
    }
  }

  private mutating func append(cyrillic scalar: UInt16) -> Bool {
    guard scalar <= 0x45F else { return false }
    var lower = scalar
    if scalar < 0x410 { lower += 0x50 } else if scalar < 0x430 { lower += 0x20 }
    if lower == 0x451 { lower = 0x435 }
    append(UInt8(0xC0 | lower >> 6))
    bytes.append(UInt8(0x80 | lower & 0x3F))
    return true
  }

  private mutating func append(_ byte: UInt8) {
    if gap, !bytes.isEmpty { bytes.append(UInt8(ascii: " ")) }
    gap = false
    bytes.append(byte)
  }
}

private enum KeyboardLayout {
  private static let latin =
    #"`qwertyuiop[]asdfghjkl;'zxcvbnm,./"# + #"~QWERTYUIOP{}ASDFGHJKL:"ZXCVBNM<>?@#$^&"#
  private static let cyrillic =
    #"ёйцукенгшщзхъфывапролджэячсмитьбю."# + #"ЁЙЦУКЕНГШЩЗХЪФЫВАПРОЛДЖЭЯЧСМИТЬБЮ,"№;:?"#

  static let latinToCyrillic = Dictionary(uniqueKeysWithValues: zip(latin, cyrillic))
  static let cyrillicToLatin = Dictionary(uniqueKeysWithValues: zip(cyrillic, latin))
}
