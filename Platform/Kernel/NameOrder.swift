/// Decides which word of a typed name is which part of it.
enum NameOrder {
  /// The words of a name, capitalised, without a sole proprietor's «ИП» and forms of address.
  static func words(in typed: String) -> [String] {
    var text = typed
    for legal in ["Индивидуальный предприниматель", "индивидуальный предприниматель"] {
      if text.hasPrefix(legal) { text.removeFirst(legal.count) }
    }
    var words: [String] = []
    for scalars in text.unicodeScalars.split(whereSeparator: isSeparator) {
      let piece = String(scalars)
      words += initials(in: piece) ?? [piece]
    }
    while words.count > 1, forms.contains(words[0].lowercased()) { words.removeFirst() }
    let hasCapitals = words.contains { $0.contains(where: \.isUppercase) }
    words = words.map { hasCapitals && !isShouted($0) ? $0 : capitalised($0) }
    return joiningSuffixes(words)
  }

  static func name(of words: [String]) -> ProperName {
    switch words.count {
    case 0: ProperName()
    case 1: lone(words[0])
    case 2: pair(words[0], words[1])
    default: several(words)
    }
  }

  private static let forms: Set<String> = [
    "ип", "г-н", "г-жа", "гр.", "господин", "госпожа", "mr", "mr.", "mrs", "mrs.", "ms", "ms.",
    "dr", "dr.",
  ]

  private static let suffixes: Set<String> = ["оглы", "улы", "уулу", "кызы", "кизи", "гызы"]

  private static func isSeparator(_ scalar: Unicode.Scalar) -> Bool {
    switch scalar {
    case ",", ";", "\"", "«", "»": true
    default: scalar.properties.isWhitespace
    }
  }

  private static func lone(_ word: String) -> ProperName {
    if GivenNames.contains(word) { return ProperName(first: word) }
    if FamilyName.isFemalePatronymic(word) { return ProperName(middle: word) }
    return FamilyName.isLikely(word) ? ProperName(last: word) : ProperName(first: word)
  }

  private static func pair(_ one: String, _ two: String) -> ProperName {
    let lastThenFirst = ProperName(last: one, first: two)
    let firstThenLast = ProperName(last: two, first: one)
    if isInitial(one) != isInitial(two) { return isInitial(two) ? lastThenFirst : firstThenLast }
    if FamilyName.isPatronymic(two), GivenNames.contains(one) {
      return ProperName(first: one, middle: two)
    }
    if FamilyName.isFemalePatronymic(one), GivenNames.contains(two) {
      return ProperName(first: two, middle: one)
    }
    let given = (GivenNames.contains(one), GivenNames.contains(two))
    if given.0 != given.1 { return given.1 ? lastThenFirst : firstThenLast }
    let family = (FamilyName.isLikely(one), FamilyName.isLikely(two))
    if family.0 != family.1 { return family.0 ? lastThenFirst : firstThenLast }
    return isCyrillic(one) ? lastThenFirst : firstThenLast
  }

  private static func several(_ words: [String]) -> ProperName {
    let (one, two, end) = (words[0], words[1], words.count - 1)
    let rest = words[2...].joined(separator: " ")
    let lastFirst = ProperName(last: one, first: two, middle: rest)
    let firstMiddle = ProperName(last: rest, first: one, middle: two)
    if words[1...].allSatisfy(isInitial) { return lastFirst }
    if isInitial(one), isInitial(two) { return firstMiddle }
    // «Роман Аркадьевич Абрамович»: what looks like a second patronymic is the family name.
    if FamilyName.isPatronymic(two), GivenNames.contains(one) || !FamilyName.isPatronymic(rest) {
      return firstMiddle
    }
    if FamilyName.isPatronymic(words[end]) {
      return ProperName(
        last: words[..<(end - 1)].joined(separator: " "), first: words[end - 1], middle: words[end])
    }
    guard isCyrillic(one) else { return westerner(words) }
    if GivenNames.contains(one), !GivenNames.contains(two) || FamilyName.isLikely(rest) {
      return firstMiddle
    }
    return lastFirst
  }

  private static func westerner(_ words: [String]) -> ProperName {
    let end = words.count - 1
    return ProperName(
      last: words[end], first: words[0], middle: words[1..<end].joined(separator: " "))
  }

  /// «А.» and «В.» of «А.В.», nil for what is a whole word.
  private static func initials(in piece: String) -> [String]? {
    let letters = piece.split(separator: ".")
    guard piece.contains("."), letters.allSatisfy({ $0.count == 1 }) else { return nil }
    return letters.map { "\($0.uppercased())." }
  }

  private static func isInitial(_ word: String) -> Bool {
    word.count == 1 || (word.count == 2 && word.hasSuffix("."))
  }

  private static func isShouted(_ word: String) -> Bool {
    word.count > 1 && !word.contains(where: \.isLowercase) && !word.contains(".")
  }

  private static func capitalised(_ word: String) -> String {
    word.split(separator: "-", omittingEmptySubsequences: false)
      .map { $0.prefix(1).uppercased() + $0.dropFirst().lowercased() }
      .joined(separator: "-")
  }

  /// «Вагиф оглы» is one patronymic in two words.
  private static func joiningSuffixes(_ words: [String]) -> [String] {
    words.reduce(into: []) { joined, word in
      if joined.count > 1, suffixes.contains(word.lowercased()) {
        joined[joined.count - 1] += " " + word.lowercased()
      } else {
        joined.append(word)
      }
    }
  }

  private static func isCyrillic(_ word: String) -> Bool {
    word.unicodeScalars.contains { (0x400...0x4FF).contains($0.value) }
  }
}
