/// The oracle's own calendar: a fixed distance from Greenwich, the same hours on all worked days, 2026. Moments are
/// milliseconds since 1970, days are counted from there. It shares no code with the product's.
struct Almanac: Sendable {
  /// Hours east of Greenwich.
  let hours: Int64
  /// Days off that their weekday would have worked, and worked days at a weekend.
  let off, extra: Set<Int>
  /// The hours of a worked day.
  var opens: Int64 = 9
  var closes: Int64 = 18

  static let minute: Int64 = 60_000
  static let day: Int64 = 1440 * minute
  private static let newYear = 20_454
  private static let lengths = [31, 28, 31, 30, 31, 30, 31, 31, 30, 31, 30, 31]

  /// The day of that date in 2026.
  static func date(_ month: Int, _ day: Int) -> Int { newYear + lengths.prefix(month - 1).reduce(0, +) + day - 1 }

  func day(of moment: Int64) -> Int { Int((moment + hours * 60 * Self.minute) / Self.day) }

  func moment(_ day: Int, _ hour: Int64, _ minute: Int64 = 0) -> Int64 {
    Int64(day) * Self.day + (hour - hours) * 60 * Self.minute + minute * Self.minute
  }

  func opening(_ day: Int) -> Int64 { moment(day, opens) }
  func closing(_ day: Int) -> Int64 { moment(day, closes) }
  /// The last moment of the day.
  func midnight(_ day: Int) -> Int64 { moment(day + 1, 0) - 1 }

  /// The first of January 1970 was a Thursday.
  func isWorked(_ day: Int) -> Bool { extra.contains(day) || ((day + 3) % 7 < 5 && !off.contains(day)) }

  func workedDay(after day: Int) -> Int {
    var next = day + 1
    while !isWorked(next) { next += 1 }
    return next
  }

  /// Working seconds between two moments.
  func worked(from begin: Int64, to end: Int64) -> Int64 {
    var sum: Int64 = 0
    for day in day(of: begin)...day(of: end) where isWorked(day) {
      sum += max(0, min(closing(day), end) - max(opening(day), begin))
    }
    return sum / 1000
  }

  /// When so many working minutes are over.
  func after(_ minutes: Int64, from begin: Int64) -> Int64 {
    var (left, day) = (minutes * Self.minute, day(of: begin))
    while true {
      if isWorked(day) {
        let from = max(opening(day), begin)
        let room = closing(day) - from
        if room > 0, left <= room { return from + left }
        left -= max(0, room)
      }
      day += 1
    }
  }

  /// The month's number of the year.
  func month(of moment: Int64) -> Int {
    var (left, month) = (day(of: moment) - Self.newYear, 0)
    while left >= Self.lengths[month] {
      left -= Self.lengths[month]
      month += 1
    }
    return month + 1
  }
}

/// Chance with a seed of its own, the same in every run.
struct Dice: Sendable {
  private var state: UInt64

  init(_ seed: UInt64) { state = seed }

  mutating func next() -> UInt64 {
    state &+= 0x9E37_79B9_7F4A_7C15
    var mixed = state
    mixed = (mixed ^ (mixed >> 30)) &* 0xBF58_476D_1CE4_E5B9
    mixed = (mixed ^ (mixed >> 27)) &* 0x94D0_49BB_1331_11EB
    return mixed ^ (mixed >> 31)
  }

  /// Whether it comes to pass, with that chance in a hundred.
  mutating func falls(_ percent: Int) -> Bool { next() % 100 < UInt64(percent) }

  mutating func number(_ range: ClosedRange<Int>) -> Int {
    range.lowerBound + Int(next() % UInt64(range.upperBound - range.lowerBound + 1))
  }

  mutating func one<Item>(of items: [Item]) -> Item { items[number(0...items.count - 1)] }
}
