import Kernel
import Support
import Testing
import Web

@testable import Clients

struct CompaniesTests {
  @Test(arguments: TestEngine.available)
  func aCompanyIsKeptAsItWasTold(_ engine: TestEngine) async throws {
    try await ClientsDesk.open(engine) { desk in
      let made = try await desk.write { work in
        var draft = CompanyDraft(type: .organisation, name: "  ООО  «Северный ветер» ")
        (draft.inn, draft.kpp, draft.ogrn) = ("7707083893", "773601001", "1027700132195")
        draft.phones = ["8 (812) 611-00-45 доб. 4", "+7 812 6110045", "89112041836"]
        draft.emails = ["Office@Wind.example"]
        draft.addresses = ["Москва, Тверская, 1", "Тула, Мира, 2"]
        draft.fields = ["этаж": 3]
        return try work.companies.add(draft)
      }
      let read = try await desk.company(made.company.id)
      #expect(read.company == made.company)
      #expect(read.company.name == "ООО «Северный ветер»")
      #expect(read.company.ownerID == desk.anna)
      #expect(read.phones.map(\.e164) == ["+78126110045", "+79112041836"])
      #expect(read.phones.first?.extensionDigits == "4")
      #expect(read.emails.map(\.text) == ["Office@Wind.example"])
      #expect(read.addresses == ["Москва, Тверская, 1", "Тула, Мира, 2"])
      #expect(read.company.fields["этаж"] == 3)
      #expect(read.company.version == 1)
    }
  }

  @Test(arguments: TestEngine.available)
  func everythingThatIsWrongIsNamedAtOnce(_ engine: TestEngine) async throws {
    try await ClientsDesk.open(engine) { desk in
      let wrong = try await refusal {
        _ = try await desk.write { work in
          var draft = CompanyDraft(type: .organisation, name: " ")
          (draft.inn, draft.kpp, draft.ogrn) = ("7707083890", "77", "1027700132190")
          (draft.phones, draft.emails) = (["12"], ["nobody"])
          return try work.companies.add(draft)
        }
      }
      #expect(
        wrong == [
          "name": "required", "inn": "bad_inn", "kpp": "bad_kpp", "ogrn": "bad_ogrn",
          "phones": "bad_phone", "emails": "bad_email",
        ])
    }
  }

  @Test(arguments: TestEngine.available)
  func aStaleChangeIsAConflict(_ engine: TestEngine) async throws {
    try await ClientsDesk.open(engine) { desk in
      let id = try await desk.meet(company: "ООО «Было»").companyID
      let changed = try await desk.write {
        try $0.companies.change(id, expecting: 1) { $0.name = "ООО «Стало»" }
      }
      #expect(changed.company.version == 2)
      await #expect(throws: Conflict.self) {
        try await desk.write { try $0.companies.change(id, expecting: 1) { $0.name = "Поздно" } }
      }
      let same = try await desk.write {
        try $0.companies.change(id, expecting: 2) { $0.name = "ООО «Стало»" }
      }
      #expect(same.company.version == 2)
      let events = try await desk.read { try $0.history(of: changed.company.subject, before: nil, limit: 10) }
      #expect(events.map(\.kind) == ["company_changed", "company_added"])
      #expect(events.first?.facts["what"]?["changes"]?.array?.count == 1)
    }
  }

  @Test(arguments: TestEngine.available)
  func onlyOnesDepartmentIsChanged(_ engine: TestEngine) async throws {
    try await ClientsDesk.open(engine) { desk in
      let id = try await desk.meet(company: "ООО «Ромашка»").companyID
      await #expect(throws: Forbidden.self) {
        try await desk.write(as: desk.gleb) {
          try $0.companies.change(id, expecting: nil) { $0.name = "Чужая" }
        }
      }
      let given = try await desk.write(as: desk.olga) { work in
        try work.companies.change(id, expecting: nil) { $0.ownerID = desk.gleb }
      }
      #expect(given.company.ownerID == desk.gleb)
      let wrong = try await refusal {
        _ = try await desk.write(as: desk.olga) { work in
          try work.companies.change(id, expecting: nil) { $0.ownerID = ID(999) }
        }
      }
      #expect(wrong == ["owner_id": "unknown_person"])
    }
  }

  @Test(arguments: TestEngine.available)
  func anothersNumberIsTakenOnlyOnPurpose(_ engine: TestEngine) async throws {
    try await ClientsDesk.open(engine) { desk in
      _ = try await desk.meet("Мария Ковалёва", phone: "89112041836")
      @Sendable func add(_ shares: Bool) async throws {
        _ = try await desk.write { work in
          var draft = CompanyDraft(type: .organisation, name: "ООО «Ромашка»")
          draft.phones = ["+7 911 204 18 36"]
          draft.sharesNumbers = shares
          return try work.companies.add(draft)
        }
      }
      #expect(try await refusal { try await add(false) } == ["phones": "phone_taken"])
      #expect(try await refusal { try await add(true) }.isEmpty)
    }
  }

  @Test(arguments: TestEngine.available)
  func aPersonsNumberStaysHisWhenTheCompanyChanges(_ engine: TestEngine) async throws {
    try await ClientsDesk.open(engine) { desk in
      let found = try await desk.meet("Мария Ковалёва", phone: "89112041836")
      let changed = try await desk.write {
        try $0.companies.change(found.companyID, expecting: nil) { draft in
          draft.phones = ["88126110045", "89112041836"]
        }
      }
      #expect(changed.phones.map(\.e164) == ["+78126110045", "+79112041836"])
      let card = try await desk.read { try $0.clients.card(found.companyID) }
      #expect(card.own.phones.map(\.e164) == ["+78126110045"])
      #expect(card.people.first?.phones.map(\.e164) == ["+79112041836"])
      let emptied = try await desk.write {
        try $0.companies.change(found.companyID, expecting: nil) { $0.phones = ["88126110045"] }
      }
      #expect(emptied.phones.map(\.e164) == ["+78126110045"])
    }
  }

  @Test(arguments: TestEngine.available)
  func aListGoesOnWhereItEnded(_ engine: TestEngine) async throws {
    try await ClientsDesk.open(engine) { desk in
      for name in ["Яблоко", "ООО «Берёза»", "ИП Астахов А. В.", "береза плюс", "Вишня"] {
        _ = try await desk.meet(company: name)
      }
      for order in ClientOrder.allCases {
        var names: [String] = []
        var after: Cursor?
        repeat {
          let cursor = after
          let slice = try await desk.read {
            try $0.companies.list(CompanyFilter(), sort: order, limit: 2, after: cursor)
          }
          names += slice.items.map(\.company.name)
          after = slice.next
        } while after != nil
        #expect(Set(names).count == 5)
        if order == .name {
          #expect(names == ["ИП Астахов А. В.", "ООО «Берёза»", "береза плюс", "Вишня", "Яблоко"])
        }
      }
      var filter = CompanyFilter()
      filter.name = "ООО Берё"
      let wanted = filter
      #expect(try await desk.read { try $0.companies.count(wanted) } == 2)
    }
  }
}
