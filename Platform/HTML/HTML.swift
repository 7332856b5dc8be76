/// Markup as a literal: its text is markup, its interpolations are escaped values.
///
///     let chip: HTML = "<span class=\"chip\">\(name)</span>"
///
/// Markup can only come from the source code, so nothing typed by a user becomes markup.
package struct HTML: Sendable, ExpressibleByStringInterpolation {
  package private(set) var text: String

  package init(stringLiteral text: String) { self.text = text }
  package init(stringInterpolation: StringInterpolation) { text = stringInterpolation.text }

  /// Nothing.
  package static let none: HTML = ""

  package var isEmpty: Bool { text.isEmpty }

  package struct StringInterpolation: StringInterpolationProtocol {
    var text = ""

    package init(literalCapacity: Int, interpolationCount: Int) {
      text.reserveCapacity(literalCapacity + interpolationCount * 24)
    }

    package mutating func appendLiteral(_ literal: String) { text += literal }

    /// Text of people: escaped, in content as in quoted attributes.
    package mutating func appendInterpolation(_ value: String) { text.append(escaping: value) }
    package mutating func appendInterpolation(_ value: Substring) { text.append(escaping: String(value)) }

    package mutating func appendInterpolation(_ value: Int) { text += String(value) }
    package mutating func appendInterpolation(_ value: Int64) { text += String(value) }

    /// Markup inside markup.
    package mutating func appendInterpolation(_ markup: HTML) { text += markup.text }

    /// Nil is nothing.
    package mutating func appendInterpolation(_ markup: HTML?) {
      if let markup { text += markup.text }
    }

    package mutating func appendInterpolation(_ parts: [HTML]) {
      for part in parts { text += part.text }
    }

    /// An attribute with its value, left out where the value is nil: `\(attribute: "data-due", tone)`.
    package mutating func appendInterpolation(attribute name: StaticString, _ value: String?) {
      guard let value else { return }
      text += " "
      name.withUTF8Buffer { text += String(decoding: $0, as: UTF8.self) }
      text += "=\""
      text.append(escaping: value)
      text += "\""
    }

    /// An attribute without a value: `\(attribute: "disabled", if: isClosed)`.
    package mutating func appendInterpolation(attribute name: StaticString, if condition: Bool) {
      if condition { text += " \(name)" }
    }
  }

  package static func + (left: HTML, right: HTML) -> HTML { "\(left)\(right)" }

  /// Text of people with its line breaks kept.
  package static func lines(_ text: String) -> HTML {
    var markup: HTML = ""
    for (index, line) in text.split(separator: "\n", omittingEmptySubsequences: false).enumerated() {
      if index > 0 { markup.text += "<br>" }
      markup.text.append(escaping: String(line))
    }
    return markup
  }
}

extension Sequence where Element == HTML {
  /// The parts one after the other.
  package func joined(by separator: HTML = "") -> HTML {
    var joined: HTML = ""
    var isFirst = true
    for part in self {
      joined = isFirst ? part : "\(joined)\(separator)\(part)"
      isFirst = false
    }
    return joined
  }
}

extension String {
  /// Most texts have nothing to escape: their bytes are looked through once and taken as they are.
  fileprivate mutating func append(escaping value: String) {
    var value = value
    let escaped = value.withUTF8 { bytes -> String? in
      guard bytes.contains(where: { $0.entity != nil }) else { return nil }
      var escaped: [UInt8] = []
      escaped.reserveCapacity(bytes.count + 32)
      for byte in bytes {
        if let entity = byte.entity { escaped += entity.utf8 } else { escaped.append(byte) }
      }
      return String(decoding: escaped, as: UTF8.self)
    }
    self += escaped ?? value
  }
}

extension UInt8 {
  /// What stands for a character that has a meaning in markup.
  fileprivate var entity: String? {
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
