import Foundation
import Kernel
import Web

extension Field where Value == TimeZone {
  /// A place of the time zone database: `Europe/Moscow`.
  package static func zone(_ name: String) -> Field {
    Field(name, schema: ["type": "string"]) { json, _ in
      guard let zone = json.string.flatMap(TimeZone.init(identifier:)) else {
        return .failure(.init("unknown_zone", field: name))
      }
      return .success(zone)
    }
  }
}

/// The time zones to choose from, by the places that people know.
package enum ZoneChoice {
  /// - Parameter zone: the one that is chosen, which is offered in any case.
  package static func options(_ reader: Reader, with zone: TimeZone) -> [(value: String, label: String)] {
    var named = places
    if !named.contains(zone.identifier) { named.insert(zone.identifier, at: 0) }
    return named.compactMap(TimeZone.init(identifier:)).map { ($0.identifier, name(of: $0, reader)) }
  }

  /// `Омск, UTC+6`
  package static func name(of zone: TimeZone, _ reader: Reader) -> String {
    let key = "zones.\(zone.identifier)"
    let place = reader.knows(key) ? reader(key) : zone.identifier
    return "\(place), \(offset(of: zone, at: reader.now))"
  }

  private static func offset(of zone: TimeZone, at now: Instant) -> String {
    let minutes = zone.secondsFromGMT(for: now.date) / 60
    guard minutes != 0 else { return "UTC" }
    let (hours, rest) = (abs(minutes) / 60, abs(minutes) % 60)
    return "UTC\(minutes < 0 ? "−" : "+")\(hours)\(rest == 0 ? "" : ":\(rest)")"
  }

  private static let places = [
    "Europe/Kaliningrad", "Europe/Moscow", "Europe/Samara", "Asia/Yekaterinburg", "Asia/Omsk",
    "Asia/Novosibirsk", "Asia/Krasnoyarsk", "Asia/Irkutsk", "Asia/Yakutsk", "Asia/Vladivostok",
    "Asia/Magadan", "Asia/Kamchatka", "Europe/Minsk", "Europe/Kyiv", "Asia/Tbilisi",
    "Asia/Yerevan", "Asia/Tashkent", "Asia/Almaty", "Asia/Bishkek", "Europe/London",
    "Europe/Berlin", "America/New_York", "UTC",
  ]
}
