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
    package mutating func appendInterpolation(_ value: some StringProtocol) { text.append(escaping: value) }

    package mutating func appendInterpolation(_ value: some BinaryInteger) { text += String(value) }

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
      text += " \(name)=\""
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
      markup.text.append(escaping: line)
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
  fileprivate mutating func append(escaping value: some StringProtocol) {
    let special = value.utf8.contains { $0 == 38 || $0 == 60 || $0 == 62 || $0 == 34 || $0 == 39 }
    guard special else {
      self += value
      return
    }
    for scalar in value.unicodeScalars {
      switch scalar {
      case "&": self += "&amp;"
      case "<": self += "&lt;"
      case ">": self += "&gt;"
      case "\"": self += "&quot;"
      case "'": self += "&#39;"
      default: unicodeScalars.append(scalar)
      }
    }
  }
}
