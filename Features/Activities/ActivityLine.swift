import Clients
import Foundation
import Kernel

/// An activity written in one line, as people say it: «завтра 15:00 позвонить Иванову», “tomorrow 3pm call
/// Smith”. When, and of which kind, is taken out of the words; what is left is what to do.
package struct ActivityLine: Sendable, Hashable {
  package let kind: ActivityKind
  package let title: String
  /// Nil where the line says nothing of it.
  package let due: Due?
  /// What is written as a day or an hour and is none: «31 февраля», «25:99».
  package let impossible: String?

  /// - Parameter now: the moment at which it was written, on the clock of `zone`.
  package init(_ text: String, now: Instant, in zone: TimeZone) {
    var reading = LineReading(text, now: now, in: zone)
    reading.takeMoments()
    title = reading.title
    kind = KindWords.kind(in: text)
    due = reading.due
    impossible = reading.impossible
  }
}

/// The line word by word: what says when is taken out of it.
private struct LineReading {
  private struct Word {
    let text: String
    let key: String
    var isTaken = false
  }

  private var words: [Word]
  private let now: Instant
  private let zone: TimeZone
  private var day: Day?
  /// Minutes after midnight.
  private var clock: Int?
  private var moment: Instant?
  /// Whether the day is today by its weekday's name: an hour that is over is then the next week's.
  private var isNamedToday = false

  init(_ text: String, now: Instant, in zone: TimeZone) {
    (self.now, self.zone) = (now, zone)
    words = text.split(whereSeparator: \.isWhitespace).map { word in
      let key = word.lowercased().replacing("ё", with: "е")
      return Word(text: String(word), key: key.trimmingCharacters(in: CharacterSet(charactersIn: ",;!?")))
    }
  }

  private var today: Day { now.day(in: zone) }

  mutating func takeMoments() {
    for index in words.indices where !words[index].isTaken {
      _ = takeSpan(at: index) || takeDay(at: index) || takeDate(at: index) || takeClock(at: index)
    }
    takeBareHour()
  }

  /// What is left: without words that led to what was taken, and with a capital.
  var title: String {
    let left = words.filter { !$0.isTaken }.map(\.text).joined(separator: " ")
    let plain = left.trimmingCharacters(in: CharacterSet(charactersIn: " ,;–—-"))
    return plain.prefix(1).uppercased() + plain.dropFirst()
  }

  var due: Due? {
    if let moment { return .at(moment) }
    guard let clock else { return day.map(Due.on) }
    func at(_ day: Day) -> Instant { day.at(hour: clock / 60, minute: clock % 60, in: zone) }
    if let day { return .at(at(isNamedToday && at(day) <= now ? day.adding(days: 7) : day)) }
    return .at(at(today) > now ? at(today) : at(today.adding(days: 1)))
  }

  /// The first day or hour that there is not.
  var impossible: String? {
    for index in words.indices where !words[index].isTaken {
      let word = words[index].key
      if let number = number(word), let month = key(index + 1).flatMap(Self.month), date(number, month) == nil {
        return "\(words[index].text) \(words[index + 1].text)"
      }
      let parts = word.split(separator: ".", omittingEmptySubsequences: false).map(String.init)
      let isDay = word.wholeMatch(of: /[0-9]{1,2}\.[0-9]{2}\.([0-9]{2}|[0-9]{4})/) != nil
      let isHour = word.wholeMatch(of: /[0-9]{1,2}:[0-9]{2}/) != nil
      if isDay ? date(parts) == nil : isHour && Self.clock(word, dots: false) == nil { return words[index].text }
    }
    return nil
  }

  // MARK: - Spans: «через 2 часа», “in 3 days”

  private mutating func takeSpan(at index: Int) -> Bool {
    guard moment == nil, day == nil, ["через", "in"].contains(words[index].key), let next = key(index + 1) else {
      return false
    }
    if next == "полчаса" { return take(index...index + 1) { $0.moment = $0.later(1800) } }
    if let unit = Span(next) { return takeSpan(1, unit, index...index + 1) }
    guard let count = number(next), (1...400).contains(count), let unit = key(index + 2).flatMap(Span.init) else {
      return false
    }
    return takeSpan(count, unit, index...index + 2)
  }

  private mutating func takeSpan(_ count: Int, _ unit: Span, _ range: ClosedRange<Int>) -> Bool {
    take(range) { reading in
      switch unit {
      case .minute: reading.moment = reading.later(Int64(count) * 60)
      case .hour: reading.moment = reading.later(Int64(count) * 3600)
      case .day: reading.day = reading.today.adding(days: count)
      case .week: reading.day = reading.today.adding(days: 7 * count)
      case .month:
        reading.day = Repetition(every: count, unit: .month, first: reading.today)
          .next(after: reading.today) { _ in true }
      }
    }
  }

  private func later(_ seconds: Int64) -> Instant {
    let later = now.adding(seconds: seconds)
    return Instant(milliseconds: later.milliseconds / 60_000 * 60_000)
  }

  private enum Span {
    case minute, hour, day, week, month

    init?(_ word: String) {
      let known: [(Span, [String])] = [
        (.minute, ["мин", "минут", "минуту", "минуты", "m", "min", "minute", "minutes"]),
        (.hour, ["ч", "час", "часа", "часов", "h", "hour", "hours", "an-hour"]),
        (.day, ["д", "день", "дня", "дней", "day", "days"]),
        (.week, ["нед", "неделю", "недели", "недель", "week", "weeks"]),
        (.month, ["мес", "месяц", "месяца", "месяцев", "month", "months"]),
      ]
      guard let found = known.first(where: { $0.1.contains(word.trimmingCharacters(in: ["."])) }) else { return nil }
      self = found.0
    }
  }

  // MARK: - Days: «завтра», «в пн», “next monday”

  private mutating func takeDay(at index: Int) -> Bool {
    guard day == nil, moment == nil else { return false }
    let near = ["сегодня": 0, "завтра": 1, "послезавтра": 2, "today": 0, "tomorrow": 1]
    if let days = near[words[index].key] { return take(index...index) { $0.day = $0.today.adding(days: days) } }
    let isLed = ["в", "во", "on", "next", "this", "к", "by"].contains(words[index].key)
    let place = isLed ? index + 1 : index
    guard let weekday = key(place).flatMap({ Self.weekdays[$0] }) else { return false }
    let isNext = words[index].key == "next"
    return take(index...place) { reading in
      let ahead = (weekday - reading.today.weekday + 7) % 7
      // Today's own name is today as long as nothing says otherwise, and a week on where the hour is over.
      reading.day = reading.today.adding(days: ahead == 0 && isNext ? 7 : ahead)
      reading.isNamedToday = ahead == 0
    }
  }

  private static let weekdays: [String: Int] = {
    let names = [
      ["пн", "понедельник", "понедельника", "понедельнику", "mon", "monday"],
      ["вт", "вторник", "вторника", "вторнику", "tue", "tuesday"],
      ["ср", "среда", "среду", "среде", "wed", "wednesday"],
      ["чт", "четверг", "четверга", "четвергу", "thu", "thursday"],
      ["пт", "пятница", "пятницу", "пятнице", "fri", "friday"],
      ["сб", "суббота", "субботу", "субботе", "sat", "saturday"],
      ["вс", "воскресенье", "воскресенью", "sun", "sunday"],
    ]
    return Dictionary(
      names.enumerated().flatMap { place, names in names.map { ($0, place + 1) } }, uniquingKeysWith: { $1 })
  }()

  // MARK: - Dates: «15 мая», «15.05», “may 15”

  private mutating func takeDate(at index: Int) -> Bool {
    guard day == nil, moment == nil else { return false }
    let word = words[index].key
    let parts = word.split(separator: ".", omittingEmptySubsequences: false).map(String.init)
    let isLed = index > 0 && ["в", "at"].contains(words[index - 1].key)
    if !isLed, parts.count == 2 || parts.count == 3, let date = date(parts) {
      return take(index...index) { $0.day = date }
    }
    if let number = number(word), let month = key(index + 1).flatMap(Self.month), let date = date(number, month) {
      return take(index...index + 1) { $0.day = date }
    }
    if let month = Self.month(word), let number = key(index + 1).flatMap(number), let date = date(number, month),
      word.first?.isASCII == true
    {
      return take(index...index + 1) { $0.day = date }
    }
    return false
  }

  private func date(_ parts: [String]) -> Day? {
    guard let number = number(parts[0]), parts[1].count == 2, let month = Int(parts[1]), (1...12).contains(month) else {
      return nil
    }
    guard parts.count == 3, !parts[2].isEmpty else { return date(number, month) }
    guard let year = Int(parts[2]) else { return nil }
    return Day(year: year < 100 ? 2000 + year : year, month: month, day: number)
  }

  /// This year's, or the next year's where it is over.
  private func date(_ number: Int, _ month: Int) -> Day? {
    let year = today.parts.year
    guard let date = Day(year: year, month: month, day: number) else { return nil }
    return date >= today ? date : Day(year: year + 1, month: month, day: number)
  }

  private static func month(_ word: String) -> Int? {
    let stems = [
      ["янв", "jan"], ["фев", "feb"], ["мар", "mar"], ["апр", "apr"], ["мая", "май", "may"], ["июн", "jun"],
      ["июл", "jul"], ["авг", "aug"], ["сен", "sep"], ["окт", "oct"], ["ноя", "nov"], ["дек", "dec"],
    ]
    let names = [
      "января", "февраля", "марта", "апреля", "мая", "июня", "июля", "августа", "сентября", "октября", "ноября",
      "декабря", "january", "february", "march", "april", "may", "june", "july", "august", "september", "october",
      "november", "december",
    ]
    let plain = word.trimmingCharacters(in: ["."])
    guard names.contains(plain) || stems.contains(where: { $0.contains(plain) }) else { return nil }
    return stems.firstIndex { $0.contains { plain.hasPrefix($0) } }.map { $0 + 1 }
  }

  // MARK: - Hours: «15:00», «в 15», «в 3 часа дня», “3pm”, «утром»

  private mutating func takeClock(at index: Int) -> Bool {
    guard clock == nil, moment == nil else { return false }
    let isLed = ["в", "at", "к", "до", "by"].contains(words[index].key)
    let place = isLed ? index + 1 : index
    guard let word = key(place) else { return false }
    if let minutes = Self.clock(word, dots: isLed) { return take(index...place) { $0.clock = minutes } }
    if let (hour, end) = spokenHour(at: place, isLed: isLed) { return take(index...end) { $0.clock = hour * 60 } }
    let parts = ["утром": 10, "днем": 14, "вечером": 18, "morning": 10, "afternoon": 14, "evening": 18, "обед": 13]
    if let hour = parts[word], !isLed || word == "обед" { return take(index...place) { $0.clock = hour * 60 } }
    return false
  }

  /// «3 часа дня», «9 утра», «в 15».
  private func spokenHour(at place: Int, isLed: Bool) -> (hour: Int, end: Int)? {
    guard let word = key(place), let number = number(word), (0...23).contains(number) else { return nil }
    var end = place
    if let unit = key(place + 1), ["час", "часа", "часов", "ч"].contains(unit) { end = place + 1 }
    let halves = ["утра": 0, "дня": 12, "вечера": 12, "ночи": 0, "am": 0, "pm": 12]
    // «на 3 дня» is no hour.
    if let half = key(end + 1), let shift = halves[half], number <= 12, half != "дня" || isLed || end > place {
      return (number % 12 + shift, end + 1)
    }
    return isLed || end > place ? (number, end) : nil
  }

  /// `15:00`, `15.00` where it is led by «в», `3pm`, `10:30am`.
  private static func clock(_ word: String, dots: Bool) -> Int? {
    var text = word
    var shift: Int?
    for (ending, hours) in [("am", 0), ("pm", 12)] where text.hasSuffix(ending) {
      text = String(text.dropLast(2))
      shift = hours
    }
    if dots { text = text.replacing(".", with: ":") }
    let parts = text.split(separator: ":", omittingEmptySubsequences: false)
    guard let hour = Int(parts[0]), parts.count == 2 || (parts.count == 1 && shift != nil) else { return nil }
    guard parts.count == 1 || parts[1].count == 2, let minute = parts.count == 2 ? Int(parts[1]) : 0 else { return nil }
    guard (0...59).contains(minute) else { return nil }
    if let shift { return (1...12).contains(hour) ? (hour % 12 + shift) * 60 + minute : nil }
    return (0...23).contains(hour) ? hour * 60 + minute : nil
  }

  /// «пн 10 встреча»: a number right behind the day is its hour.
  private mutating func takeBareHour() {
    guard clock == nil, moment == nil, day != nil else { return }
    // A smaller number is more likely of things: «завтра 2 фильтра привезти».
    guard let last = words.lastIndex(where: \.isTaken), let hour = key(last + 1).flatMap(number),
      (7...22).contains(hour)
    else { return }
    _ = take(last + 1...last + 1) { $0.clock = hour * 60 }
  }

  // MARK: - Words

  private func key(_ index: Int) -> String? {
    words.indices.contains(index) && !words[index].isTaken ? words[index].key : nil
  }

  private func number(_ word: String) -> Int? {
    word.count <= 3 && word.allSatisfy { $0.isASCII && $0.isNumber } ? Int(word) : nil
  }

  private mutating func take(_ range: ClosedRange<Int>, _ note: (inout LineReading) -> Void) -> Bool {
    note(&self)
    for index in range { words[index].isTaken = true }
    return true
  }
}
