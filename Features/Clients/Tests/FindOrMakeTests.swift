import Kernel
import Support
import Testing

@testable import Clients

struct FindOrMakeTests {
  @Test(arguments: TestEngine.available)
  func theSamePhoneInFiveSpellingsIsOneClient(_ engine: TestEngine) async throws {
    try await ClientsDesk.open(engine) { desk in
      let first = try await desk.meet("Мария Ковалёва", phone: "+7 911 204-18-36")
      for spelling in ["8 (911) 204-18-36", "89112041836", "7 911 2041836", "911 204 18 36"] {
        let again = try await desk.meet(phone: spelling)
        #expect(again.companyID == first.companyID)
        #expect(again.contactID == first.contactID)
        #expect(!again.isNew)
      }
      #expect(first.isNew)
      #expect(try await desk.read { try $0.companies.count(CompanyFilter()) } == 1)
    }
  }

  @Test(arguments: TestEngine.available)
  func aLonePersonBringsAFamily(_ engine: TestEngine) async throws {
    try await ClientsDesk.open(engine) { desk in
      let found = try await desk.meet("Ковалёва Мария Сергеевна", phone: "89112041836")
      let card = try await desk.company(found.companyID)
      #expect(card.company.type == .family)
      #expect(card.company.name == "Семья Ковалёвых")
      #expect(card.company.ownerID == desk.anna)
      #expect(card.phones.map(\.e164) == ["+79112041836"])
      let person = try #require(found.contactID)
      let contact = try await desk.read { try $0.contacts.find(person) }
      #expect(contact.contact.name == ProperName(last: "Ковалёва", first: "Мария", middle: "Сергеевна"))
      #expect(contact.companyIDs == [found.companyID])
    }
  }

  @Test(arguments: TestEngine.available)
  func aNumberAloneBecomesAFamilyThatIsNamedLater(_ engine: TestEngine) async throws {
    try await ClientsDesk.open(engine) { desk in
      let found = try await desk.meet(phone: "89112041836")
      #expect(found.name == "+7 (911) 204-18-36")
      #expect(found.contactID == nil)
      let named = try await desk.meet("Мария", phone: "89112041836")
      #expect(named.companyID == found.companyID)
      #expect(named.name == "Мария")
      let whole = try await desk.meet("Мария Ковалёва", phone: "+79112041836")
      #expect(whole.contactID == named.contactID)
      #expect(whole.name == "Семья Ковалёвых")
      let card = try await desk.company(found.companyID)
      #expect(card.phones.count == 1)
    }
  }

  @Test(arguments: TestEngine.available)
  func aFamilySharesItsNumber(_ engine: TestEngine) async throws {
    try await ClientsDesk.open(engine) { desk in
      let maria = try await desk.meet("Мария Ковалёва", phone: "89112041836")
      let dmitry = try await desk.meet("Дмитрий Ковалёв", phone: "89112041836")
      #expect(dmitry.companyID == maria.companyID)
      #expect(dmitry.contactID != maria.contactID)
      #expect(try await desk.meet("Ковалёв Дмитрий", phone: "89112041836") == dmitry)
      #expect(try await desk.meet("Мария", phone: "89112041836").contactID == maria.contactID)
    }
  }

  @Test(arguments: TestEngine.available)
  func anAddressFindsTheClientAndANewNumberIsAdded(_ engine: TestEngine) async throws {
    try await ClientsDesk.open(engine) { desk in
      let first = try await desk.meet("Мухин Глеб", email: "Gleb@Example.com")
      let again = try await desk.meet(phone: "89213307702", email: "gleb@example.COM")
      #expect(again.companyID == first.companyID)
      #expect(try await desk.meet(phone: "8 921 330-77-02").contactID == first.contactID)
      #expect(try await desk.company(first.companyID).phones.map(\.e164) == ["+79213307702"])
    }
  }

  @Test(arguments: TestEngine.available)
  func aNameAloneNeverFinds(_ engine: TestEngine) async throws {
    try await ClientsDesk.open(engine) { desk in
      let one = try await desk.meet("Мария Ковалёва", phone: "89112041836")
      let two = try await desk.meet("Мария Ковалёва", phone: "89112041837")
      #expect(one.companyID != two.companyID)
    }
  }

  @Test(arguments: TestEngine.available)
  func anOrganisationIsKnownByItsName(_ engine: TestEngine) async throws {
    try await ClientsDesk.open(engine) { desk in
      let one = try await desk.meet("Полякова Ирина", phone: "89112041836", company: "ООО «Северный ветер»")
      let two = try await desk.meet("Глеб Мухин", phone: "89112041837", company: "северный ветер")
      #expect(two.companyID == one.companyID)
      #expect(two.contactID != one.contactID)
      #expect(try await desk.company(one.companyID).company.type == .organisation)
      #expect(try await desk.meet(company: "АО Северный ветер").companyID != one.companyID)
      let sole = try await desk.meet(phone: "89112041838", company: "ИП Мельник А. В.")
      #expect(try await desk.company(sole.companyID).company.type == .entrepreneur)
      #expect(sole.contactID != nil)
    }
  }

  @Test(arguments: TestEngine.available)
  func whatIsNoPhoneIsRefusedByItsField(_ engine: TestEngine) async throws {
    try await ClientsDesk.open(engine) { desk in
      let wrong = try await refusal { _ = try await desk.meet("Мария", phone: "12", email: "nobody") }
      #expect(wrong == ["client.phone": "bad_phone", "client.email": "bad_email"])
      let nothing = try await refusal { _ = try await desk.meet(" ") }
      #expect(nothing == ["client.phone": "client_required"])
      #expect(try await desk.read { try $0.companies.count(CompanyFilter()) } == 0)
    }
  }

  @Test(arguments: TestEngine.available)
  func manyInquiriesAtOnceMakeOneClient(_ engine: TestEngine) async throws {
    try await ClientsDesk.open(engine) { desk in
      let found = try await withThrowingTaskGroup(of: FoundClient.self) { group in
        for number in 0..<6 {
          let spelling = number % 2 == 0 ? "89112041836" : "+7 (911) 204-18-36"
          group.addTask { try await desk.meet("Мария Ковалёва", phone: spelling) }
        }
        return try await group.reduce(into: []) { $0.append($1) }
      }
      #expect(Set(found.map(\.companyID)).count == 1)
      #expect(found.filter(\.isNew).count == 1)
      #expect(try await desk.read { try $0.contacts.count(ContactFilter()) } == 1)
    }
  }

  @Test(arguments: TestEngine.available)
  func whoMayNotAddClientsFindsThemAllTheSame(_ engine: TestEngine) async throws {
    try await ClientsDesk.open(engine) { desk in
      let known = try await desk.meet("Мария Ковалёва", phone: "89112041836")
      let again = try await desk.write(as: desk.quentin) {
        try $0.clients.findOrMake(ClientDescription(phone: "89112041836"))
      }
      #expect(again.companyID == known.companyID)
      await #expect(throws: Forbidden.self) {
        try await desk.write(as: desk.quentin) {
          try $0.clients.findOrMake(ClientDescription(phone: "89112041839"))
        }
      }
    }
  }
}
