import Foundation
import Kernel

/// When the demo company works: weekdays but holidays, from nine to half past six.
struct WorkingTime: Sendable {
  private struct WorkingDay: Sendable {
    let opens: Instant
    let isWorking: Bool
  }

  private static let length: Int64 = 34_200
  private let days: [WorkingDay]
  private let months: [Int]
  private let start: Day
  private let midnight: Instant

  /// Knows the days from `first` to `last`.
  init(from first: Day, to last: Day, zone: TimeZone) {
    start = first
    midnight = first.start(in: zone)
    let all = (first.number...last.number).map(Day.init(number:))
    days = all.map { day in
      return WorkingDay(
        opens: day.at(hour: 9, minute: 0, in: zone), isWorking: day.weekday < 6 && !Self.isHoliday(day))
    }
    months = all.map(\.parts.month)
  }

  private static func isHoliday(_ day: Day) -> Bool {
    switch day.parts {
    case (_, 1, 1...8), (_, 2, 23), (_, 3, 8), (_, 5, 1), (_, 5, 9), (_, 6, 12), (_, 11, 4): true
    default: false
    }
  }

  /// The moment, or where nobody works then, a moment soon after the next opening.
  func onward(_ moment: Instant, with dice: inout Dice) -> Instant {
    var index = place(of: moment)
    let opens = days[index].opens
    if days[index].isWorking, moment < opens.adding(seconds: Self.length) {
      return moment >= opens ? moment : opens.adding(seconds: Self.minutes(5...150, with: &dice))
    }
    index += 1
    while index < days.count - 1, !days[index].isWorking { index += 1 }
    return days[min(index, days.count - 1)].opens.adding(seconds: Self.minutes(1...200, with: &dice))
  }

  /// The moment, or where nobody works then, a moment before the last closing.
  func back(_ moment: Instant, with dice: inout Dice) -> Instant {
    var index = place(of: moment)
    if days[index].isWorking, moment >= days[index].opens {
      let closes = days[index].opens.adding(seconds: Self.length)
      return moment < closes ? moment : closes.adding(seconds: -Self.minutes(1...200, with: &dice))
    }
    index -= 1
    while index > 0, !days[index].isWorking { index -= 1 }
    let closes = days[max(index, 0)].opens.adding(seconds: Self.length)
    return closes.adding(seconds: -Self.minutes(1...200, with: &dice))
  }

  /// January is 1.
  func month(of moment: Instant) -> Int { months[place(of: moment)] }

  /// The openings of the working days from `first` to `last`, each as likely as `weight` says.
  func openings(from first: Day, to last: Day, weight: (Day) -> Double) -> Weighted<Instant> {
    Weighted(
      (first.number...last.number).compactMap { number in
        let day = days[number - start.number]
        return day.isWorking ? (day.opens, weight(Day(number: number))) : nil
      })
  }

  /// A moment of the day that opens at `opening`; mornings are busier than evenings.
  static func moment(onDayOpening opening: Instant, with dice: inout Dice) -> Instant {
    let fraction = dice.chance(0.4) ? dice.unit() * 0.4 : dice.unit()
    return opening.adding(seconds: Int64(fraction * Double(length)))
  }

  private func place(of moment: Instant) -> Int {
    min(max(Int(moment.seconds(since: midnight) / 86_400), 0), days.count - 1)
  }

  private static func minutes(_ range: ClosedRange<Int>, with dice: inout Dice) -> Int64 {
    Int64(dice.number(in: range.lowerBound * 60...range.upperBound * 60))
  }
}
