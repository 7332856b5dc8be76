import Kernel
import Support
import Testing

@testable import Clients

struct KnownClientTests {
  @Test(arguments: TestEngine.available)
  func aClientIsKnownByTheTailOfHisPhone(_ engine: TestEngine) async throws {
    try await ClientsDesk.open(engine) { desk in
      let maria = try await desk.meet("Мария Ковалёва", phone: "89112041836")
      _ = try await desk.meet("Глеб Мухин", phone: "89112041999")
      for typed in ["1836", "41836", "18-36", "+7 (911) 204-18", "8911204183", "911 204 18 3"] {
        let known = try await desk.read { try $0.clients.known(phone: typed) }
        #expect(known.map(\.companyID) == [maria.companyID], "\(typed)")
        #expect(known.first?.phone?.e164 == "+79112041836")
      }
      #expect(try await desk.read { try $0.clients.known(phone: "8911204") }.count == 2)
      #expect(try await desk.read { try $0.clients.known(phone: "836") }.isEmpty)
    }
  }

  @Test(arguments: TestEngine.available)
  func aClientIsKnownByTheBeginningOfAName(_ engine: TestEngine) async throws {
    try await ClientsDesk.open(engine) { desk in
      let maria = try await desk.meet("Мария Ковалёва", phone: "89112041836")
      let wind = try await desk.meet(phone: "89112041837", company: "ООО «Северный ветер»")
      for typed in ["ковал", "Семья Ков", "Мария Ковалева", "КОВАЛЁВА М"] {
        let known = try await desk.read { try $0.clients.known(name: typed) }
        #expect(known.map(\.companyID) == [maria.companyID], "\(typed)")
      }
      for typed in ["север", "ООО Сев"] {
        let known = try await desk.read { try $0.clients.known(name: typed) }
        #expect(known.map(\.companyID) == [wind.companyID], "\(typed)")
      }
    }
  }

  @Test(arguments: TestEngine.available)
  func ofAnInvisibleClientOnlyTheNameIsTold(_ engine: TestEngine) async throws {
    try await ClientsDesk.open(engine) { desk in
      let maria = try await desk.meet("Мария Ковалёва", phone: "89112041836")
      try await desk.narrowSight(of: .manager, to: .own)
      let whole = try await desk.read(as: desk.gleb) { try $0.clients.known(phone: "89112041836") }
      #expect(whole.map(\.name) == ["Семья Ковалёвых"])
      #expect(whole.first?.isVisible == false)
      #expect(whole.first?.phone == nil)
      #expect(try await desk.read(as: desk.gleb) { try $0.clients.known(phone: "1836") }.isEmpty)
      #expect(try await desk.read(as: desk.gleb) { try $0.clients.known(name: "ковал") }.isEmpty)
      let card = try await desk.read(as: desk.gleb) { try $0.clients.card(maria.companyID) }
      #expect(card.company == nil)
      #expect(card.people.isEmpty)
      await #expect(throws: NotFound.self) {
        try await desk.read(as: desk.gleb) { try $0.companies.find(maria.companyID) }
      }
    }
  }
}
