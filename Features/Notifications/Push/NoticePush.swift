import Kernel
import Store
import Web

/// Messages to browsers about what somebody wants to be told of at once: what waits goes in one
/// message, what he read meanwhile in none, and nothing while he rests.
struct NoticePush: Sendable {
  let site: Site

  private static let name = "push_notices"
  private static let most = 50

  /// Looks for what waits for the person, as soon as this transaction holds.
  static func look(for person: ID<Person>, _ work: Work) throws {
    try work.enqueue(name, ["person_id": JSON(person)])
  }

  static let job: @Sendable (Site) -> JobKind = { site in
    JobKind(name) { _, arguments in
      guard let number = arguments["person_id"]?.integer else { return }
      try await NoticePush(site: site).send(to: ID(number))
    }
  }

  /// To everybody for whom something waits.
  func send() async throws {
    let waiting = try await site.crm.read(as: NoticeWatch.actor) { work in
      // notification_push_waits
      try work.values("SELECT DISTINCT person_id FROM notification WHERE push_waits", as: ID<Person>.self)
    }
    for person in waiting { try await send(to: person) }
  }

  private func send(to id: ID<Person>) async throws {
    let crm = site.crm
    guard let person = crm.installation.people[id], person.active else {
      return try await crm.write(as: NoticeWatch.actor) { try Self.settle(id, $0) }
    }
    let (reader, records) = (site.reader(language: person.language, for: person.id), site.records)
    try await crm.write(as: Actor(person, in: crm.installation)) { work in
      let rest = try work.noticeChoices.mine().rest
      guard rest.end(at: work.now, work.installation.calendar, in: work.installation.zone) == nil else { return }
      let items = try work.notifications(records).rows(
        "notification.push_waits AND (notification.hidden OR notification.read_at IS NULL)", limit: Self.most)
      try Self.settle(person.id, work)
      guard let newest = items.first else { return }
      let message: PushMessage
      if items.count == 1 {
        let words = NotificationWording(newest, reader, work.installation)
        let name = try NotificationsPage.names(of: items, records, work)[newest.subject]
        message = PushMessage(
          title: words.sentence, body: words.quote ?? name ?? "", path: "/notifications/\(newest.id)",
          tag: "notification-\(newest.id)")
      } else {
        let lines = try NoticeLines(items, reader, records, work).lines.prefix(3).map(\.text)
        message = PushMessage(
          title: reader.count("letters.notices", items.count), body: lines.joined(separator: "\n"),
          path: "/notifications", tag: "notifications")
      }
      for subscription in try work.push.subscriptions(of: person.id) {
        try PushCarrier.queue(message, to: subscription.id, in: work)
      }
    }
  }

  private static func settle(_ person: ID<Person>, _ work: Work) throws {
    try work.execute("UPDATE notification SET push_waits = FALSE WHERE person_id = \(person) AND push_waits")
  }
}
