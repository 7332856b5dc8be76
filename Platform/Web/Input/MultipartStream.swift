import Foundation

/// Reads `multipart/form-data` as it comes in, so that a file is never in memory as a whole.
struct MultipartStream {
  enum Event {
    case begin(PartHead)
    case content(ArraySlice<UInt8>)
    case end
  }

  private enum State {
    case preamble, boundary, head, content, over
  }

  /// The body is not what its boundary promises.
  struct Broken: Error {}

  private let marker: [UInt8]
  private var state = State.preamble
  private var buffer: [UInt8] = []
  private static let longestHead = 16 << 10
  private static let headEnd = Array("\r\n\r\n".utf8)

  /// Nil where the type names no boundary.
  init?(contentType: String) {
    guard contentType.lowercased().hasPrefix("multipart/form-data"),
      let boundary = PartHead.parameters(of: contentType)["boundary"], !boundary.isEmpty, boundary.utf8.count <= 200
    else { return nil }
    marker = Array("\r\n--\(boundary)".utf8)
    // The first boundary stands at the beginning, without a line before it.
    buffer = [13, 10]
  }

  /// Whether the closing boundary has come.
  var isOver: Bool { state == .over }

  /// Takes the next bytes and tells what they hold.
  mutating func read(_ bytes: some Sequence<UInt8>, _ tell: (Event) throws -> Void) throws {
    if state == .over { return }
    buffer.append(contentsOf: bytes)
    var position = 0
    reading: while true {
      let rest = buffer[position...]
      switch state {
      case .preamble, .content:
        let isContent = state == .content
        if let found = Self.find(marker, in: rest) {
          if isContent {
            if found > position { try tell(.content(buffer[position..<found])) }
            try tell(.end)
          }
          position = found + marker.count
          state = .boundary
        } else {
          // The beginning of a boundary may be all that has come of it.
          let sure = max(position, buffer.count - marker.count + 1)
          if isContent, sure > position { try tell(.content(buffer[position..<sure])) }
          position = sure
          break reading
        }
      case .boundary:
        guard rest.count >= 2 else { break reading }
        if rest.starts(with: [45, 45]) {
          state = .over
          break reading
        }
        guard rest.starts(with: [13, 10]) else { throw Broken() }
        position += 2
        state = .head
      case .head:
        guard let end = Self.find(Self.headEnd, in: rest) else {
          guard rest.count < Self.longestHead else { throw Broken() }
          break reading
        }
        guard let head = PartHead(String(decoding: buffer[position..<end], as: UTF8.self)) else { throw Broken() }
        try tell(.begin(head))
        position = end + Self.headEnd.count
        state = .content
      case .over: break reading
      }
    }
    buffer.removeFirst(position)
  }

  private static func find(_ needle: [UInt8], in haystack: ArraySlice<UInt8>) -> Int? {
    guard let first = needle.first else { return nil }
    return haystack.withUnsafeBytes { bytes -> Int? in
      guard let base = bytes.baseAddress else { return nil }
      var offset = 0
      while bytes.count - offset >= needle.count {
        let room = bytes.count - offset - needle.count + 1
        guard let hit = memchr(base + offset, Int32(first), room) else { return nil }
        offset = UnsafeRawPointer(hit) - base
        let candidate = UnsafeRawBufferPointer(start: base + offset, count: needle.count)
        if candidate.elementsEqual(needle) { return haystack.startIndex + offset }
        offset += 1
      }
      return nil
    }
  }
}
