import Activities
import Clients
import Deals
import Foundation
import Kernel
import Store
import Web

/// One's own activities as other calendars read them.
struct FeedText: Sendable {
  let person: Person
  let activities: [Activity]
  /// What they hang on, as far as the person sees it.
  let deals: [Int64: String]
  let clients: [Int64: String]
  let reader: Reader
  /// Where the product answers: `https://crm.example`.
  let origin: String
  /// Part of what makes the numbers of entries worldwide unique.
  let host: String

  /// Nobody looks further back, or plans further ahead.
  static let (daysBehind, daysAhead, most) = (60, 400, 3_000)

  /// Reads what the person does himself, from the index activity_owner_due.
  static func read(
    _ work: Work, _ page: Page, _ person: Person, reader: Reader, origin: String, host: String
  ) throws -> FeedText {
    let zone = work.installation.zone
    var filter = ActivityFilter()
    filter.ownerID = person.id
    filter.from = work.today.adding(days: -daysBehind).start(in: zone)
    filter.to = work.today.adding(days: daysAhead).start(in: zone)
    let found = try work.activities.list(filter, .dueDown, limit: most).items.filter { $0.state != .cancelled }
    return FeedText(
      person: person, activities: found,
      deals: try page.records[Deal.kind]?.names(of: Set(found.compactMap { $0.dealID?.number }), in: work) ?? [:],
      clients: try page.records[Company.kind]?.names(of: Set(found.compactMap { $0.companyID?.number }), in: work)
        ?? [:],
      reader: reader, origin: origin, host: host)
  }

  var text: String {
    var calendar = ICalendar()
    calendar.component("VCALENDAR") { calendar in
      calendar.add("VERSION", "2.0")
      calendar.add("PRODID", "-//Voronka//Voronka CRM//RU")
      calendar.add("CALSCALE", "GREGORIAN")
      calendar.add("X-WR-CALNAME", text: reader("calendars.feed.name", ["name": person.name]))
      calendar.add("REFRESH-INTERVAL;VALUE=DURATION", "PT1H")
      calendar.add("X-PUBLISHED-TTL", "PT1H")
      for activity in activities { calendar.component("VEVENT") { write(activity, &$0) } }
    }
    return calendar.text
  }

  private func write(_ activity: Activity, _ calendar: inout ICalendar) {
    calendar.add("UID", "activity-\(activity.id)@\(host)")
    calendar.add("DTSTAMP", ICalendar.utc(activity.doneAt ?? activity.createdAt))
    switch activity.due {
    case .at(let begin):
      calendar.add("DTSTART", ICalendar.utc(begin))
      calendar.add("DTEND", ICalendar.utc(begin.adding(seconds: Int64(activity.length) * 60)))
      calendar.add("TRANSP", "OPAQUE")
    case .on(let day):
      calendar.add("DTSTART;VALUE=DATE", ICalendar.date(day))
      calendar.add("DTEND;VALUE=DATE", ICalendar.date(day.adding(days: 1)))
      calendar.add("TRANSP", "TRANSPARENT")
    }
    let isDone = activity.state == .done
    calendar.add("SUMMARY", text: isDone ? "✓ \(activity.title)" : activity.title)
    calendar.add("DESCRIPTION", text: description(of: activity))
    calendar.add("URL", "\(origin)/activities/\(activity.id)")
    calendar.add("CATEGORIES", text: reader("activities.kind.\(activity.kind.rawValue)"))
    calendar.add("STATUS", "CONFIRMED")
    calendar.add("SEQUENCE", String(activity.version - 1))
    guard !isDone, let reminder = activity.remindAt else { return }
    calendar.component("VALARM") { alarm in
      alarm.add("ACTION", "DISPLAY")
      alarm.add("DESCRIPTION", text: activity.title)
      if case .at(let begin) = activity.due {
        alarm.add("TRIGGER", ICalendar.duration(seconds: reminder.seconds(since: begin)))
      } else {
        alarm.add("TRIGGER;VALUE=DATE-TIME", ICalendar.utc(reminder))
      }
    }
  }

  private func description(of activity: Activity) -> String {
    let deal = activity.dealID.flatMap { deals[$0.number] }.map { "\(reader("calendars.deal")): \($0)" }
    let client = activity.companyID.flatMap { clients[$0.number] }.map { "\(reader("calendars.client")): \($0)" }
    let link = activity.dealID.map { "\(origin)/deals/\($0)" } ?? "\(origin)/activities/\(activity.id)"
    return [deal, client, activity.text, activity.result, link].compactMap(\.self).filter { !$0.isEmpty }
      .joined(separator: "\n")
  }
}
