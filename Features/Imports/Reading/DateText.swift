/// A text taken apart into three numbers and a time, before anybody knows which number is the day.
struct DateText {
  typealias Field = (number: Int, digits: Int)

  let fields: (Field, Field, Field)
  let separator: DateFormat.Separator
  private(set) var time = DateFormat.Time.none
  private(set) var secondsOfDay: Int?
  private(set) var offset: Int?

  init?(_ text: String) {
    var rest = Substring(text).utf8
    Self.passSpaces(&rest)
    guard let one = Self.field(&rest),
      let separator = rest.popFirst().flatMap(DateFormat.Separator.init(rawValue:)),
      let two = Self.field(&rest), rest.popFirst() == separator.rawValue,
      let three = Self.field(&rest)
    else { return nil }
    self.separator = separator
    fields = (one, two, three)
    if rest.first == UInt8(ascii: "T") || rest.first == UInt8(ascii: "t") {
      rest.removeFirst()
      guard readClock(&rest) else { return nil }
    } else if Self.passSpaces(&rest), !rest.isEmpty {
      guard readClock(&rest) else { return nil }
    }
    Self.passSpaces(&rest)
    guard rest.isEmpty else { return nil }
  }

  /// `14:00`, `14:00:05`, `14:00:05.123+03:00`, `11:00:05Z`.
  private mutating func readClock(_ rest: inout Substring.UTF8View) -> Bool {
    guard let hour = Self.field(&rest), hour.digits <= 2, hour.number < 24,
      rest.popFirst() == UInt8(ascii: ":"),
      let minute = Self.field(&rest), minute.digits == 2, minute.number < 60
    else { return false }
    var seconds = hour.number * 3600 + minute.number * 60
    time = .minutes
    if rest.first == UInt8(ascii: ":") {
      rest.removeFirst()
      guard let second = Self.field(&rest), second.digits == 2, second.number < 60
      else { return false }
      seconds += second.number
      time = .seconds
      if rest.first == UInt8(ascii: ".") || rest.first == UInt8(ascii: ",") {
        rest.removeFirst()
        guard Self.field(&rest) != nil else { return false }
      }
    }
    secondsOfDay = seconds
    return readOffset(&rest)
  }

  /// `Z`, `+03`, `+0300`, `+03:00` or nothing.
  private mutating func readOffset(_ rest: inout Substring.UTF8View) -> Bool {
    guard let sign = rest.first else { return true }
    switch sign {
    case UInt8(ascii: "Z"), UInt8(ascii: "z"):
      rest.removeFirst()
      offset = 0
    case UInt8(ascii: "+"), UInt8(ascii: "-"):
      rest.removeFirst()
      guard let first = Self.field(&rest) else { return false }
      var minutes = first.digits == 4 ? first.number / 100 * 60 + first.number % 100 : 0
      if first.digits == 2 {
        minutes = first.number * 60
        if rest.first == UInt8(ascii: ":") {
          rest.removeFirst()
          guard let more = Self.field(&rest), more.digits == 2, more.number < 60
          else { return false }
          minutes += more.number
        }
      }
      guard first.digits == 2 || (first.digits == 4 && first.number % 100 < 60),
        minutes <= 18 * 60
      else { return false }
      offset = minutes * (sign == UInt8(ascii: "-") ? -60 : 60)
    default: return true
    }
    time = .zoned
    return true
  }

  private static func field(_ rest: inout Substring.UTF8View) -> Field? {
    var field = (number: 0, digits: 0)
    while let byte = rest.first, (48...57).contains(byte) {
      rest.removeFirst()
      field = (field.number * 10 + Int(byte - 48), field.digits + 1)
      guard field.digits <= 9 else { return nil }
    }
    return field.digits > 0 ? field : nil
  }

  @discardableResult
  private static func passSpaces(_ rest: inout Substring.UTF8View) -> Bool {
    let before = rest.count
    while let byte = rest.first, byte == UInt8(ascii: " ") || byte == UInt8(ascii: "\t") {
      rest.removeFirst()
    }
    return rest.count < before
  }
}
