import Kernel

/// The rules of search once more, over all records one by one: slow, and with nothing in common with
/// the index.
struct NaiveSearch: Sendable {
  struct Record: Sendable {
    let kind: String
    let number: Int64
    let text: String
    var phones: [String] = []
    var emails: [String] = []
    /// Who sees it; empty for everybody.
    var seenBy: Set<ID<Person>> = []
  }

  let records: [Record]

  /// What that person finds: kind and number.
  func find(_ typed: String, as person: ID<Person>) -> Set<String> {
    let mine = records.filter { $0.seenBy.isEmpty || $0.seenBy.contains(person) }
    for forgiving in [false, true] {
      for text in [typed, typed.keyboardSwapped()] {
        let found = mine.filter { isNamed($0, text, forgiving) || (!forgiving && isMeant($0, text)) }
        if !found.isEmpty { return Set(found.map { "\($0.kind) \($0.number)" }) }
      }
    }
    return []
  }

  private func isNamed(_ record: Record, _ typed: String, _ forgiving: Bool) -> Bool {
    let terms = typed.folded.split(separator: " ").map(String.init)
    let isTooShort = terms.count == 1 && terms[0].count < 2
    guard !terms.isEmpty, !isTooShort else { return false }
    let words = record.text.folded.split(separator: " ").map(String.init)
    return terms.allSatisfy { term in
      words.contains { word in
        word.hasPrefix(term)
          || (forgiving && term.count >= 6 && term.allSatisfy(\.isLetter) && Self.differ(term, word) <= 1)
      }
    }
  }

  private func isMeant(_ record: Record, _ typed: String) -> Bool {
    let digits = typed.filter(\.isNumber)
    if record.kind == "deal", Int64(typed) == record.number { return true }
    if !typed.contains(where: \.isLetter), digits.count >= 4 {
      return record.phones.contains { phone in
        let number = phone.filter(\.isNumber)
        let rest = digits.first == "8" ? String(digits.dropFirst()) : digits
        return number.hasSuffix(digits) || number.hasPrefix(digits) || number.hasPrefix("7\(rest)")
      }
    }
    let key = typed.lowercased().filter { !$0.isWhitespace }
    return key.count >= 3 && key.allSatisfy(\.isASCII) && typed.contains(where: \.isLetter)
      && record.emails.contains { $0.hasPrefix(key) }
  }

  /// How many slips lie between two words: letters left out, put in, changed, or exchanged.
  private static func differ(_ one: String, _ other: String) -> Int {
    let (a, b) = (Array(one), Array(other))
    guard abs(a.count - b.count) <= 1 else { return 2 }
    var rows = [Array(0...b.count)]
    for i in 1...a.count {
      var row = [i]
      for j in 1...b.count {
        var least = min(rows[i - 1][j] + 1, row[j - 1] + 1, rows[i - 1][j - 1] + (a[i - 1] == b[j - 1] ? 0 : 1))
        if i > 1, j > 1, a[i - 1] == b[j - 2], a[i - 2] == b[j - 1] { least = min(least, rows[i - 2][j - 2] + 1) }
        row.append(least)
      }
      rows.append(row)
    }
    return rows[a.count][b.count]
  }
}

/// Chance that repeats itself.
struct Chance: RandomNumberGenerator {
  private var state: UInt64

  init(seed: UInt64) { state = seed }

  mutating func next() -> UInt64 {
    state &+= 0x9e37_79b9_7f4a_7c15
    var mixed = state
    mixed = (mixed ^ (mixed >> 30)) &* 0xbf58_476d_1ce4_e5b9
    mixed = (mixed ^ (mixed >> 27)) &* 0x94d0_49bb_1331_11eb
    return mixed ^ (mixed >> 31)
  }
}
