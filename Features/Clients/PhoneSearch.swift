import Kernel
import Store

/// What somebody typed of a phone number, as conditions that the indexes answer.
package enum PhoneSearch {
  /// Fewer digits say too little.
  static let fewest = 4

  /// The conditions of which one is to hold, the surest first; none where the text is no part of a
  /// number.
  package static func conditions(for typed: String) -> [SQL] {
    let (whole, partial) = parts(of: typed)
    return [whole].compactMap(\.self) + partial
  }

  /// The condition that it is the whole number, and those that it is a part of one.
  static func parts(of typed: String) -> (whole: SQL?, partial: [SQL]) {
    let (digits, hasPlus) = (PhoneNumber.digits(of: typed), typed.contains("+"))
    if let number = PhoneNumber(typed) {
      let isHasty = !hasPlus && digits.count == 10 && (digits.hasPrefix("8") || digits.hasPrefix("7"))
      // «8911204183» is a number of ten digits, or of eleven with one still to come.
      return ("e164 = \(number.e164)", isHasty ? [range("+7\(digits.dropFirst())", in: "e164")] : [])
    }
    guard digits.count >= fewest, digits.count <= 15 else { return (nil, []) }
    let beginnings = beginnings(of: digits, hasPlus: hasPlus).map { range($0, in: "e164") }
    return (nil, hasPlus ? beginnings : beginnings + [range(PhoneNumber.tail(of: digits), in: "tail")])
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

  /// The colon comes right after the nine.
  private static func range(_ beginning: String, in column: SQL) -> SQL {
    "\(column) >= \(beginning) AND \(column) < \(beginning + ":")"
  }
}

extension SQL {
  /// That a folded column begins with the text; answered by the column's index.
  package static func begins(_ column: SQL, with key: String) -> SQL {
    "\(column) >= \(key) AND \(column) < \(key + "\u{10FFFF}")"
  }
}
