/// What the endings of Russian names tell.
enum FamilyName {
  /// «Ковалёвых» of «Ковалёва»: the form that names all its bearers. Names that are the same for
  /// men and women stay as they are, and so does a man's name that only looks like a woman's
  /// («Иван Калина»).
  static func ofSeveral(_ name: String, bearerIsMale: Bool) -> String {
    name.split(separator: "-", omittingEmptySubsequences: false)
      .map { ofSeveral(part: String($0), bearerIsMale: bearerIsMale) }
      .joined(separator: "-")
  }

  private static func ofSeveral(part: String, bearerIsMale: Bool) -> String {
    let key = part.folded
    guard key.count >= 4 else { return part }
    if hasEnding(key, possessive) { return part + "ых" }
    if key.count > 4, hasEnding(key, possessiveOfWomen) {
      return bearerIsMale ? part : String(part.dropLast()) + "ых"
    }
    guard hasEnding(key, adjectival), !(bearerIsMale && hasEnding(key, ["ая", "яя"])) else {
      return part
    }
    // After г, к, х and the hissing sounds Russian spells и; «Средний» and «Горний» are soft.
    let stem = part.dropLast(2)
    let spellsI = hasEnding(key, ["ий", "яя"]) || stem.last.map { "гкхжшщч".contains($0) } ?? false
    return stem + (spellsI ? "их" : "ых")
  }

  /// Whether the ending is one that family names have and given names hardly ever.
  static func isLikely(_ name: String) -> Bool {
    let key = (name.split(separator: "-").last.map(String.init) ?? name).folded
    guard key.count >= 4 else { return false }
    return hasEnding(key, possessive + possessiveOfWomen + adjectival + unchanging + latin)
  }

  /// «Сергеевна», «Ильич», and «оглы» and its like at the end of a part.
  static func isPatronymic(_ name: String) -> Bool {
    isMalePatronymic(name) || isFemalePatronymic(name)
  }

  static func isMalePatronymic(_ name: String) -> Bool {
    let key = name.folded
    return hasEnding(key, ["ович", "евич", " оглы", " улы", " уулу"])
      || ["ильич", "кузьмич", "лукич", "фомич", "никитич", "саввич", "фокич"].contains(key)
  }

  static func isFemalePatronymic(_ name: String) -> Bool {
    let key = name.folded
    return key.count >= 6
      && hasEnding(key, ["овна", "евна", "ична", " кызы", " кизи", " гызы"])
  }

  private static let possessive = ["ов", "ев", "ин", "ын"]
  private static let possessiveOfWomen = ["ова", "ева", "ина", "ына"]
  private static let adjectival = ["ий", "ый", "ой", "ая", "яя"]
  private static let unchanging = [
    "ых", "их", "ко", "ук", "юк", "як", "ник", "вич", "ец", "швили", "дзе", "ян", "янц", "заде",
  ]
  private static let latin = [
    "ov", "ev", "ova", "eva", "sky", "skiy", "skii", "skaya", "enko", "chuk", "shvili", "dze",
  ]

  private static func hasEnding(_ key: String, _ endings: [String]) -> Bool {
    endings.contains { key.utf8.suffix($0.utf8.count).elementsEqual($0.utf8) }
  }
}
