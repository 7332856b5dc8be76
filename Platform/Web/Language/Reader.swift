import Foundation
import Kernel

/// The person a page or an answer is for: words, numbers and dates as he reads them.
package struct Reader: Sendable {
  package let language: String
  package let zone: TimeZone
  package let now: Instant
  package let currency: Currency
  private let words: Texts.Words

  package init(
    language: String, zone: TimeZone, now: Instant, currency: Currency, texts: Texts
  ) {
    self.language = language
    self.zone = zone
    self.now = now
    self.currency = currency
    words = texts.words(in: language)
  }

  /// The text of that key with its `{places}` filled. A missing key shows itself.
  package func callAsFunction(_ key: String, _ arguments: [String: String] = [:]) -> String {
    switch words[key] {
    case .plain(let text): filled(text, arguments)
    case .plural(let forms): filled(forms["other"] ?? forms["many"] ?? key, arguments)
    case nil: key
    }
  }

  /// The text in the plural form of `number`, which stands at `{count}`.
  package func count(_ key: String, _ number: Int, _ arguments: [String: String] = [:]) -> String {
    let arguments = arguments.merging(["count": grouped(Int64(number))]) { $1 }
    guard case .plural(let forms) = words[key] else { return self(key, arguments) }
    let category = Plural.category(of: number, in: language)
    return filled(forms[category] ?? forms["other"] ?? forms["many"] ?? key, arguments)
  }

  /// Whether there is a text of that key.
  package func knows(_ key: String) -> Bool { words[key] != nil }

  /// One pass over the bytes: a board says some five hundred of these.
  private func filled(_ text: String, _ arguments: [String: String]) -> String {
    guard !arguments.isEmpty, text.utf8.contains(UInt8(ascii: "{")) else { return text }
    var filled = ""
    var rest = text[...]
    while let open = rest.utf8.firstIndex(of: UInt8(ascii: "{")),
      let close = rest[open...].utf8.firstIndex(of: UInt8(ascii: "}"))
    {
      filled += rest[..<open]
      let name = String(rest[rest.utf8.index(after: open)..<close])
      filled += arguments[name] ?? "{\(name)}"
      rest = rest[rest.utf8.index(after: close)...]
    }
    return filled + rest
  }
}

extension Reader {
  package var today: Day { now.day(in: zone) }

  /// `1 250 000 ₽`, with spaces that do not break; kopecks only where there are some.
  package func money(_ money: Money) -> String {
    let (whole, fraction) = money.minor.magnitude.quotientAndRemainder(dividingBy: 100)
    let sign = money.minor < 0 ? "−" : ""
    let decimals = fraction == 0 ? "" : "\(language == "ru" ? "," : ".")\(fraction < 10 ? "0" : "")\(fraction)"
    let number = sign + grouped(Int64(whole)) + decimals
    return language == "en" && (money.currency == .usd || money.currency == .eur)
      ? sign + money.currency.sign + grouped(Int64(whole)) + decimals
      : "\(number)\u{00A0}\(money.currency.sign)"
  }

  /// `1 250 000`.
  package func grouped(_ number: Int64) -> String {
    let digits = String(number.magnitude)
    guard digits.count > 4 || (digits.count == 4 && language == "en") else {
      return digits.count == 4 && language == "ru" ? sign(number) + group(digits) : String(number)
    }
    return sign(number) + group(digits)
  }

  private func sign(_ number: Int64) -> String { number < 0 ? "−" : "" }

  private func group(_ digits: String) -> String {
    let separator = language == "en" ? "," : "\u{00A0}"
    var grouped = ""
    for (index, digit) in digits.enumerated() {
      if index > 0, (digits.count - index) % 3 == 0 { grouped += separator }
      grouped.append(digit)
    }
    return grouped
  }

  /// `14 мая`, with the year where it is not this one.
  package func day(_ day: Day) -> String {
    let (year, month, number) = day.parts
    let name = self("time.month.\(month)")
    let short = language == "en" ? "\(name)\u{00A0}\(number)" : "\(number)\u{00A0}\(name)"
    guard year != today.parts.year else { return short }
    return language == "en" ? "\(short), \(year)" : "\(short)\u{00A0}\(year)"
  }

  /// `Сегодня, вт, 14 мая`: the heading of a day in a history.
  package func dayHeading(_ day: Day) -> String {
    let weekday = self("time.weekday.\(day.weekday)")
    let plain = "\(weekday), \(self.day(day))"
    return switch today.number - day.number {
    case 0: "\(self("time.today")), \(plain)"
    case 1: "\(self("time.yesterday")), \(plain)"
    default: plain
    }
  }

  /// `14:02`.
  package func time(_ instant: Instant) -> String {
    let (hour, minute) = instant.clock(in: zone)
    return "\(hour < 10 ? "0" : "")\(hour):\(minute < 10 ? "0" : "")\(minute)"
  }

  /// `14:02` today, else `14 мая, 14:02`.
  package func moment(_ instant: Instant) -> String {
    let day = instant.day(in: zone)
    return day == today ? time(instant) : "\(self.day(day)), \(time(instant))"
  }

  /// How long something took or lasts: `3 дня`, `2 ч`, `12 мин`.
  package func duration(seconds: Int64) -> String {
    switch seconds {
    case ..<60: self("time.moment")
    case ..<3600: count("time.minutes", Int(seconds / 60))
    case ..<86_400: count("time.hours", Int(seconds / 3600))
    default: count("time.days", Int(seconds / 86_400))
    }
  }
}
