/// Numbers that look like those of real clients, each of its own.
enum Numbers {
  private static let mobileCodes = [
    "905", "906", "909", "911", "921", "931", "950", "951", "952", "953", "960", "961", "962", "963", "964", "965",
    "981", "996", "999",
  ]

  /// The mobile number at that place in a row of all numbers that looks like no row.
  static func mobile(_ place: Int, seed: UInt64) -> String {
    let count = mobileCodes.count * 10_000_000
    // A factor that has no divisor in common with the count reaches every number once.
    let number = (place * 48_271_397 + Int(seed % 100_000_000)) % count
    return "+7\(mobileCodes[number / 10_000_000])\(padded(number % 10_000_000, to: 7))"
  }

  /// The same for the lines of a town: they begin with 2 to 7.
  static func line(_ place: Int, seed: UInt64) -> String {
    let number = (place * 4_827_139 + Int(seed % 1_000_000)) % 6_000_000
    return "+7812\(padded(2_000_000 + number, to: 7))"
  }

  /// ИНН of an organisation: ten digits of which the last checks the others.
  static func innOfOrganisation(with dice: inout Dice) -> String {
    var digits = region(with: &dice) + (0..<7).map { _ in dice.number(in: 0...9) }
    digits.append(check(digits, [2, 4, 10, 3, 5, 9, 4, 6, 8]))
    return text(digits)
  }

  /// ИНН of a person: twelve digits of which the last two check the others.
  static func innOfPerson(with dice: inout Dice) -> String {
    var digits = region(with: &dice) + (0..<8).map { _ in dice.number(in: 0...9) }
    digits.append(check(digits, [7, 2, 4, 10, 3, 5, 9, 4, 6, 8]))
    digits.append(check(digits, [3, 7, 2, 4, 10, 3, 5, 9, 4, 6, 8]))
    return text(digits)
  }

  /// КПП of the tax office that the ИНН names.
  static func kpp(inn: String) -> String { inn.prefix(4) + "01001" }

  private static func region(with dice: inout Dice) -> [Int] { dice.chance(0.7) ? [7, 8] : [4, 7] }

  private static func check(_ digits: [Int], _ weights: [Int]) -> Int {
    zip(digits, weights).reduce(0) { $0 + $1.0 * $1.1 } % 11 % 10
  }

  private static func text(_ digits: [Int]) -> String { digits.map(String.init).joined() }

  private static func padded(_ number: Int, to width: Int) -> String {
    let digits = String(number)
    return String(repeating: "0", count: width - digits.utf8.count) + digits
  }
}
