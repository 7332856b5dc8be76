/// Markup as a literal: its text is markup, its interpolations are escaped values.
///
///     let chip: HTML = "<span class=\"chip\">\(name)</span>"
///
/// Markup can only come from the source code, so nothing typed by a user becomes markup. It is kept
/// as bytes, and its literals are static: what a page says is copied and never looked at again,
/// which takes half the time of putting Strings together.
package struct HTML: Sendable, ExpressibleByStringInterpolation {
  package private(set) var bytes: [UInt8]

  package init(stringLiteral text: StaticString) {
    bytes = []
    bytes.append(text)
  }

  package init(stringInterpolation: StringInterpolation) { bytes = stringInterpolation.bytes }

  /// Nothing.
  package static let none: HTML = ""

  package var isEmpty: Bool { bytes.isEmpty }

  package var text: String { String(decoding: bytes, as: UTF8.self) }

  package struct StringInterpolation: StringInterpolationProtocol {
    var bytes: [UInt8] = []

    package init(literalCapacity: Int, interpolationCount: Int) {
      bytes.reserveCapacity(literalCapacity + interpolationCount * 24)
    }

    package mutating func appendLiteral(_ literal: StaticString) { bytes.append(literal) }

    /// Text of people: escaped, in content as in quoted attributes.
    package mutating func appendInterpolation(_ value: String) { bytes.append(escaping: value) }
    package mutating func appendInterpolation(_ value: Substring) { bytes.append(escaping: String(value)) }

    package mutating func appendInterpolation(_ value: Int) { bytes.append(plain: String(value)) }
    package mutating func appendInterpolation(_ value: Int64) { bytes.append(plain: String(value)) }

    /// Markup inside markup.
    package mutating func appendInterpolation(_ markup: HTML) { bytes += markup.bytes }

    /// Nil is nothing.
    package mutating func appendInterpolation(_ markup: HTML?) {
      if let markup { bytes += markup.bytes }
    }

    package mutating func appendInterpolation(_ parts: [HTML]) {
      for part in parts { bytes += part.bytes }
    }

    /// An attribute with its value, left out where the value is nil: `\(attribute: "data-due", tone)`.
    package mutating func appendInterpolation(attribute name: StaticString, _ value: String?) {
      guard let value else { return }
      bytes.append(" ")
      bytes.append(name)
      bytes.append("=\"")
      bytes.append(escaping: value)
      bytes.append("\"")
    }

    /// An attribute without a value: `\(attribute: "disabled", if: isClosed)`.
    package mutating func appendInterpolation(attribute name: StaticString, if condition: Bool) {
      guard condition else { return }
      bytes.append(" ")
      bytes.append(name)
    }
  }

  package static func + (left: HTML, right: HTML) -> HTML { "\(left)\(right)" }

  /// Text of people with its line breaks kept.
  package static func lines(_ text: String) -> HTML {
    var markup: HTML = ""
    for (index, line) in text.split(separator: "\n", omittingEmptySubsequences: false).enumerated() {
      if index > 0 { markup.bytes.append("<br>") }
      markup.bytes.append(escaping: String(line))
    }
    return markup
  }
}

extension Sequence where Element == HTML {
  /// The parts one after the other.
  package func joined(by separator: HTML = "") -> HTML {
    var joined = HTML.StringInterpolation(literalCapacity: 0, interpolationCount: underestimatedCount)
    var isFirst = true
    for part in self {
      if !isFirst { joined.appendInterpolation(separator) }
      joined.appendInterpolation(part)
      isFirst = false
    }
    return HTML(stringInterpolation: joined)
  }
}

extension [UInt8] {
  fileprivate mutating func append(_ literal: StaticString) {
    literal.withUTF8Buffer { append(contentsOf: $0) }
  }

  fileprivate mutating func append(plain value: String) {
    var value = value
    value.withUTF8 { append(contentsOf: $0) }
  }

  /// Most texts have nothing to escape: their bytes are looked through once and taken as they are.
  fileprivate mutating func append(escaping value: String) {
    var value = value
    value.withUTF8 { bytes in
      guard bytes.contains(where: \.hasEntity) else { return append(contentsOf: bytes) }
      for byte in bytes {
        if let entity = byte.entity { append(entity) } else { append(byte) }
      }
    }
  }
}

extension UInt8 {
  /// One bit for each character below 64 that has a meaning in markup; those above have none.
  private static var marked: UInt64 { 1 << 0x22 | 1 << 0x26 | 1 << 0x27 | 1 << 0x3C | 1 << 0x3E }

  fileprivate var hasEntity: Bool { self < 64 && Self.marked >> UInt64(self) & 1 == 1 }

  /// What stands for a character that has a meaning in markup.
  fileprivate var entity: StaticString? {
    switch self {
    case UInt8(ascii: "&"): "&amp;"
    case UInt8(ascii: "<"): "&lt;"
    case UInt8(ascii: ">"): "&gt;"
    case UInt8(ascii: "\""): "&quot;"
    case UInt8(ascii: "'"): "&#39;"
    default: nil
    }
  }
}
