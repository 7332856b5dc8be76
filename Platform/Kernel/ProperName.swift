/// A person's name in its parts, whichever order it was typed in.
package struct ProperName: Hashable, Sendable {
  package var last: String?
  package var first: String?
  package var middle: String?

  package init(last: String? = nil, first: String? = nil, middle: String? = nil) {
    self.last = last
    self.first = first
    self.middle = middle
  }

  /// Takes apart «Ковалёва Мария Сергеевна», «Мария Ковалёва», «ИП Мельник А. В.», «Мария» or
  /// "Maria Kovaleva". The endings of family names and patronymics and the usual given names decide
  /// which part is which; where they are silent, Russian names are read family name first and
  /// others family name last.
  package init(typed: String) {
    self = NameOrder.name(of: NameOrder.words(in: typed))
  }

  /// «Ковалёва Мария Сергеевна», "Maria Kovaleva": the order its script is used to.
  package var full: String {
    let parts = isCyrillic ? [last, first, middle] : [first, middle, last]
    return parts.compactMap(\.self).joined(separator: " ")
  }

  /// «Ковалёва М. С.»; without a family name «Мария Сергеевна».
  package var short: String {
    guard let last else { return full }
    let letters = [first, middle].compactMap { $0?.first.map { "\($0)." } }
    return ([last] + letters).joined(separator: " ")
  }

  /// «МК»: two letters for a round picture, one where only one part is known.
  package var initials: String {
    let letters = [first ?? middle, last].compactMap { $0?.first.map { $0.uppercased() } }
    return letters.joined()
  }

  /// What the person's household is called: «Семья Ковалёвых», «Семья Мельник», "Kovalev family";
  /// without a family name the person's own.
  package var family: String {
    guard let last else { return full }
    guard isCyrillic else { return "\(last) family" }
    return "Семья \(FamilyName.ofSeveral(last, bearerIsMale: isMale))"
  }

  private var isCyrillic: Bool {
    [last, first, middle].compactMap(\.self).contains {
      $0.unicodeScalars.contains { (0x400...0x4FF).contains($0.value) }
    }
  }

  private var isMale: Bool {
    if let middle, FamilyName.isMalePatronymic(middle) { return true }
    return first.map(GivenNames.isMale) ?? false
  }
}
