/// How the characters of a file are written as bytes. The raw value is its name in mappings.
package enum TextEncoding: String, CaseIterable, Sendable, Codable {
  case utf8 = "utf-8"
  case windows1251 = "windows-1251"
  case utf16LittleEndian = "utf-16le"
  case utf16BigEndian = "utf-16be"

  /// The bytes some programs put before the text to say how it is written.
  var mark: [UInt8] {
    switch self {
    case .utf8: [0xEF, 0xBB, 0xBF]
    case .windows1251: []
    case .utf16LittleEndian: [0xFF, 0xFE]
    case .utf16BigEndian: [0xFE, 0xFF]
    }
  }

  /// Told from the mark at the beginning or else from the whole file: text in windows-1251 with a
  /// single Russian word is hardly ever valid UTF-8.
  static func recognised(in file: FileBytes) throws -> TextEncoding {
    var check = UTF8Check()
    var offset = 0
    while true {
      var found: TextEncoding?
      let count = try file.read(from: offset) { bytes in
        if offset == 0 {
          found = [.utf8, .utf16LittleEndian, .utf16BigEndian].first { bytes.starts(with: $0.mark) }
        }
        if found == nil, !check.accepts(bytes) { found = .windows1251 }
        return bytes.count
      }
      if let found { return found }
      if count == 0 { return .utf8 }
      offset += count
    }
  }
}
