/// The numbers under which Russian authorities know a company.
enum Requisites {
  /// ИНН: 10 digits of an organisation or 12 of a person, the last one or two check the others.
  static func isINN(_ text: String) -> Bool {
    guard let digits = digits(text) else { return false }
    func check(_ weights: [Int]) -> Int {
      zip(weights, digits).reduce(0) { $0 + $1.0 * $1.1 } % 11 % 10
    }
    return switch digits.count {
    case 10: check([2, 4, 10, 3, 5, 9, 4, 6, 8]) == digits[9]
    case 12:
      check([7, 2, 4, 10, 3, 5, 9, 4, 6, 8]) == digits[10]
        && check([3, 7, 2, 4, 10, 3, 5, 9, 4, 6, 8]) == digits[11]
    default: false
    }
  }

  /// КПП: 9 characters, of which the fifth and sixth may be capital Latin letters.
  static func isKPP(_ text: String) -> Bool {
    let characters = Array(text.utf8)
    guard characters.count == 9 else { return false }
    return characters.enumerated().allSatisfy { place, character in
      (48...57).contains(character) || ((place == 4 || place == 5) && (65...90).contains(character))
    }
  }

  /// ОГРН: 13 digits, ОГРНИП: 15; the last one checks the others.
  static func isOGRN(_ text: String) -> Bool {
    guard digits(text) != nil, text.utf8.count == 13 || text.utf8.count == 15,
      let number = Int64(text.dropLast()), let last = Int64(text.suffix(1))
    else { return false }
    return number % Int64(text.utf8.count - 2) % 10 == last
  }

  private static func digits(_ text: String) -> [Int]? {
    guard text.utf8.allSatisfy({ (48...57).contains($0) }) else { return nil }
    return text.utf8.map { Int($0) - 48 }
  }
}
