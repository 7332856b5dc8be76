import Deals
import Kernel
import Web

/// The fields in which a call comes in.
package enum CallForm {
  static let dealID = Field<ID<Deal>>.id("deal_id", of: Deal.self)
  static let direction = Field<PhoneCall.Direction>.choice("direction", PhoneCall.Direction.allCases)
  static let phone = Field<String>.line("phone", max: 60).noted("The client's number")
  static let at = Field<Instant>.instant("at").noted("When the talk began")
  static let seconds = Field<Int>.integer("seconds", in: 0...86_400).noted("How long they talked")
  static let minutes = Field<Int>.integer("minutes", in: 0...600)
  static let personID = Field<ID<Person>>.id("person_id", of: Person.self).noted("Who of us talked; the caller")
  static let note = Field<String>.text("note", max: 2000)
  static let localAt = Field<String>.line("at", max: 40)

  /// A moment of the company's own clock, as browsers send it: `2026-03-02T09:30`.
  /// - Throws: a `Refusal` for anything else.
  package static func moment(_ text: String, in installation: Installation, field: String = "at") throws -> Instant {
    let parts = text.split(separator: "T")
    let clock = parts.count == 2 ? parts[1].split(separator: ":").compactMap { Int($0) } : []
    guard parts.count == 2, let day = Day(String(parts[0])), clock.count >= 2, (0..<24).contains(clock[0]),
      (0..<60).contains(clock[1])
    else { throw Refusal("not_instant", field: field) }
    return day.at(hour: clock[0], minute: clock[1], in: installation.zone)
  }
}
