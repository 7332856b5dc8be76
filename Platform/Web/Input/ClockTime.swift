import Kernel

/// A time of the day in minutes after midnight, as forms and programs write it: `09:30`, at most `24:00`.
package enum ClockTime {
  /// As forms show it.
  package static func text(_ minutes: Int) -> String {
    let (hour, minute) = (minutes / 60, minutes % 60)
    return "\(hour < 10 ? "0" : "")\(hour):\(minute < 10 ? "0" : "")\(minute)"
  }

  /// Nil where it is none.
  package static func minutes(_ text: String) -> Int? {
    let parts = text.split(separator: ":", omittingEmptySubsequences: false)
    guard parts.count == 2, parts.allSatisfy({ $0.utf8.count == 2 && $0.utf8.allSatisfy { (48...57).contains($0) } }),
      let hour = Int(parts[0]), let minute = Int(parts[1]), minute < 60, hour * 60 + minute <= 24 * 60
    else { return nil }
    return hour * 60 + minute
  }

  /// A time of the day, in minutes after midnight.
  package static func field(_ name: String) -> Field<Int> {
    Field<Int>(name, schema: ["type": "string", "pattern": "^(([01][0-9]|2[0-3]):[0-5][0-9]|24:00)$"]) { json, _ in
      guard let minutes = json.string.flatMap(minutes) else { return .failure(.init("not_clock", field: name)) }
      return .success(minutes)
    }
  }
}
