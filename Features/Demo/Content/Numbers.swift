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

  /// ОГРН of an organisation: thirteen digits of which the last checks the others.
  static func ogrn(with dice: inout Dice) -> String {
    let number =
      1_027_800_000_000 / 10 + Int64(dice.number(in: 0...9_999_999)) + Int64(dice.number(in: 0...20)) * 100_000_000
    return "\(number)\(number % 11 % 10)"
  }

  /// ОГРНИП of an entrepreneur: fifteen digits of which the last checks the others.
  static func ogrnOfPerson(with dice: inout Dice) -> String {
    let number = 30_478_000_000_000 + Int64(dice.number(in: 0...199_999_999)) * 10
    return "\(number)\(number % 13 % 10)"
  }

  /// A bank of the region, as its clients' requisites name it.
  struct Bank: Sendable {
    let name: String
    let bik: String
    let account: String
  }

  static let banks = [
    Bank(name: "Северо-Западный банк ПАО Сбербанк", bik: "044030653", account: "30101810500000000653"),
    Bank(name: "Филиал «Санкт-Петербургский» АО «Альфа-Банк»", bik: "044030786", account: "30101810600000000786"),
    Bank(name: "ПАО Сбербанк", bik: "044525225", account: "30101810400000000225"),
    Bank(name: "АО «ТБанк»", bik: "044525974", account: "30101810145250000974"),
  ]

  /// A settlement account of twenty digits of which the ninth makes it fit the bank.
  /// - Parameter kind: `40702` of an organisation, `40802` of an entrepreneur.
  static func account(_ kind: String, in bank: Bank, with dice: inout Dice) -> String {
    let head = bank.bik.suffix(3).utf8.map { Int($0) - 48 }
    var digits = "\(kind)8100\(padded(dice.number(in: 1...99_999_999_999), to: 11))".utf8.map { Int($0) - 48 }
    let weights = [7, 1, 3]
    let sum = (head + digits).enumerated().reduce(0) { $0 + $1.element * weights[$1.offset % 3] % 10 } % 10
    // The digit stands at a place of weight 3, whose inverse among the digits is 7.
    digits[8] = (10 - sum) % 10 * 7 % 10
    return text(digits)
  }

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
