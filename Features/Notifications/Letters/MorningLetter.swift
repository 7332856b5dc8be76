import Kernel
import Post
import Store
import Web

/// The letter of the morning: what waits for the person today, put together by the features. It comes
/// once on each of his working days, at the time that he chose, and only where there is something to say.
struct MorningLetter: Sendable {
  let site: Site
  let parts: [DigestPart]

  private var crm: CRM { site.crm }
  /// Seconds after which a morning that nobody was there to write to is over.
  private static let morning: Int64 = 4 * 3600
  private static let unread = 10

  func send() async throws {
    for person in try await crm.read(as: NoticeWatch.actor, Self.due) { try await send(to: person) }
  }

  /// Whose time has come and who has no letter of today yet.
  private static func due(_ work: Work) throws -> [Person] {
    guard try MailSettings.read(work) != nil else { return [] }
    let chosen = Dictionary(
      try work.all("SELECT * FROM notice_choice") { (try $0["person_id"] as ID<Person>, try NoticeChoices(row: $0)) },
      uniquingKeysWith: { $1 })
    // By no clock it is further from the company's day.
    let last = try work.all("SELECT person_id, day FROM digest WHERE day >= \(work.today.adding(days: -1))") {
      (try $0[0] as ID<Person>, try $0[1] as Day)
    }
    let done = Dictionary(grouping: last, by: \.0).mapValues { Set($0.map(\.1)) }
    return work.installation.peopleByName.filter { person in
      let branch = work.installation.branch(of: person.id)
      let today = branch.today(at: work.now)
      let choices = chosen[person.id] ?? NoticeChoices()
      guard person.active, !person.job.isOutside, branch.hours(on: today) != nil,
        done[person.id]?.contains(today) != true, let at = choices.digestAt,
        choices.rest.until.map({ $0 <= work.now }) ?? true
      else { return false }
      let begin = today.at(hour: at / 60, minute: at % 60, in: branch.zone)
      return begin <= work.now && work.now < begin.adding(seconds: morning)
    }
  }

  private func send(to person: Person) async throws {
    let leaving = try LetterLeaving(person.id, .digest).path(crm.vault)
    let (reader, records, parts) = (site.reader(language: person.language, for: person.id), site.records, parts)
    try await crm.write(as: Actor(person, in: crm.installation)) { work in
      // That the day is done is written with the letter: another server finds it, and so does the next start.
      let isFirst = try work.execute(
        "INSERT INTO digest (person_id, day) VALUES (\(person.id), \(work.today)) ON CONFLICT DO NOTHING")
      guard isFirst > 0, let settings = try MailSettings.read(work) else { return }
      var sections = try parts.sorted { $0.order < $1.order }.flatMap { try $0.read(work, reader) }
      let unread = try work.notifications(records).list(unread: true, limit: Self.unread).items
      let lines = try NoticeLines(unread, reader, records, work).lines
      sections += [DigestSection(reader("letters.unread"), lines, path: "/notifications?unread=1")].compactMap(\.self)
      guard !sections.isEmpty else { return }
      let title = reader("letters.digest", ["day": reader.dayHeading(work.today)])
      let content = LetterContent(
        title: title, intro: nil, sections: sections, site: settings.site, leaving: leaving, reader: reader)
      let letter = try work.post(
        Mail("digest", to: person, subject: title, text: content.text, html: content.html.text, leaving: leaving))
      try work.execute(
        "UPDATE digest SET letter_id = \(letter) WHERE person_id = \(person.id) AND day = \(work.today)")
    }
  }
}
