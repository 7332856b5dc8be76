import Kernel
import Store

/// What somebody typed of a phone number, as conditions that the indexes answer.
enum PhoneSearch {
  /// Fewer digits say too little.
  static let fewest = 4

  /// The conditions of which one is to hold; none where the text is no part of a number.
  static func conditions(for typed: String) -> [SQL] {
    if let number = PhoneNumber(typed) { return ["e164 = \(number.e164)"] }
    let digits = PhoneNumber.digits(of: typed)
    guard digits.count >= fewest, digits.count <= 15 else { return [] }
    let beginning = beginnings(of: digits, hasPlus: typed.contains("+")).map { range($0, in: "e164") }
    return typed.contains("+") ? beginning : beginning + [range(PhoneNumber.tail(of: digits), in: "tail")]
  }

  /// How the stored number may begin: «8911» and «911» stand for +7911.
  private static func beginnings(of digits: String, hasPlus: Bool) -> [String] {
    if hasPlus { return ["+\(digits)"] }
    switch digits.first {
    case "8": return ["+7\(digits.dropFirst())", "+\(digits)"]
    case "7": return ["+\(digits)", "+7\(digits)"]
    default: return ["+7\(digits)", "+\(digits)"]
    }
  }

  private static func range(_ beginning: String, in column: SQL) -> SQL {
    "\(column) >= \(beginning) AND \(column) < \(beginning + ":")"
  }
}

extension SQL {
  /// That a folded column begins with the text; answered by the column's index.
  static func begins(_ column: SQL, with key: String) -> SQL {
    "\(column) >= \(key) AND \(column) < \(key + "\u{10FFFF}")"
  }
}
