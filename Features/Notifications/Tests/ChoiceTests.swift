import Deals
import Foundation
import Kernel
import Post
import Support
import Testing
import Web
import World

@testable import Notifications

/// By which ways people are told.
@Suite struct ChoiceTests {
  @Test func everyNoticeBelongsToATopicThatHasItsWords() async throws {
    let world = try await World(.sqlite)
    let topics = world.site.features.flatMap(\.noticeTopics)
    let known = Set(topics.flatMap(\.kinds))
    for language in Texts.languages {
      let keys = world.site.texts.keys(in: language)
      let said = keys.filter { $0.hasPrefix("notices.") }
        .map { $0.dropFirst("notices.".count).replacing(".many", with: "") }
      #expect(Set(said.map { String($0) }).subtracting(known).isEmpty)
      for topic in topics {
        #expect(keys.contains("notice_topics.\(topic.key)") && keys.contains("notice_topics.\(topic.key).about"))
      }
    }
    #expect(Set(topics.map(\.key)).count == topics.count && known.count == topics.flatMap(\.kinds).count)
    await world.end()
  }

  @Test(arguments: TestEngine.available)
  func whoWantsNothingIsToldNothing(_ engine: TestEngine) async throws {
    let world = try await World(engine)
    try await world.choose(world.vera, "mention", [])
    try await world.mention(world.vera)
    #expect(try await world.waiting(world.vera) == [])
    #expect(try await world.count(world.vera) == 0)
    await world.end()
  }

  @Test(arguments: TestEngine.available)
  func whatIsToldByLetterAloneIsNotInTheBell(_ engine: TestEngine) async throws {
    let world = try await World(engine)
    try await world.setMail()
    try await world.choose(world.vera, "mention", [.mail])
    try await world.mention(world.vera)
    #expect(try await world.waiting(world.vera) == ["mail"])
    #expect(try await world.count(world.vera) == 0)
    await world.end()
  }

  @Test(arguments: TestEngine.available)
  func aWayThatLeadsNowhereIsNotTaken(_ engine: TestEngine) async throws {
    let world = try await World(engine)
    // No mail server, no browser.
    try await world.choose(world.vera, "mention", [.page, .mail, .push])
    try await world.mention(world.vera)
    #expect(try await world.waiting(world.vera) == [])
    #expect(try await world.count(world.vera) == 1)
    await world.end()
  }

  @Test(arguments: TestEngine.available)
  func aChoiceIsLoggedAndAStaleOneRefused(_ engine: TestEngine) async throws {
    let world = try await World(engine)
    let changed = try await world.write(as: world.anna) { work in
      try work.noticeChoices.change(expecting: 1) { $0.digestAt = 7 * 60 }
    }
    #expect(changed.version == 2 && changed.digestAt == 420)
    await #expect(throws: Conflict("stale")) {
      try await world.write(as: world.anna) { try $0.noticeChoices.change(expecting: 1) { $0.digestAt = nil } }
    }
    let logged = try await world.read(as: world.anna) { work in
      try work.history(of: Subject("person", world.anna.number), before: nil, limit: 5).map(\.kind)
    }
    #expect(logged.first == "notice_choices_changed")
    // Nobody else's changed.
    #expect(try await world.read(as: world.boris) { try $0.noticeChoices.mine() } == NoticeChoices())
    await world.end()
  }
}

extension World {
  func topic(_ key: String) throws -> NoticeTopic {
    guard let topic = site.features.flatMap(\.noticeTopics).first(where: { $0.key == key }) else {
      throw NotFound("topic")
    }
    return topic
  }

  func choose(_ person: ID<Person>, _ key: String, _ ways: Set<NoticeChannel>) async throws {
    let topic = try topic(key)
    try await write(as: person) { try $0.noticeChoices.change { $0.choose(ways, for: topic) } }
  }

  /// Letters go to a server that nobody reaches.
  func setMail() async throws {
    let settings = MailSettings(
      host: "127.0.0.1", port: 25, security: .none, user: nil, sealedPassword: nil, sender: "crm@mail.test",
      site: "https://crm.test")
    try await write(as: ada) { try $0.mail.change(to: settings) }
  }

  /// Anna names somebody in a comment on a deal of hers.
  func mention(_ person: ID<Person>, phone: String = "+7 911 204-18-36") async throws {
    let name = crm.installation.people[person]?.name ?? ""
    let deal = try await deal(of: anna, phone: phone)
    try await write(as: anna) { try $0.deals.comment(deal.id, "@\(name), посмотрите?") }
  }

  /// By which ways something waits to be told to him.
  func waiting(_ person: ID<Person>) async throws -> [String] {
    try await read(as: person) { work in
      try work.all("SELECT mail_waits, push_waits FROM notification WHERE person_id = \(person)") { row in
        [try row[0] ? "mail" : nil, try row[1] ? "push" : nil].compactMap(\.self)
      }.flatMap(\.self)
    }
  }

  /// How many stand in his bell's list.
  func count(_ person: ID<Person>) async throws -> Int {
    let records = site.records
    return try await read(as: person) { try $0.notifications(records).count() }
  }

  /// The letters of that kind, the oldest first.
  func letters(_ kind: String) async throws -> [Letter] {
    try await read(as: ada) { work in
      try work.values("SELECT id FROM letter WHERE kind = \(kind) ORDER BY id", as: ID<Letter>.self)
        .compactMap { try work.letter($0) }
    }
  }

  /// Does what is due now.
  func drain() async throws { try await Worker(crm: crm, kinds: site.jobs).drain() }
}
