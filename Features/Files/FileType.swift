/// What a file is by its own first bytes. What the sender says of it is not asked.
package struct FileType: Sendable, Hashable {
  /// `image/png`
  package let name: String

  private init(_ name: String) { self.name = name }
  init(stored name: String) { self.name = name }

  package static let unknown = FileType("application/octet-stream")
  package static let pdf = FileType("application/pdf")
  package static let text = FileType("text/plain")

  /// Pictures that browsers draw and that can't hold a script.
  package var isPicture: Bool { Self.pictures.contains(name) }

  /// Recordings that browsers play.
  package var isSound: Bool { Self.sounds.contains(name) }

  /// Whether a browser may show or play it by itself; everything else is handed over to be saved.
  package var isShown: Bool { isPicture || isSound || self == .pdf }

  private static let pictures: Set<String> = ["image/png", "image/jpeg", "image/gif", "image/webp", "image/avif"]

  private static let sounds: Set<String> = ["audio/mpeg", "audio/wav", "audio/ogg", "audio/mp4"]

  /// Few letters that say what it is, on the place of a preview.
  package var short: String { Self.shorts[name] ?? "" }

  private static let shorts = [
    "application/pdf": "PDF", "text/plain": "TXT", "application/zip": "ZIP", "image/heic": "HEIC",
    "image/tiff": "TIFF", "image/bmp": "BMP", "audio/mpeg": "MP3", "audio/wav": "WAV", "audio/ogg": "OGG",
    "audio/mp4": "M4A",
    "video/mp4": "MP4", "video/quicktime": "MOV", "application/gzip": "GZ", "application/vnd.rar": "RAR",
    "application/x-7z-compressed": "7Z", "application/msword": "DOC", "application/rtf": "RTF",
    "application/vnd.openxmlformats-officedocument.wordprocessingml.document": "DOCX",
    "application/vnd.openxmlformats-officedocument.spreadsheetml.sheet": "XLSX",
    "application/vnd.openxmlformats-officedocument.presentationml.presentation": "PPTX",
    "application/vnd.oasis.opendocument.text": "ODT", "application/vnd.oasis.opendocument.spreadsheet": "ODS",
  ]
}

extension FileType {
  /// - Parameter head: the first kilobytes.
  package static func sniffed(from head: some Collection<UInt8>) -> FileType {
    let head = Array(head)
    func begins(_ bytes: [UInt8?], at offset: Int = 0) -> Bool {
      guard head.count >= offset + bytes.count else { return false }
      return zip(head[offset...], bytes).allSatisfy { byte, wanted in wanted.map { $0 == byte } ?? true }
    }
    func begins(_ text: String, at offset: Int = 0) -> Bool { begins(Array(text.utf8), at: offset) }

    if begins([0x89, 0x50, 0x4E, 0x47, 0x0D, 0x0A, 0x1A, 0x0A]) { return FileType("image/png") }
    if begins([0xFF, 0xD8, 0xFF]) { return FileType("image/jpeg") }
    if begins("GIF87a") || begins("GIF89a") { return FileType("image/gif") }
    if begins("RIFF"), begins("WEBP", at: 8) { return FileType("image/webp") }
    if begins("RIFF"), begins("WAVE", at: 8) { return FileType("audio/wav") }
    if begins("%PDF-") { return .pdf }
    if begins("ftyp", at: 4) { return media(brand: head.dropFirst(8).prefix(4)) }
    if begins("PK\u{3}\u{4}") { return archive(head) }
    if begins([0xD0, 0xCF, 0x11, 0xE0, 0xA1, 0xB1, 0x1A, 0xE1]) { return FileType("application/msword") }
    if begins("{\\rtf") { return FileType("application/rtf") }
    if begins("Rar!\u{1A}\u{7}") { return FileType("application/vnd.rar") }
    if begins([0x37, 0x7A, 0xBC, 0xAF, 0x27, 0x1C]) { return FileType("application/x-7z-compressed") }
    if begins([0x1F, 0x8B]) { return FileType("application/gzip") }
    if begins("II*\u{0}") || begins("MM\u{0}*") { return FileType("image/tiff") }
    if begins("BM"), begins([0, 0, 0, 0], at: 6) { return FileType("image/bmp") }
    if begins("ID3") || begins([0xFF, 0xFB]) || begins([0xFF, 0xF3]) { return FileType("audio/mpeg") }
    if begins("OggS") { return FileType("audio/ogg") }
    return isText(head) ? .text : .unknown
  }

  private static func media(brand: ArraySlice<UInt8>) -> FileType {
    switch String(decoding: brand, as: UTF8.self) {
    case "avif", "avis": FileType("image/avif")
    case "heic", "heix", "mif1", "msf1", "hevc": FileType("image/heic")
    case "qt  ": FileType("video/quicktime")
    case "M4A ", "M4B ": FileType("audio/mp4")
    default: FileType("video/mp4")
    }
  }

  /// A document of an office is an archive whose first entries say which office.
  private static func archive(_ head: [UInt8]) -> FileType {
    let text = String(decoding: head, as: UTF8.self)
    let office = "application/vnd.openxmlformats-officedocument."
    if text.contains("word/") { return FileType("\(office)wordprocessingml.document") }
    if text.contains("xl/") { return FileType("\(office)spreadsheetml.sheet") }
    if text.contains("ppt/") { return FileType("\(office)presentationml.presentation") }
    let open = "application/vnd.oasis.opendocument."
    if text.contains("\(open)text") { return FileType("\(open)text") }
    if text.contains("\(open)spreadsheet") { return FileType("\(open)spreadsheet") }
    return FileType("application/zip")
  }

  /// Letters without the signs that only machines write; the last letter may be cut.
  private static func isText(_ head: [UInt8]) -> Bool {
    guard !head.isEmpty, !head.contains(where: { $0 < 32 && ![9, 10, 12, 13].contains($0) }) else { return false }
    // Windows-1251 has no signs of its own: whatever holds no machine's sign may be read.
    return true
  }
}
