import Foundation
import Kernel

/// Writes iCalendar (RFC 5545): lines that end in CRLF and are folded at 75 octets, texts escaped.
package struct ICalendar: Sendable {
  private var lines: [String] = []

  package init() {}

  /// A property whose value needs no escaping.
  package mutating func add(_ name: String, _ value: String) { lines.append("\(name):\(value)") }

  /// A property whose value is text of people.
  package mutating func add(_ name: String, text: String) { add(name, Self.escaped(text)) }

  /// Everything between `BEGIN` and `END` of that component.
  package mutating func component(_ name: String, _ body: (inout ICalendar) -> Void) {
    add("BEGIN", name)
    body(&self)
    add("END", name)
  }

  package var text: String { lines.map { Self.folded($0) + "\r\n" }.joined() }

  /// Lines of at most 75 octets, each but the first after a space; no character is split.
  package static func folded(_ line: String) -> String {
    guard line.utf8.count > 75 else { return line }
    var folded = ""
    var octets = 0
    for scalar in line.unicodeScalars {
      let width = UTF8.width(scalar)
      if octets + width > 75 {
        folded += "\r\n "
        octets = 1
      }
      folded.unicodeScalars.append(scalar)
      octets += width
    }
    return folded
  }

  /// Backslashes, semicolons, commas and line ends escaped; other control characters left out.
  package static func escaped(_ text: String) -> String {
    var escaped = ""
    for scalar in text.replacing("\r\n", with: "\n").unicodeScalars {
      switch scalar {
      case "\\": escaped += "\\\\"
      case ";": escaped += "\\;"
      case ",": escaped += "\\,"
      case "\n", "\r", "\u{2028}", "\u{2029}": escaped += "\\n"
      case "\t": escaped += "\t"
      case _ where scalar.properties.generalCategory == .control: continue
      default: escaped.unicodeScalars.append(scalar)
      }
    }
    return escaped
  }

  /// `20260306T070000Z`.
  package static func utc(_ instant: Instant) -> String {
    let text = instant.text(in: .gmt)  // 2026-03-06T07:00:00+00:00
    return text.prefix(19).filter { $0 != "-" && $0 != ":" } + "Z"
  }

  /// `20260306`.
  package static func date(_ day: Day) -> String { day.description.filter { $0 != "-" } }

  /// `PT1H30M`, `-PT10M`; nothing is `PT0S`.
  package static func duration(seconds: Int64) -> String {
    guard seconds != 0 else { return "PT0S" }
    let (hours, minutes, rest) = (abs(seconds) / 3600, abs(seconds) / 60 % 60, abs(seconds) % 60)
    let parts = [(hours, "H"), (minutes, "M"), (rest, "S")]
    // Between hours and seconds the minutes have to be there.
    let written = parts.enumerated().filter { index, part in
      part.0 > 0 || (index == 1 && hours > 0 && rest > 0)
    }
    return (seconds < 0 ? "-PT" : "PT") + written.map { "\($1.0)\($1.1)" }.joined()
  }
}
