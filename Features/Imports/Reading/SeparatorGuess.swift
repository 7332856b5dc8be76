/// Which character stands between the fields of a file, told from its first rows.
enum SeparatorGuess {
  /// Commas last: they are what texts are full of.
  private static let candidates = Array(";\t|,".utf8)
  private static let rows = 50

  /// The one that gives the most rows as many fields as the header has, and many of them. With
  /// none in the header there is one column, and the separator is one that splits the fewest rows.
  static func separator(in text: UnsafeBufferPointer<UInt8>, isLast: Bool) -> UInt8 {
    let counts = candidates.map { (separator: $0, fields: fieldCounts(text, $0, isLast)) }
    let scores = counts.map { candidate in
      let header = candidate.fields.first ?? 1
      let alike = candidate.fields.count { $0 == header }
      return (separator: candidate.separator, header: header, alike: alike)
    }
    let splitting = scores.filter { $0.header > 1 }
    if let best = first(splitting, by: { $0.alike * ($0.header - 1) }) { return best.separator }
    return first(scores, by: { $0.alike })?.separator ?? UInt8(ascii: ",")
  }

  private static func first<Score>(_ scores: [Score], by rank: (Score) -> Int) -> Score? {
    scores.reduce(nil) { best, next in
      guard let best else { return next }
      return rank(next) > rank(best) ? next : best
    }
  }

  private static func fieldCounts(
    _ text: UnsafeBufferPointer<UInt8>, _ separator: UInt8, _ isLast: Bool
  ) -> [Int] {
    var counts: [Int] = []
    var start = 0
    while counts.count < rows, start < text.count {
      let rest = UnsafeBufferPointer(rebasing: text[start...])
      // The sample may end within a row; its remainder counts for the header alone.
      let reading = CSVRecord.read(rest, separator: separator, isLast: isLast || counts.isEmpty)
      guard case .record(let record) = reading else { break }
      if record.fields != [""] { counts.append(record.fields.count) }
      start += record.length
    }
    return counts
  }
}
