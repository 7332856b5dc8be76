import HTML
import Kernel
import Post
import Store
import Web

/// Letters about what somebody wants to be told of by mail: what comes within some minutes goes in one
/// letter, what he read meanwhile in none, and nothing while he rests.
struct NoticeLetters: Sendable {
  let site: Site

  private var crm: CRM { site.crm }
  /// Seconds for which the first notice waits for others.
  private static let gathering: Int64 = 300
  /// Nobody reads more in one letter.
  private static let most = 50

  /// Whoever has something waiting, with when the oldest of it came.
  func send() async throws {
    let waiting = try await crm.read(as: NoticeWatch.actor) { work in
      // notification_mail_waits
      try work.all("SELECT person_id, min(at) FROM notification WHERE mail_waits GROUP BY person_id") {
        (try $0[0] as ID<Person>, try $0[1] as Instant)
      }
    }
    for (id, since) in waiting where crm.clock.now.seconds(since: since) >= Self.gathering {
      guard let person = crm.installation.people[id], person.active else {
        try await crm.write(as: NoticeWatch.actor) { try Self.settle(id, $0) }
        continue
      }
      try await send(to: person)
    }
  }

  private func send(to person: Person) async throws {
    let leaving = try LetterLeaving(person.id, .notices).path(crm.vault)
    let (reader, records) = (site.reader(language: person.language, for: person.id), site.records)
    try await crm.write(as: Actor(person, in: crm.installation)) { work in
      let rest = try work.noticeChoices.mine().rest
      guard rest.end(at: work.now, work.installation.calendar, in: work.installation.zone) == nil else { return }
      let settings = try MailSettings.read(work)
      let items = try work.notifications(records).rows(
        "notification.mail_waits AND (notification.hidden OR notification.read_at IS NULL)", limit: Self.most)
      try Self.settle(person.id, work)
      guard let settings, !items.isEmpty else { return }
      let lines = try NoticeLines(items, reader, records, work).lines
      let title =
        lines.count == 1 ? lines[0].text : reader.count("letters.notices", items.reduce(0) { $0 + max(1, $1.times) })
      guard let section = DigestSection(reader("notifications.title"), lines, path: "/notifications") else { return }
      let content = LetterContent(
        title: title, intro: nil, sections: [section], site: settings.site, leaving: leaving, reader: reader)
      try work.post(
        Mail(
          "notices", to: person, subject: title, text: content.text, html: content.html.text, leaving: leaving))
    }
  }

  private static func settle(_ person: ID<Person>, _ work: Work) throws {
    try work.execute("UPDATE notification SET mail_waits = FALSE WHERE person_id = \(person) AND mail_waits")
  }
}

/// Notifications as lines of a letter or of a message.
struct NoticeLines {
  let lines: [DigestSection.Line]

  init(_ items: [Notification], _ reader: Reader, _ records: [String: RecordKind], _ work: Work) throws {
    let names = try NotificationsPage.names(of: items, records, work)
    lines = items.map { item in
      let words = NotificationWording(item, reader, work.installation)
      let text = [words.sentence, item.times > 1 ? nil : names[item.subject], words.quote.map { "«\($0)»" }]
      return .init(text.compactMap(\.self).joined(separator: " · "), path: "/notifications/\(item.id)")
    }
  }
}
