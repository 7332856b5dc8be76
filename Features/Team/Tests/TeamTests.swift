import Kernel
import Store
import Support
import Testing
import Web

@testable import Team

struct SuccessionTests {
  @Test func anOwnerMayGoWhereAnotherStays() throws {
    try Succession.check(from: .owner, to: nil, others: [.owner])
    try Succession.check(from: .owner, to: .manager, others: [.owner, .admin])
    try Succession.check(from: .admin, to: nil, others: [.owner])
    try Succession.check(from: .admin, to: .owner, others: [])
  }

  @Test(arguments: [(Job.owner, Job?.none, [Job.admin]), (.owner, .admin, []), (.admin, nil, [])])
  func theLastOneStays(_ job: Job, _ next: Job?, _ others: [Job]) {
    #expect(throws: Refusal.self) { try Succession.check(from: job, to: next, others: others) }
  }
}

struct PersonDraftTests {
  private let anna = PersonDraft(name: " Анна  Крылова ", email: " Anna@Lampa.example", job: .manager)

  @Test func nameAndEmailHaveOneSpelling() throws {
    let checked = try anna.checked()
    #expect(checked.name == "Анна Крылова")
    #expect(checked.email == "anna@lampa.example")
  }

  @Test func aPhoneIsNormalisedAndItsExtensionSetApart() throws {
    var draft = anna
    draft.phone = "8 (911) 204-18-36 доб. 12"
    let checked = try draft.checked()
    #expect(checked.phone == "+79112041836")
    #expect(checked.extensionNumber == "12")
  }

  @Test func allThatIsWrongIsNamedAtOnce() {
    var draft = anna
    (draft.name, draft.email, draft.phone, draft.extensionNumber) = (" ", "anna", "нет", "x1")
    do {
      _ = try draft.checked()
      Issue.record("taken")
    } catch let refusal as Refusal {
      #expect(refusal.violations.map(\.field) == ["name", "email", "phone", "extension"])
    } catch {
      Issue.record(error)
    }
  }

  @Test(arguments: ["a@b", "имя@почта.рф", "first.last+tag@sub.example.org"])
  func theseAreAddresses(_ email: String) { #expect(EmailAddress.isPlausible(email)) }

  @Test(arguments: ["", "a", "@b", "a@", "a@b@c", "a b@c", "a@b..c", "a,b@c", "a@b\u{0}"])
  func theseAreNot(_ email: String) { #expect(!EmailAddress.isPlausible(email)) }
}

@Suite struct TeamTests {
  @Test(arguments: TestEngine.available)
  func onlyAdministratorsAddPeople(_ engine: TestEngine) async throws {
    try await withOffice(engine) { office in
      let boris = PersonDraft(name: "Борис Дёмин", email: "boris@lampa.example", job: .manager)
      for person in [office.vera, office.anna] {
        try await expectRefusal("forbidden") {
          try await office.write(as: person) { _ = try $0.team.add(boris) }
        }
      }
      let id = try await office.write(as: office.olga) { try $0.team.add(boris) }
      #expect(office.crm.installation.people[id]?.name == "Борис Дёмин")
      #expect(try await office.read(as: office.vera) { try $0.team.count(.init()) } == 4)
    }
  }

  @Test(arguments: TestEngine.available)
  func anEmailBelongsToOnePerson(_ engine: TestEngine) async throws {
    try await withOffice(engine) { office in
      let double = PersonDraft(name: "Анна Вторая", email: "ANNA@lampa.example", job: .manager)
      try await expectRefusal("email_in_use") {
        try await office.write(as: office.olga) { _ = try $0.team.add(double) }
      }
      try await expectRefusal("email_in_use") {
        try await office.write(as: office.olga) { work in
          try work.team.change(office.anna) { $0.email = "vera@lampa.example" }
        }
      }
    }
  }

  @Test(arguments: TestEngine.available)
  func aStaleChangeIsRefused(_ engine: TestEngine) async throws {
    try await withOffice(engine) { office in
      let version = try await office.read(as: office.olga) { try $0.team.person(office.anna).version }
      try await office.write(as: office.olga) { work in
        try work.team.change(office.anna, expecting: version) { $0.name = "Анна Белова" }
      }
      try await expectRefusal("stale") {
        try await office.write(as: office.olga) { work in
          try work.team.change(office.anna, expecting: version) { $0.name = "Анна Крылова" }
        }
      }
    }
  }

  @Test(arguments: TestEngine.available)
  func theLastOwnerStays(_ engine: TestEngine) async throws {
    try await withOffice(engine) { office in
      try await expectRefusal("last_owner") {
        try await office.write(as: office.olga) { try $0.team.leave(office.olga, handing: []) }
      }
      try await expectRefusal("last_owner") {
        try await office.write(as: office.olga) { work in
          try work.team.change(office.olga) { $0.job = .admin }
        }
      }
      try await office.write(as: office.olga) { work in
        try work.team.change(office.vera) { $0.job = .owner }
        try work.team.change(office.olga) { $0.job = .admin }
      }
      #expect(office.crm.installation.people[office.olga]?.job == .admin)
    }
  }

  @Test(arguments: TestEngine.available)
  func leavingEndsSessionsAndTokens(_ engine: TestEngine) async throws {
    try await withOffice(engine) { office in
      try await office.write(as: office.anna) { work in
        _ = try work.beginSession(of: office.anna, address: "192.0.2.1", browser: "")
        _ = try work.team.createToken(of: office.anna, label: "Обмен со складом")
      }
      try await office.write(as: office.olga) { try $0.team.leave(office.anna, handing: []) }
      let left = try await office.read(as: office.olga) { work in
        (try work.sessions(of: office.anna).count, try work.tokens(of: office.anna).count)
      }
      #expect(left == (0, 0))
      #expect(office.crm.installation.people[office.anna]?.active == false)
    }
  }

  @Test(arguments: TestEngine.available)
  func anUnusedSessionEnds(_ engine: TestEngine) async throws {
    try await withOffice(engine) { office in
      try await office.write(as: office.anna) { work in
        _ = try work.beginSession(of: office.anna, address: "192.0.2.1", browser: "")
      }
      office.clock.advance(seconds: 31 * 86_400)
      #expect(try await office.read(as: office.anna) { try $0.sessions(of: office.anna).isEmpty })
    }
  }

  @Test(arguments: TestEngine.available)
  func aNewPasswordEndsTheOtherSessions(_ engine: TestEngine) async throws {
    try await withOffice(engine) { office in
      let kept = try await office.write(as: office.anna) { work in
        _ = try work.beginSession(of: office.anna, address: "192.0.2.1", browser: "old")
        _ = try work.beginSession(of: office.anna, address: "192.0.2.2", browser: "kept")
        return try #require(work.sessions(of: office.anna).first { $0.browser == "kept" })
      }
      let fresh = try await Password.hashing("жёлтый чайник 8", cost: .light)
      let browsers = try await office.write(as: office.anna) { work in
        let old = try #require(try work.team.password(of: office.anna))
        try work.team.replacePassword(old, by: fresh, keeping: kept.id)
        return try work.sessions(of: office.anna).map(\.browser)
      }
      #expect(browsers == ["kept"])
    }
  }

  @Test(arguments: TestEngine.available)
  func nobodyMakesTokensOfOthers(_ engine: TestEngine) async throws {
    try await withOffice(engine) { office in
      try await expectRefusal("forbidden") {
        try await office.write(as: office.olga) { work in
          _ = try work.team.createToken(of: office.anna, label: "чужой")
        }
      }
    }
  }

  @Test(arguments: TestEngine.available)
  func theEventLogHoldsNoSecrets(_ engine: TestEngine) async throws {
    try await withOffice(engine) { office in
      let password = try await Password.hashing("жёлтый чайник 8", cost: .light)
      let token = try await office.write(as: office.anna) { work in
        try work.team.createToken(of: office.anna, label: "Обмен")
      }
      try await office.write(as: office.olga) { try $0.team.setPassword(password, of: office.anna) }
      let facts = try await office.read(as: office.olga) { work in
        try work.values("SELECT facts FROM event", as: String.self).joined()
      }
      #expect(!facts.contains(token) && !facts.contains("scrypt"))
    }
  }

  @Test(arguments: TestEngine.available)
  func listsGoOnWhereTheyStopped(_ engine: TestEngine) async throws {
    try await withOffice(engine) { office in
      let names = try await office.read(as: office.anna) { work in
        let first = try work.team.people(.init(), after: nil, limit: 2)
        let rest = try work.team.people(.init(), after: first.next, limit: 2)
        #expect(rest.next == nil)
        return (first.items + rest.items).map(\.name)
      }
      #expect(names == ["Ольга Сергеева", "Вера Сотникова", "Анна Крылова"])
    }
  }
}
