import Kernel
import Store
import Support
import Testing
import Web

@testable import Team

@Suite struct FoundingTests {
  private func found(_ crm: CRM, _ email: String, offers: [Offer] = []) async throws -> ID<Person> {
    try await crm.write(as: .system("test")) { work in
      try work.found(
        .lamp(owner: "Ольга Сергеева", email, nil), features: [teamFeature], offers: offers,
        reader: Reader(
          language: "ru", zone: .gmt, now: work.now, currency: .rub, texts: Texts()))
    }
  }

  @Test(arguments: TestEngine.available)
  func theFirstVisitMakesTheOwner(_ engine: TestEngine) async throws {
    try await withDatabase(engine) { database in
      let crm = try await CRM.empty(at: database)
      #expect(crm.installation.isEmpty)
      let id = try await found(crm, "olga@lampa.example")
      #expect(crm.installation.name == "Лампа")
      let actor = try crm.actor(id)
      #expect(actor.person?.job == .owner)
      #expect(actor.access.may(.administer, "person"))
      await crm.store.close()
    }
  }

  @Test(arguments: TestEngine.available)
  func ofTwoFirstVisitorsOneIsTheOwner(_ engine: TestEngine) async throws {
    try await withDatabase(engine) { database in
      let crm = try await CRM.empty(at: database)
      let codes = await withTaskGroup(of: String?.self) { group in
        for number in 0..<4 {
          group.addTask {
            do {
              _ = try await found(crm, "visitor\(number)@lampa.example")
              return nil
            } catch {
              return (error as? Conflict)?.code ?? "\(error)"
            }
          }
        }
        return await group.reduce(into: []) { $0.append($1) }
      }
      #expect(codes.compactMap(\.self) == Array(repeating: "already_founded", count: 3))
      try await crm.reload()
      #expect(crm.installation.people.count == 1)
      await crm.store.close()
    }
  }

  @Test(arguments: TestEngine.available)
  func whatFailsLeavesNothingBehind(_ engine: TestEngine) async throws {
    try await withDatabase(engine) { database in
      let crm = try await CRM.empty(at: database)
      let broken = Offer("broken") { _, _ in throw Refusal("required") }
      try await expectRefusal("required") {
        _ = try await found(crm, "olga@lampa.example", offers: [broken])
      }
      try await crm.reload()
      #expect(crm.installation.isEmpty)
      #expect(crm.installation.rights.isEmpty)
      await crm.store.close()
    }
  }
}
