/// Recognises how a whole column writes its fractions: by the mark with which more of its values are
/// sums of whole kopecks. 1,054 is one only where the comma groups digits.
struct DecimalMarkGuess {
  private var reads: [NumberText.DecimalMark: Int] = [.point: 0, .comma: 0]

  /// Takes the next value of the column; those without a mark say nothing.
  mutating func see(_ value: String, marks: [String]) {
    guard value.utf8.contains(where: { $0 == UInt8(ascii: ".") || $0 == UInt8(ascii: ",") }) else { return }
    for mark in [NumberText.DecimalMark.point, .comma]
    where NumberText.decimal(value, marks: marks, decimalMark: mark) != nil {
      reads[mark, default: 0] += 1
    }
  }

  /// Nil where both read as much: each value then has to speak for itself.
  var verdict: NumberText.DecimalMark? {
    let (point, comma) = (reads[.point] ?? 0, reads[.comma] ?? 0)
    return point == comma ? nil : point > comma ? .point : .comma
  }
}
