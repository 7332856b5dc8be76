import Kernel
import Support
import Testing
import Web

@testable import Clients

struct CompanyRequisitesTests {
  @Test(arguments: TestEngine.available)
  func requisitesAndAccountsAreKeptAsTheyWereTold(_ engine: TestEngine) async throws {
    try await ClientsDesk.open(engine) { desk in
      let made = try await desk.write { work in
        var draft = CompanyDraft(type: .organisation, name: "ООО «Ромашка»")
        draft.inn = "7712345671"
        draft.requisites.fullName = " Общество с ограниченной ответственностью «Ромашка»"
        draft.requisites.director = "Иванов Пётр Сергеевич"
        draft.accounts = [
          BankAccount(
            bik: "044525225", bank: "ПАО Сбербанк", account: "4070 2810 2000 0000 0001",
            corrAccount: "30101810400000000225")
        ]
        return try work.companies.add(draft)
      }
      let read = try await desk.company(made.company.id)
      #expect(read.requisites.fullName == "Общество с ограниченной ответственностью «Ромашка»")
      #expect(read.accounts.map(\.account) == ["40702810200000000001"])
      #expect(read.accounts.first?.corrAccount == "30101810400000000225")
      let changed = try await desk.write {
        try $0.companies.change(made.company.id, expecting: 1) { $0.requisites.basis = "Устава" }
      }
      #expect(changed.company.version == 2)
      #expect(changed.accounts == read.accounts)
      var filter = CompanyFilter()
      filter.inn = "7712345671"
      let count = try await desk.read { [filter] in try $0.companies.count(filter) }
      #expect(count == 1)
    }
  }

  @Test(arguments: TestEngine.available)
  func numbersThatDoNotAgreeAreTakenOnPurposeOnly(_ engine: TestEngine) async throws {
    try await ClientsDesk.open(engine) { desk in
      @Sendable func add(_ trusts: Bool) async throws -> CompanyCard {
        try await desk.write { work in
          var draft = CompanyDraft(type: .organisation, name: "Too old")
          draft.inn = "123456789012"
          draft.accounts = [
            BankAccount(bik: "", account: ""), BankAccount(bik: "044525225", account: "40702810300000000001"),
          ]
          draft.trustsNumbers = trusts
          return try work.companies.add(draft)
        }
      }
      let doubts = try await refusal { _ = try await add(false) }
      #expect(doubts == ["inn": "bad_inn", "bank_accounts.1.account": "bad_account"])
      let kept = try await add(true)
      #expect(kept.company.inn == "123456789012")
      #expect(kept.accounts.count == 1)
      let renamed = try await desk.write {
        try $0.companies.change(kept.company.id, expecting: nil) { $0.name = "Still old" }
      }
      #expect(renamed.company.name == "Still old")
    }
  }
}

struct MembershipTests {
  @Test(arguments: TestEngine.available)
  func whoDecidesStandsFirst(_ engine: TestEngine) async throws {
    try await ClientsDesk.open(engine) { desk in
      let family = try await desk.meet("Дмитрий Ковалёв", phone: "89213307702").companyID
      let maria = try await desk.write { work in
        var draft = ContactDraft(name: ProperName(last: "Ковалёва", first: "Мария"))
        draft.place = (.decisionMaker, .spouse)
        draft.companyIDs = [family]
        draft.details.messengers = [.init(.telegram, "@maria")]
        return try work.contacts.add(draft)
      }
      let people = try await desk.read { try $0.contacts.of([family])[family] ?? [] }
      #expect(people.map(\.contact.id).first == maria.contact.id)
      #expect(people.first?.memberships == [Membership(family, role: .decisionMaker, kinship: .spouse)])
      let company = try await desk.company(family)
      #expect(company.messengers.map(\.folded) == ["telegram:maria"])
      let moved = try await desk.write {
        try $0.contacts.change(maria.contact.id, expecting: 1) { $0.memberships[0].role = .inquirer }
      }
      #expect(moved.memberships.first?.role == .inquirer)
      let events = try await desk.read { try $0.history(of: moved.contact.subject, before: nil, limit: 1) }
      #expect(events.first?.facts["what"]?["changes"]?.array?.first?["field"] == "role")
    }
  }

  @Test(arguments: TestEngine.available)
  func aNameInAMessengerIsTakenOnce(_ engine: TestEngine) async throws {
    try await ClientsDesk.open(engine) { desk in
      @Sendable func add(_ name: String, _ typed: String) async throws {
        _ = try await desk.write { work in
          var draft = CompanyDraft(type: .organisation, name: name)
          draft.details.messengers = [.init(.telegram, typed)]
          return try work.companies.add(draft)
        }
      }
      try await add("Первая", "https://t.me/Lavka")
      let taken = try await refusal { try await add("Вторая", "@lavka") }
      #expect(taken == ["messengers": "messenger_taken"])
      let unreadable = try await refusal { try await add("Третья", "два слова") }
      #expect(unreadable == ["messengers.0.name": "bad_messenger"])
    }
  }
}
