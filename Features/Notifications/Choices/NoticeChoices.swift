import Foundation
import Kernel
import Store

/// How somebody wants to be told of what concerns him, and when he wants to be left alone (R78).
package struct NoticeChoices: Sendable, Equatable {
  /// The topics about which he chose, by their keys; the others are told as is usual.
  package internal(set) var channels: [String: Set<NoticeChannel>] = [:]
  package var rest = Rest()
  /// Minutes after midnight at which the morning's letter comes; nil is none.
  package var digestAt: Int? = 8 * 60 + 30
  package internal(set) var version = 1

  /// When letters and messages wait. The page is always silent.
  package struct Rest: Sendable, Equatable {
    /// Minutes after midnight; the end may lie on the next day.
    package var quiet: Quiet? = Quiet(from: 20 * 60, to: 8 * 60)
    package var isOnDaysOff = true
    /// Not before then: a holiday, a training.
    package var until: Instant?

    package struct Quiet: Sendable, Equatable {
      package let from: Int
      package let to: Int

      /// Nil where they are the same: that would be never or always.
      package init?(from: Int, to: Int) {
        guard from != to, (0...1440).contains(from), (0...1440).contains(to) else { return nil }
        (self.from, self.to) = (from, to)
      }

      func contains(_ minute: Int) -> Bool {
        from < to ? (from..<to).contains(minute) : minute >= from || minute < to
      }
    }

    /// When the rest is over in which `now` lies; nil where he may be told at once.
    package func end(at now: Instant, _ calendar: WorkingCalendar, in zone: TimeZone) -> Instant? {
      var moment = now
      // Night, day off and night follow each other: each step leads to the end of one of them.
      for _ in 0..<Self.patience {
        guard let next = step(from: moment, calendar, in: zone) else { break }
        moment = next
      }
      return moment == now ? nil : moment
    }

    /// So many steps are more than any row of days off.
    private static let patience = 100

    private func step(from moment: Instant, _ calendar: WorkingCalendar, in zone: TimeZone) -> Instant? {
      if let until, moment < until { return until }
      let day = moment.day(in: zone)
      if let quiet {
        let (hour, minute) = moment.clock(in: zone)
        let now = hour * 60 + minute
        if quiet.contains(now) {
          let endDay = quiet.to <= now ? day.adding(days: 1) : day
          let end = endDay.at(hour: quiet.to / 60, minute: quiet.to % 60, in: zone)
          if end > moment { return end }
        }
      }
      // A calendar without any working day has no days off either.
      if isOnDaysOff, !calendar.week.isEmpty, calendar.hours(on: day) == nil {
        return day.adding(days: 1).start(in: zone)
      }
      return nil
    }
  }

  package init() {}

  init(row: Row) throws {
    let chosen = try JSON(parsing: row["channels"] as String)
    for field in chosen.fields ?? [] {
      channels[field.name] = Set(
        (field.value.array ?? []).compactMap { $0.string.flatMap(NoticeChannel.init(rawValue:)) })
    }
    rest.quiet = nil
    let (from, to) = (try row["quiet_from"] as Int?, try row["quiet_to"] as Int?)
    if let from, let to { rest.quiet = Rest.Quiet(from: from, to: to) }
    rest.isOnDaysOff = try row["rests_on_days_off"]
    rest.until = try row["resting_until"]
    digestAt = try row["digest_at"]
    version = try row["version"]
  }

  /// By which ways he is told of it.
  package func channels(of topic: NoticeTopic) -> Set<NoticeChannel> { channels[topic.key] ?? topic.usual }

  package mutating func choose(_ chosen: Set<NoticeChannel>, for topic: NoticeTopic) {
    channels[topic.key] = chosen == topic.usual ? nil : chosen
  }

  var channelsText: String {
    JSON.object(
      channels.sorted { $0.key < $1.key }.map { topic, chosen in
        .init(topic, .array(NoticeChannel.allCases.filter(chosen.contains).map { .string($0.rawValue) }))
      }
    ).text
  }
}
