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

  private let records: [(record: Record, words: Set<String>)]
  private let vocabulary: Set<String>

  init(records: [Record]) {
    self.records = records.map { ($0, Set($0.text.folded.split(separator: " ").map(String.init))) }
    vocabulary = self.records.reduce(into: []) { $0.formUnion($1.words) }
  }

  /// What that person finds: kind and number.
  func find(_ typed: String, as person: ID<Person>) -> Set<String> {
    for forgiving in [false, true] {
      for text in [typed, typed.keyboardSwapped()] {
        let meanings = meanings(of: text, forgiving)
        let found = records.filter { record, words in
          guard record.seenBy.isEmpty || record.seenBy.contains(person) else { return false }
          let isNamed = !meanings.isEmpty && meanings.allSatisfy { !words.isDisjoint(with: $0) }
          return isNamed || (!forgiving && isMeant(record, text))
        }
        if !found.isEmpty { return Set(found.map { "\($0.record.kind) \($0.record.number)" }) }
      }
    }
    return []
  }

  /// For each typed word those words of all records that it may mean; none where it is too short.
  private func meanings(of typed: String, _ forgiving: Bool) -> [Set<String>] {
    let terms = Set(typed.folded.split(separator: " ").map(String.init))
    if terms.count == 1, terms.allSatisfy({ $0.count < 2 }) { return [] }
    return terms.map { term in
      let mayErr = forgiving && term.count >= 6 && term.allSatisfy(\.isLetter)
      return vocabulary.filter { $0.hasPrefix(term) || (mayErr && Self.differ(term, $0) <= 1) }
    }
  }

  private func isMeant(_ record: Record, _ typed: String) -> Bool {
    let digits = typed.filter(\.isNumber)
    if record.kind == "deal", Int64(typed.filter { $0 != " " }) == record.number { return true }
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
