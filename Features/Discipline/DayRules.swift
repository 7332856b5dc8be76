import Clients
import Kernel
import Store
import Timeline

/// When and by which measures the company looks after its clients; the company's to choose.
package struct DayRules: Sendable, Equatable {
  /// Minutes before the end of the day at which people are told what is left; 0 is never.
  package var warning = 60
  /// Minutes after midnight at which the night's look through the clients begins.
  package var night = 3 * 60
  /// Days without contact after which a client gets a task, by type; 0 is never (R73). The days of his segment go
  /// before these (`Segment.silenceDays`).
  package var silence: [Company.Kind: Int] = [.organisation: 60, .entrepreneur: 60, .family: 180]
  /// Whoever brought as much is looked after sooner than his segment or type says, never later: the sum in minor
  /// units, and the days.
  package var dearFrom: Int64 = 100_000_000
  package var dearSilence = 30

  package static let warnings = 0...480
  package static let silences = 0...3650
}

/// What can be done with the rules of the day: by those who may administer the settings.
package struct DayRuleBook {
  let work: Work

  package func read() throws -> DayRules {
    let stored = Dictionary(
      try work.all("SELECT name, value FROM setting WHERE name IN \(list: Self.names)") {
        (try $0["name"] as String, try $0["value"] as String)
      }, uniquingKeysWith: { $1 })
    func number(_ name: String) -> Int? { stored[name].flatMap { Int($0) } }
    var rules = DayRules()
    if let warning = number("day_warning") { rules.warning = warning }
    if let night = number("client_night") { rules.night = night }
    for kind in Company.Kind.allCases {
      if let days = number("client_silence_\(kind.rawValue)") { rules.silence[kind] = days }
    }
    if let sum = stored["client_dear_from"].flatMap({ Int64($0) }) { rules.dearFrom = sum }
    if let days = number("client_dear_silence") { rules.dearSilence = days }
    return rules
  }

  /// - Throws: `Forbidden` for who may not administer the settings.
  package func change(to rules: DayRules) throws {
    try work.actor.access.require(.administer, "setting")
    guard (0..<24 * 60).contains(rules.night) else { throw Refusal("not_clock", field: "client_night") }
    let old = try read()
    guard old != rules else { return }
    for (name, value) in values(rules) { try work.set(name, to: value) }
    let changes = zip(values(old), values(rules)).compactMap { before, after in
      Fact.Change(after.name, ifChangedFrom: .string(before.value), to: .string(after.value))
    }
    try work.record(DayRulesChanged(changes: changes))
  }

  private func values(_ rules: DayRules) -> [(name: String, value: String)] {
    [("day_warning", String(rules.warning)), ("client_night", String(rules.night))]
      + Company.Kind.allCases.map { ("client_silence_\($0.rawValue)", String(rules.silence[$0] ?? 0)) }
      + [("client_dear_from", String(rules.dearFrom)), ("client_dear_silence", String(rules.dearSilence))]
  }

  private static let names =
    ["day_warning", "client_night", "client_dear_from", "client_dear_silence"]
    + Company.Kind.allCases.map { "client_silence_\($0.rawValue)" }
}

extension Work {
  package var dayRules: DayRuleBook { DayRuleBook(work: self) }
}
