/// Reads `multipart/form-data`, as browsers send files.
package struct Multipart: Sendable {
  package struct Part: Sendable {
    package let name: String
    package let filename: String?
    package let bytes: ArraySlice<UInt8>
  }

  package let parts: [Part]

  /// Nil where the body is not what its boundary promises.
  package init?(_ body: [UInt8], contentType: String) {
    guard let boundary = PartHead.parameters(of: contentType)["boundary"], !boundary.isEmpty, boundary.utf8.count <= 200
    else { return nil }
    let marker = Array("--\(boundary)".utf8)
    let lineBreak = Array("\r\n".utf8)
    guard var position = Self.find(marker, in: body[...])?.upperBound else { return nil }
    var parts: [Part] = []
    while true {
      let rest = body[position...]
      if rest.starts(with: Array("--".utf8)) { break }
      guard rest.starts(with: lineBreak), let next = Self.find(lineBreak + marker, in: rest.dropFirst(2))
      else { return nil }
      let content = body[(position + 2)..<next.lowerBound]
      guard let head = Self.find(Array("\r\n\r\n".utf8), in: content) else { return nil }
      guard let named = PartHead(String(decoding: content[..<head.lowerBound], as: UTF8.self)) else { return nil }
      parts.append(
        Part(
          name: named.name, filename: named.filename, bytes: content[head.upperBound...]))
      guard parts.count <= 100 else { return nil }
      position = next.upperBound
    }
    self.parts = parts
  }

  package subscript(_ name: String) -> Part? { parts.first { $0.name == name } }

  private static func find(_ needle: [UInt8], in haystack: ArraySlice<UInt8>) -> Range<Int>? {
    guard let first = needle.first, haystack.count >= needle.count else { return nil }
    var start = haystack.startIndex
    let end = haystack.endIndex - needle.count
    while start <= end {
      guard let candidate = haystack[start...end].firstIndex(of: first) else { return nil }
      if haystack[candidate..<(candidate + needle.count)].elementsEqual(needle) {
        return candidate..<(candidate + needle.count)
      }
      start = candidate + 1
    }
    return nil
  }
}
