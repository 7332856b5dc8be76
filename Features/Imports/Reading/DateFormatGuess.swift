/// Recognises how a whole column writes its dates: one 10/20/2016 proves that months come first in
/// all its rows.
package struct DateFormatGuess: Sendable {
  package enum Verdict: Hashable, Sendable {
    case format(DateFormat)
    /// Every value reads in each of these ways: somebody has to say which is meant.
    case ambiguous([DateFormat])
    /// The values are no dates, or contradict each other; the first that stands in the way.
    case none(firstBad: String, line: Int)
    /// Nothing but empty values.
    case empty
  }

  private struct Candidate {
    let format: DateFormat
    var read = 0
    var widest = DateFormat.Time.none
    var firstBad: (value: String, line: Int)?
  }

  private var candidates: [Candidate] = [
    DateFormat(.dayMonthYear, .point), DateFormat(.dayMonthYear, .slash),
    DateFormat(.monthDayYear, .slash), DateFormat(.yearMonthDay, .hyphen),
    DateFormat(.yearMonthDay, .point), DateFormat(.yearMonthDay, .slash),
    DateFormat(.dayMonthYear, .hyphen),
    DateFormat(.dayMonthYear, .point, yearDigits: 2),
    DateFormat(.dayMonthYear, .slash, yearDigits: 2),
    DateFormat(.monthDayYear, .slash, yearDigits: 2),
    DateFormat(.dayMonthYear, .hyphen, yearDigits: 2),
  ].map { Candidate(format: $0) }
  private var seen = 0
  private var readable = 0

  package init() {}

  /// Takes the next value of the column; empty ones say nothing.
  package mutating func see(_ value: String, line: Int) {
    guard value.contains(where: { !$0.isWhitespace }) else { return }
    seen += 1
    let text = DateText(value)
    var isReadable = false
    for index in candidates.indices {
      if let text, candidates[index].format.date(of: text) != nil {
        isReadable = true
        candidates[index].read += 1
        candidates[index].widest = max(candidates[index].widest, text.time)
      } else if candidates[index].firstBad == nil {
        candidates[index].firstBad = (value, line)
      }
    }
    if isReadable { readable += 1 }
  }

  /// Stray values ("unknown", a 31st of February) don't spoil a column, they are their rows' own
  /// trouble: up to half may be no date at all, up to one in a hundred a date in another format.
  package var verdict: Verdict {
    guard seen > 0 else { return .empty }
    let most = candidates.map(\.read).max() ?? 0
    let best = candidates.filter { $0.read == most }
    guard readable * 2 >= seen, most * 100 >= readable * 99, most > 0 else {
      let bad = best.first?.firstBad ?? ("", 0)
      return .none(firstBad: bad.value, line: bad.line)
    }
    let formats = best.map { candidate in
      DateFormat(
        candidate.format.order, candidate.format.separator,
        yearDigits: candidate.format.yearDigits, time: candidate.widest)
    }
    return formats.count == 1 ? .format(formats[0]) : .ambiguous(formats)
  }
}
