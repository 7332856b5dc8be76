import Foundation
import Kernel
import Web

/// The fields by which a form says how somebody wants to be told.
struct NoticeChoiceForm {
  let topics: [NoticeTopic]

  static let quietFrom = ClockTime.field("quiet_from")
  static let quietTo = ClockTime.field("quiet_to")
  static let restsOnDaysOff = Field<Bool>.flag("rests_on_days_off")
  static let restingUntil = Field<Day>.day("resting_until")
  static let digestAt = ClockTime.field("digest_at")
  static let version = Field<Int>.integer("version", in: 1...Int(Int32.max))

  static func way(_ topic: NoticeTopic, _ channel: NoticeChannel) -> Field<Bool> {
    .flag("\(topic.key)_\(channel.rawValue)")
  }

  var fields: [any AnyField] {
    [Self.quietFrom, Self.quietTo, Self.restsOnDaysOff, Self.restingUntil, Self.digestAt, Self.version]
      + topics.flatMap { topic in NoticeChannel.allCases.map { Self.way(topic, $0) as any AnyField } }
  }

  /// Puts into `choices` what the form says. A way that leads nowhere now was not offered: it stays.
  func apply(_ input: Input, to choices: inout NoticeChoices, offered: Set<NoticeChannel>, in zone: TimeZone) throws {
    for topic in topics {
      let kept = choices.channels(of: topic).subtracting(offered)
      let chosen = offered.filter { input[Self.way(topic, $0)] ?? false }
      choices.choose(kept.union(chosen), for: topic)
    }
    choices.rest.quiet = try Self.quiet(input[Self.quietFrom], input[Self.quietTo])
    choices.rest.isOnDaysOff = input[Self.restsOnDaysOff] ?? false
    let day = input[Self.restingUntil]
    // What a program set to the hour stays, unless the day is another.
    if choices.rest.until?.day(in: zone) != day { choices.rest.until = day?.start(in: zone) }
    choices.digestAt = try Self.digest(input[Self.digestAt])
  }

  static func digest(_ minutes: Int?) throws -> Int? {
    guard minutes != 1440 else { throw Refusal("not_clock", field: "digest_at") }
    return minutes
  }

  /// Both ends or none.
  static func quiet(_ from: Int?, _ to: Int?) throws -> NoticeChoices.Rest.Quiet? {
    switch (from, to) {
    case (nil, nil): return nil
    case (let from?, let to?):
      guard let quiet = NoticeChoices.Rest.Quiet(from: from, to: to) else {
        throw Refusal("quiet_same", field: "quiet_to")
      }
      return quiet
    case (nil, _): throw Refusal("quiet_half", field: "quiet_from")
    case (_, nil): throw Refusal("quiet_half", field: "quiet_to")
    }
  }
}
