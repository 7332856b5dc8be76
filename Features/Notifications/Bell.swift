import Kernel
import Post
import Store

/// Events that concern somebody by name become his notifications, in their own transaction. Here, and
/// nowhere else, is decided by which ways he is told.
struct Bell: Sendable {
  /// By the kinds of notice.
  let topics: [String: NoticeTopic]

  init(_ topics: [NoticeTopic]) {
    self.topics = Dictionary(
      topics.flatMap { topic in topic.kinds.map { ($0, topic) } }, uniquingKeysWith: { first, _ in first })
  }

  var reaction: Reaction {
    .atOnce { work, event, number in
      guard !event.notices.isEmpty, !work.actor.isQuiet else { return }
      for notice in Set(event.notices) {
        // Nobody needs to be told what he did himself.
        guard notice.person != work.actor.id, let person = work.installation.people[notice.person], person.active
        else { continue }
        let channels = try self.channels(for: notice, to: person, in: work)
        guard !channels.isEmpty else { continue }
        try tell(notice, of: event, number, by: channels, in: work)
        if channels.contains(.page) { work.announce(Notification.kind, to: notice.person, event: number) }
      }
    }
  }

  /// By which ways he wants to be told of it, as far as they lead to him.
  private func channels(for notice: Notice, to person: Person, in work: Work) throws -> Set<NoticeChannel> {
    guard let topic = topics[notice.kind], !person.job.isOutside else { return [.page] }
    var channels = try work.noticeChoices.of(person.id).channels(of: topic)
    if channels.contains(.mail), try MailSettings.read(work) == nil { channels.remove(.mail) }
    if channels.contains(.push), try !work.push.reaches(person.id) { channels.remove(.push) }
    return channels
  }

  /// Seconds in which the same from the same hand is one notification.
  private static let breath: Int64 = 60

  private func tell(
    _ notice: Notice, of event: any Event, _ number: Int64, by channels: Set<NoticeChannel>, in work: Work
  ) throws {
    if notice.isJoined, channels.contains(.page), try join(notice, in: work) { return }
    let isHidden = !channels.contains(.page)
    try work.execute(
      """
      INSERT INTO notification (
        person_id, kind, subject_kind, subject_id, event_id, actor_id, facts, path, times, at, read_at, hidden,
        mail_waits, push_waits
      )
      VALUES (\(notice.person), \(notice.kind), \(event.subject.kind), \(event.subject.number), \(number),
        \(work.actor.id), \(notice.facts.text), \(notice.path), 1, \(work.now), \(isHidden ? work.now : nil), \(isHidden),
        \(channels.contains(.mail)), \(channels.contains(.push)))
      """)
    if channels.contains(.push) { try NoticePush.look(for: notice.person, work) }
  }

  /// Whether it is told together with the newest that he has not read.
  private func join(_ notice: Notice, in work: Work) throws -> Bool {
    let since = work.now.adding(seconds: -Self.breath)
    let joined = try work.execute(
      """
      UPDATE notification SET times = times + 1, at = \(work.now), path = coalesce(\(notice.pathOfMany), path)
      WHERE id = (
        SELECT max(id) FROM notification
        WHERE person_id = \(notice.person) AND read_at IS NULL
      ) AND kind = \(notice.kind) AND actor_id IS NOT DISTINCT FROM \(work.actor.id) AND at >= \(since)
      """)
    return joined > 0
  }
}
