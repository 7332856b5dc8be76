import Kernel
import Support
import Testing

@testable import Clients

struct ContactsTests {
  @Test(arguments: TestEngine.available)
  func aPersonWithoutACompanyBringsHisFamily(_ engine: TestEngine) async throws {
    try await ClientsDesk.open(engine) { desk in
      let card = try await desk.write { work in
        var draft = ContactDraft(name: ProperName(last: "Гаджиев", first: "Рустам", middle: "Ильич"))
        draft.phones = ["8 928 555-01-02"]
        draft.birthday = Day("1990-05-14")
        return try work.contacts.add(draft)
      }
      let family = try await desk.company(try #require(card.companyIDs.first))
      #expect(family.company.type == .family)
      #expect(family.company.name == "Семья Гаджиевых")
      #expect(family.phones.map(\.e164) == ["+79285550102"])
      #expect(try await desk.read { try $0.contacts.find(card.contact.id) }.contact == card.contact)
    }
  }

  @Test(arguments: TestEngine.available)
  func theFamilyFollowsTheNameOfItsPerson(_ engine: TestEngine) async throws {
    try await ClientsDesk.open(engine) { desk in
      let found = try await desk.meet("Мария", phone: "89112041836")
      let person = try #require(found.contactID)
      _ = try await desk.write {
        try $0.contacts.change(person, expecting: 1) { $0.name.last = "Мельник" }
      }
      #expect(try await desk.company(found.companyID).company.name == "Семья Мельник")
    }
  }

  @Test(arguments: TestEngine.available)
  func aPersonAlwaysBelongsSomewhere(_ engine: TestEngine) async throws {
    try await ClientsDesk.open(engine) { desk in
      let found = try await desk.meet("Мария Ковалёва", phone: "89112041836")
      let person = try #require(found.contactID)
      let other = try await desk.meet(company: "ООО «Ромашка»").companyID
      let homeless = try await refusal {
        _ = try await desk.write { try $0.contacts.change(person, expecting: nil) { $0.companyIDs = [] } }
      }
      #expect(homeless == ["company_ids": "contact_without_company"])
      let nowhere = try await refusal {
        _ = try await desk.write {
          try $0.contacts.change(person, expecting: nil) { $0.companyIDs = [ID(999)] }
        }
      }
      #expect(nowhere == ["company_ids": "unknown_company"])
      let moved = try await desk.write {
        try $0.contacts.change(person, expecting: nil) { $0.companyIDs = [other, found.companyID] }
      }
      #expect(moved.companyIDs == [other, found.companyID])
      #expect(try await desk.meet(phone: "89112041836").companyID == other)
    }
  }

  @Test(arguments: TestEngine.available)
  func listsAreNarrowedByWhatIsAsked(_ engine: TestEngine) async throws {
    try await ClientsDesk.open(engine) { desk in
      let maria = try await desk.meet("Мария Ковалёва", phone: "89112041836", email: "m@example.com")
      _ = try await desk.meet("Дмитрий Ковалёв", phone: "89112041836")
      _ = try await desk.meet("Глеб Мухин", phone: "89213307702")
      var byCompany = ContactFilter()
      byCompany.companyID = maria.companyID
      var byPhone = ContactFilter()
      byPhone.phone = "8 (911) 204-18-36"
      var byEmail = ContactFilter()
      byEmail.email = "M@Example.com"
      var byName = ContactFilter()
      byName.name = "ковалев"
      for (filter, count) in [(byCompany, 2), (byPhone, 2), (byEmail, 1), (byName, 2)] {
        #expect(try await desk.read { try $0.contacts.count(filter) } == count)
        let slice = try await desk.read { try $0.contacts.list(filter, limit: 10) }
        #expect(slice.items.count == count)
      }
    }
  }

  @Test(arguments: TestEngine.available)
  func aCommentStandsInTheHistory(_ engine: TestEngine) async throws {
    try await ClientsDesk.open(engine) { desk in
      let found = try await desk.meet("Мария Ковалёва", phone: "89112041836")
      let event = try await desk.write(as: desk.quentin) {
        try $0.companies.comment(" Просит звонить после шести \r\n", on: found.companyID)
      }
      #expect(event.facts["text"] == "Просит звонить после шести")
      #expect(event.actorID == desk.quentin)
      let empty = try await refusal {
        _ = try await desk.write { try $0.companies.comment(" \n ", on: found.companyID) }
      }
      #expect(empty == ["text": "required"])
    }
  }
}
