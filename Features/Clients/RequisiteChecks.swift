/// The numbers under which Russian authorities and banks know a company, and how each checks itself.
extension Requisites {
  /// ИНН: 10 digits of an organisation or 12 of a person, the last one or two check the others.
  package static func isINN(_ text: String) -> Bool {
    guard let digits = digits(text), digits.contains(where: { $0 != 0 }) else { return false }
    return switch digits.count {
    case 10: sum(digits, [2, 4, 10, 3, 5, 9, 4, 6, 8]) % 11 % 10 == digits[9]
    case 12:
      sum(digits, [7, 2, 4, 10, 3, 5, 9, 4, 6, 8]) % 11 % 10 == digits[10]
        && sum(digits, [3, 7, 2, 4, 10, 3, 5, 9, 4, 6, 8]) % 11 % 10 == digits[11]
    default: false
    }
  }

  /// КПП: 9 characters, of which the fifth and sixth may be capital Latin letters.
  package static func isKPP(_ text: String) -> Bool {
    let characters = Array(text.utf8)
    guard characters.count == 9 else { return false }
    return characters.enumerated().allSatisfy { place, character in
      (48...57).contains(character) || ((place == 4 || place == 5) && (65...90).contains(character))
    }
  }

  /// ОГРН: 13 digits that begin with 1 or 5; ОГРНИП: 15 that begin with 3. The last one checks the
  /// others.
  package static func isOGRN(_ text: String) -> Bool {
    guard let digits = digits(text), let number = Int64(text.dropLast()) else { return false }
    return switch (digits.count, digits.first) {
    case (13, 1), (13, 5): number % 11 % 10 == Int64(digits[12])
    case (15, 3): number % 13 % 10 == Int64(digits[14])
    default: false
    }
  }

  /// ОКПО: 8 digits, of an entrepreneur 10; the last one checks the others.
  package static func isOKPO(_ text: String) -> Bool {
    guard let digits = digits(text), digits.count == 8 || digits.count == 10 else { return false }
    let places = Array(1..<digits.count)
    var check = sum(digits, places) % 11
    if check == 10 { check = sum(digits, places.map { $0 + 2 }) % 11 % 10 }
    return check == digits.last
  }

  /// БИК: 9 digits that begin as those of the Russian payment system do.
  package static func isBIK(_ text: String) -> Bool {
    digits(text)?.count == 9 && ["00", "01", "02", "04"].contains(text.prefix(2))
  }

  /// A settlement account of 20 places: it fits the bank's БИК.
  package static func isAccount(_ account: String, bik: String) -> Bool {
    // Accounts with the Bank of Russia itself are reckoned as correspondent ones.
    let isOfBankOfRussia = ["000", "001", "002"].contains(bik.suffix(3))
    return fits(account, head: isOfBankOfRussia ? region(bik) : String(bik.suffix(3)))
  }

  /// The bank's own account with the Bank of Russia.
  package static func isCorrAccount(_ account: String, bik: String) -> Bool { fits(account, head: region(bik)) }

  private static func region(_ bik: String) -> String { "0\(bik.dropFirst(4).prefix(2))" }

  private static func fits(_ account: String, head: String) -> Bool {
    var places = Array(account)
    guard places.count == 20, head.count == 3 else { return false }
    // The sixth place may hold a letter: a currency in which accounts are cleared.
    if let letter = Array("ABCEHKMPTX").firstIndex(of: places[5]) { places[5] = Character(String(letter)) }
    guard let digits = digits(head + String(places)) else { return false }
    let weights = [7, 1, 3]
    return digits.enumerated().reduce(0) { $0 + $1.element * weights[$1.offset % 3] % 10 } % 10 == 0
  }

  private static func sum(_ digits: [Int], _ weights: [Int]) -> Int {
    zip(weights, digits).reduce(0) { $0 + $1.0 * $1.1 }
  }

  private static func digits(_ text: String) -> [Int]? {
    guard !text.isEmpty, text.utf8.allSatisfy({ (48...57).contains($0) }) else { return nil }
    return text.utf8.map { Int($0) - 48 }
  }
}
