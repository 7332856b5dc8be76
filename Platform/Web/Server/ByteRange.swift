/// The part of a file that a player asks for when somebody leads it to another place: `bytes=1000-`.
enum ByteRange: Sendable, Equatable {
  case whole
  case part(Range<Int64>)
  /// It lies behind the end.
  case beyond

  /// Several parts at once, and what can't be read, are answered by the whole.
  init(_ header: String?, of size: Int64) {
    guard let header, header.hasPrefix("bytes="),
      case let ends = header.dropFirst(6).split(
        separator: "-", omittingEmptySubsequences: false), ends.count == 2
    else {
      self = .whole
      return
    }
    switch (Int64(ends[0]), Int64(ends[1])) {
    case (let first?, _) where first >= size: self = .beyond
    case (let first?, let last?) where first >= 0 && last >= first: self = .part(first..<min(last, size - 1) + 1)
    case (let first?, nil) where first >= 0 && ends[1].isEmpty: self = .part(first..<size)
    // RFC 9110, 14.1.2: the last nothing is out of reach; more than there is, is all of it, though it be empty.
    case (nil, 0?) where ends[0].isEmpty: self = .beyond
    case (nil, .some) where ends[0].isEmpty && size == 0: self = .whole
    case (nil, let count?) where ends[0].isEmpty: self = .part(max(0, size - count)..<size)
    default: self = .whole
    }
  }
}
