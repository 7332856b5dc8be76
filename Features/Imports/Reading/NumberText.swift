/// Reads sums as people and programs write them, exactly: no floating point on the way.
package enum NumberText {
  /// The character before the fraction, where a column's is known.
  package enum DecimalMark: String, Sendable, Codable {
    case point = "."
    case comma = ","
  }

  /// How roubles are marked, in lower case and without a closing point.
  package static let roubles = ["₽", "руб", "р", "rub", "rur"]

  /// The hundredths in `1 054,50`, `1,054.50`, `1.054,50`, `120000 ₽` or `-5`.
  ///
  /// Nil for an empty text, for anything that is no number, for fractions finer than a hundredth,
  /// for a mark other than `marks`, and for a single mark before exactly three digits (`1,054`)
  /// while `decimalMark` is unknown: its two readings are a thousand times apart.
  package static func decimal(
    _ text: String, marks: [String] = roubles, decimalMark: DecimalMark? = nil
  ) -> Int64? {
    var rest = trimmed(Substring(text).unicodeScalars)
    dropMark(marks, from: &rest)
    var isNegative = false
    if let sign = rest.first, sign == "-" || sign == "+" || sign == "\u{2212}" {
      isNegative = sign != "+"
      rest = trimmed(rest.dropFirst())
      dropMark(marks, from: &rest)
    }
    guard let number = GroupedNumber(rest, decimalMark: decimalMark) else { return nil }
    return isNegative ? -number.hundredths : number.hundredths
  }

  private static func dropMark(_ marks: [String], from text: inout Substring.UnicodeScalarView) {
    let lower = String(text).lowercased()
    for mark in marks.flatMap({ ["\($0.lowercased()).", $0.lowercased()] }) {
      let count = mark.unicodeScalars.count
      if lower.hasSuffix(mark) {
        text = trimmed(text.dropLast(count))
        return
      }
      if lower.hasPrefix(mark) {
        text = trimmed(text.dropFirst(count))
        return
      }
    }
  }

  private static func trimmed(
    _ text: Substring.UnicodeScalarView
  ) -> Substring.UnicodeScalarView {
    var text = text.drop(while: \.properties.isWhitespace)
    while text.last?.properties.isWhitespace == true { text.removeLast() }
    return text
  }
}

/// Runs of digits and the one character between each two of them.
private struct GroupedNumber {
  let hundredths: Int64

  private static let space: Unicode.Scalar = " "

  init?(_ text: Substring.UnicodeScalarView, decimalMark: NumberText.DecimalMark?) {
    var runs: [[UInt8]] = [[]]
    var marks: [Unicode.Scalar] = []
    for scalar in text {
      if (48...57).contains(scalar.value) {
        runs[runs.count - 1].append(UInt8(scalar.value - 48))
      } else if let mark = Self.mark(scalar) {
        marks.append(mark)
        runs.append([])
      } else {
        return nil
      }
    }
    var fraction: [UInt8] = []
    if Self.hasFraction(marks, runs, decimalMark) {
      fraction = runs.removeLast()
      marks.removeLast()
      guard !fraction.isEmpty else { return nil }
    } else if marks.count == 1, marks != [Self.space], marks != ["'"], decimalMark == nil {
      return nil
    }
    guard Self.isGrouped(runs, by: marks, hasFraction: !fraction.isEmpty),
      fraction.dropFirst(2).allSatisfy({ $0 == 0 })
    else { return nil }
    let tail = (fraction + [0, 0]).prefix(2)
    guard let hundredths = Self.number(runs.joined() + tail) else { return nil }
    self.hundredths = hundredths
  }

  private static func mark(_ scalar: Unicode.Scalar) -> Unicode.Scalar? {
    if scalar == "." || scalar == "," || scalar == "'" { return scalar }
    if scalar == "’" { return "'" }
    return scalar.properties.isWhitespace ? space : nil
  }

  /// Whether the last mark parts the fraction off rather than another three digits.
  private static func hasFraction(
    _ marks: [Unicode.Scalar], _ runs: [[UInt8]], _ decimalMark: NumberText.DecimalMark?
  ) -> Bool {
    guard let last = marks.last, last == "." || last == "," else { return false }
    if let decimalMark { return String(last) == decimalMark.rawValue }
    guard marks.count == 1 else { return !marks.dropLast().contains(last) }
    return runs[1].count != 3 || runs[0].count > 3 || runs[0].isEmpty || runs[0][0] == 0
  }

  private static func isGrouped(
    _ runs: [[UInt8]], by marks: [Unicode.Scalar], hasFraction: Bool
  ) -> Bool {
    if marks.isEmpty { return !runs[0].isEmpty || hasFraction }
    return Set(marks).count == 1 && (1...3).contains(runs[0].count)
      && runs.dropFirst().allSatisfy { $0.count == 3 }
  }

  private static func number(_ digits: some Sequence<UInt8>) -> Int64? {
    var number: Int64 = 0
    for digit in digits {
      let (tens, isTooMuch) = number.multipliedReportingOverflow(by: 10)
      let (sum, isOver) = tens.addingReportingOverflow(Int64(digit))
      if isTooMuch || isOver { return nil }
      number = sum
    }
    return number
  }
}
