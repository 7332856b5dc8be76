import Foundation
import Kernel
import Store
import Timeline
import Web

/// What the company says of itself.
package struct SettingsDraft: Sendable, Equatable {
  package var name: String
  package var zone: TimeZone
  package var currency: Currency
  package var language: String
  /// Working hours by weekday, 1 is Monday; a day without is off.
  package var week: [Int: WorkingCalendar.Hours]

  init(_ installation: Installation) {
    name = installation.name ?? ""
    zone = installation.company.zone
    currency = installation.currency
    language = installation.language
    week = installation.company.calendar.week
  }
}

extension Work {
  package var settings: Settings { Settings(work: self) }
}

/// What can be done with the settings: by those who may administer them.
package struct Settings {
  let work: Work
  package static let kind = "setting"

  /// The number of their newest reading.
  package func version() throws -> Int {
    try work.value("SELECT value FROM setting WHERE name = 'version'", as: String.self).flatMap { Int($0) } ?? 1
  }

  /// Changes what `edit` touches.
  /// - Throws: `Conflict` for a stale version.
  package func change(expecting version: Int? = nil, _ edit: (inout SettingsDraft) -> Void) throws {
    try require(version)
    let old = try draft()
    var draft = old
    edit(&draft)
    draft.name = draft.name.split(whereSeparator: \.isWhitespace).joined(separator: " ")
    guard !draft.name.isEmpty else { throw Refusal("required", field: "name") }
    // Hours count as told once somebody has said that they are right.
    if try work.value("SELECT 1 FROM setting WHERE name = 'hours'", as: Int.self) == nil || draft.week != old.week {
      try set("hours", WorkingCalendar.text(of: draft.week))
    }
    let changes = SettingsChanged.changes(from: old, to: draft)
    guard !changes.isEmpty else { return }
    try set("name", draft.name)
    try set("zone", draft.zone.identifier)
    try set("currency", draft.currency.rawValue)
    try set("language", draft.language)
    try touch()
    try work.record(SettingsChanged(changes: changes))
  }

  /// As they stand in the database, not as the last snapshot had them.
  func draft() throws -> SettingsDraft {
    let stored = Dictionary(
      try work.all("SELECT name, value FROM setting") { (try $0["name"] as String, try $0["value"] as String) },
      uniquingKeysWith: { $1 })
    var draft = SettingsDraft(work.installation)
    if let name = stored["name"] { draft.name = name }
    if let zone = stored["zone"].flatMap(TimeZone.init(identifier:)) { draft.zone = zone }
    if let currency = stored["currency"].flatMap(Currency.init(rawValue:)) { draft.currency = currency }
    if let language = stored["language"] { draft.language = language }
    if let hours = stored["hours"] { draft.week = WorkingCalendar.week(from: hours) }
    return draft
  }

  func require(_ version: Int?) throws {
    try work.actor.access.require(.administer, Settings.kind)
    guard let version else { return }
    guard try version == self.version() else { throw Conflict("stale") }
  }

  func touch() throws { try set("version", String(try version() + 1)) }

  func set(_ name: String, _ value: String) throws { try work.set(name, to: value) }
}

/// The company's name, zone, currency, language or working hours changed.
package struct SettingsChanged: Event {
  package static let kind = "settings_changed"
  let changes: [Fact.Change]
  package var subject: Subject { Subject(Settings.kind, 1) }
  package var audience: [ID<Person>]? { nil }
  package var facts: JSON { ["what": Fact.changes(changes)] }

  static func changes(from old: SettingsDraft, to new: SettingsDraft) -> [Fact.Change] {
    let plain: [Fact.Change?] = [
      Fact.Change("company", ifChangedFrom: .string(old.name), to: .string(new.name)),
      Fact.Change("zone", ifChangedFrom: .string(old.zone.identifier), to: .string(new.zone.identifier)),
      Fact.Change("currency", ifChangedFrom: .string(old.currency.rawValue), to: .string(new.currency.rawValue)),
      Fact.Change("language", ifChangedFrom: .string(old.language), to: .string(new.language)),
    ]
    let hours = (1...7).map { day in
      Fact.Change("weekday_\(day)", ifChangedFrom: text(old.week[day]), to: text(new.week[day]))
    }
    return (plain + hours).compactMap(\.self)
  }

  private static func text(_ hours: WorkingCalendar.Hours?) -> JSON {
    guard let hours else { return Fact.word("calendar.off") }
    return .string("\(ClockTime.text(hours.begin))–\(ClockTime.text(hours.end))")
  }
}
