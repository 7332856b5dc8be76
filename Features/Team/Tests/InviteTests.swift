import Kernel
import Support
import Testing

@testable import Team

/// A link lets one person in, once, until it expires.
@Suite struct InviteTests {
  @Test(arguments: TestEngine.available) func aLinkLetsOnePersonIn(_ engine: TestEngine) async throws {
    try await withOffice(engine) { office in
      let password = try await Password.hashing("жёлтый чайник 8", cost: .light)
      let secret = try await office.write(as: office.olga) { work in
        try work.invites.make(InviteDraft(note: "Пётр", job: .consultant, language: "en")).secret
      }
      let id = try await office.crm.write(as: .system("invite")) { work in
        try work.invites.accept(
          secret: secret, name: "Пётр Ильин", email: "Petr@Test.Voronka", language: "ru", password: password)
      }
      let person = try #require(office.crm.installation.people[id])
      #expect(person.job == .consultant && person.language == "en" && person.email == "petr@test.voronka")
      await #expect(throws: NotFound.self) {
        try await office.crm.write(as: .system("invite")) { work in
          _ = try work.invites.accept(
            secret: secret, name: "Павел", email: "pavel@test.voronka", language: "ru", password: password)
        }
      }
    }
  }

  @Test(arguments: TestEngine.available) func aLinkExpiresAndCanBeTakenBack(_ engine: TestEngine) async throws {
    try await withOffice(engine) { office in
      let (late, ended) = try await office.write(as: office.olga) { work in
        let ended = try work.invites.make(InviteDraft(job: .manager, days: 30))
        try work.invites.end(ended.id)
        return (try work.invites.make(InviteDraft(job: .manager, days: 1)).secret, ended.secret)
      }
      #expect(try await office.read(as: office.olga) { try $0.invites.find(secret: late).job } == .manager)
      office.clock.advance(seconds: 86_401)
      for secret in [late, ended, "", "чужая"] {
        await #expect(throws: NotFound.self) {
          _ = try await office.read(as: office.olga) { try $0.invites.find(secret: secret) }
        }
      }
    }
  }

  @Test(arguments: TestEngine.available) func nobodyElseInvites(_ engine: TestEngine) async throws {
    try await withOffice(engine) { office in
      try await expectRefusal("forbidden") {
        try await office.write(as: office.anna) { _ = try $0.invites.make(InviteDraft(job: .owner)) }
      }
    }
  }

  @Test(arguments: TestEngine.available) func theLogDoesNotTellTheLink(_ engine: TestEngine) async throws {
    try await withOffice(engine) { office in
      let secret = try await office.write(as: office.olga) { try $0.invites.make(InviteDraft(job: .manager)).secret }
      let facts = try await office.read(as: office.olga) { work in
        try work.values("SELECT facts FROM event", as: String.self).joined()
      }
      #expect(!facts.contains(secret))
    }
  }
}
