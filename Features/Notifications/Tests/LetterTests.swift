import Deals
import Foundation
import Kernel
import Post
import Support
import Testing
import Web
import World

@testable import Notifications

/// Letters: gathered, held back, sent once. The clock begins on Monday, 2 March 2026, at ten in Moscow.
@Suite struct LetterTests {
  @Test(arguments: TestEngine.available)
  func whatComesWithinMinutesGoesInOneLetter(_ engine: TestEngine) async throws {
    let world = try await World(engine)
    try await world.setMail()
    try await world.choose(world.vera, "mention", [.page, .mail])
    try await world.mention(world.vera)
    world.clock.advance(seconds: 100)
    try await world.mention(world.vera, phone: "+7 911 204-18-37")
    try await world.drain()
    #expect(try await world.letters("notices").isEmpty)
    world.clock.advance(seconds: 200)
    try await world.drain()
    let letters = try await world.letters("notices")
    #expect(letters.map(\.mail.address) == ["vera@test.voronka"])
    #expect(letters.first?.mail.subject == "2 новых уведомления")
    #expect(letters.first?.mail.text.contains("https://crm.test/notifications/") == true)
    world.clock.advance(seconds: 600)
    try await world.drain()
    #expect(try await world.letters("notices").count == 1)
    await world.end()
  }

  @Test(arguments: TestEngine.available)
  func whatWasReadMeanwhileIsNotWrittenOf(_ engine: TestEngine) async throws {
    let world = try await World(engine)
    let records = world.site.records
    try await world.setMail()
    try await world.choose(world.vera, "mention", [.page, .mail])
    try await world.mention(world.vera)
    try await world.write(as: world.vera) { try $0.notifications(records).readAll() }
    world.clock.advance(seconds: 600)
    try await world.drain()
    #expect(try await world.letters("notices").isEmpty)
    #expect(try await world.waiting(world.vera).isEmpty)
    await world.end()
  }

  @Test(arguments: TestEngine.available)
  func aLetterWaitsForTheEndOfTheNight(_ engine: TestEngine) async throws {
    let world = try await World(engine)
    try await world.setMail()
    try await world.choose(world.vera, "mention", [.page, .mail])
    world.clock.advance(seconds: 11 * 3600)  // nine in the evening
    try await world.mention(world.vera)
    world.clock.advance(seconds: 3600)
    try await world.drain()
    #expect(try await world.letters("notices").isEmpty)
    world.clock.advance(seconds: 10 * 3600 + 60)  // just after eight
    try await world.drain()
    #expect(try await world.letters("notices").count == 1)
    await world.end()
  }

  @Test(arguments: TestEngine.available)
  func theMorningLetterComesOnceWhoeverLooks(_ engine: TestEngine) async throws {
    let world = try await World(engine)
    let another = try await world.anotherServer()
    try await world.setMail()
    _ = try await world.deal(of: world.anna)
    try await another.crm.reload()
    world.clock.advance(seconds: 23 * 3600)  // Tuesday, nine
    async let one: Void = world.drain()
    async let other: Void = another.drain()
    _ = try await (one, other)
    for _ in 0..<3 {
      world.clock.advance(seconds: 61)
      try await world.drain()
      try await another.drain()
    }
    let letters = try await world.letters("digest")
    // Anna has an unanswered inquiry, Rita answers for her; the others have nothing to be told of.
    #expect(letters.map(\.mail.address).sorted() == ["anna@test.voronka", "rita@test.voronka"])
    let text = letters.first { $0.mail.address == "anna@test.voronka" }?.mail.text ?? ""
    #expect(text.contains("НОВЫЕ ОБРАЩЕНИЯ БЕЗ ОТВЕТА") && text.contains("Обратный осмос в загородный дом"))
    await another.crm.store.close()
    await world.end()
  }

  @Test(arguments: TestEngine.available)
  func thereIsNoMorningLetterOnADayOffNorInTheAfternoon(_ engine: TestEngine) async throws {
    let world = try await World(engine)
    try await world.setMail()
    _ = try await world.deal(of: world.anna)
    world.clock.advance(days: 5)
    try await world.drain()  // Saturday
    #expect(try await world.letters("digest").isEmpty)
    world.clock.advance(seconds: 2 * 86_400 + 5 * 3600)
    try await world.drain()  // Monday, three in the afternoon: the server was off in the morning
    #expect(try await world.letters("digest").isEmpty)
    await world.end()
  }

  @Test(arguments: TestEngine.available)
  func aSignedAddressEndsLettersAndAnotherDoesNot(_ engine: TestEngine) async throws {
    let world = try await World(engine)
    let path = try LetterLeaving(world.anna, .digest).path(world.crm.vault)
    let word = String(path.dropFirst("/letters/".count))
    #expect(try LetterLeaving(word, world.crm.vault) == LetterLeaving(world.anna, .digest))
    let forged = word.replacing("\(world.anna).digest", with: "\(world.boris).digest")
    #expect(try LetterLeaving(forged, world.crm.vault) == nil)
    let leaving = try #require(try LetterLeaving(word, world.crm.vault))
    let anna = world.crm.installation.people[world.anna]
    try await world.crm.write(as: .system("letters", for: anna)) { try leaving.end([], in: $0) }
    #expect(try await world.read(as: world.anna) { try $0.noticeChoices.mine().digestAt } == nil)
    await world.end()
  }

  @Test(arguments: TestEngine.available)
  func aLetterWhoseServerDiedIsNotSentAgainByItself(_ engine: TestEngine) async throws {
    let world = try await World(engine)
    try await world.setMail()
    let id = try await world.write(as: world.ada) { try $0.mail.test("Проверка", "Проверка") }
    // As a server leaves it that is killed while it waits for the mail server.
    try await world.write(as: world.ada) { work in
      _ = try work.execute("UPDATE letter SET state = 'sending', attempts = 1 WHERE id = \(id)")
    }
    try await world.drain()
    let letter = try await world.read(as: world.ada) { try $0.letter(id) }
    #expect(letter?.state == .unknown && letter?.attempts == 1)
    #expect(try await world.read(as: world.ada) { try $0.strandedLetters(limit: 5).map(\.id) } == [id])
    await world.end()
  }

  @Test(arguments: TestEngine.available)
  func thePasswordOfTheMailServerStaysForItsServerAndUserOnly(_ engine: TestEngine) async throws {
    let world = try await World(engine)
    let fields: [(String, JSON)] = [
      ("mail_host", "smtp.test"), ("mail_port", "587"), ("mail_security", "tls"), ("mail_user", "crm"),
      ("mail_sender", "crm@x.test"), ("mail_site", "https://x.test/"),
    ]
    func input(_ host: String) -> Input {
      let typed = fields.map { JSON.Field($0.0, $0.0 == "mail_host" ? .string(host) : $0.1) }
      return Input(.object(typed), fields: MailForm.fields, currency: .rub, strict: false)
    }
    let sealed = try world.crm.vault.seal("geheim", as: MailSettings.passwordName)
    let first = try MailForm.settings(input("smtp.test"), password: sealed, over: nil)
    #expect(first.sealedPassword == sealed && first.site == "https://x.test")
    #expect(try MailForm.settings(input("smtp.test"), password: nil, over: first).sealedPassword == sealed)
    #expect(throws: Refusal("required", field: "mail_password")) {
      try MailForm.settings(input("smtp.thief.test"), password: nil, over: first)
    }
    await world.end()
  }
}
