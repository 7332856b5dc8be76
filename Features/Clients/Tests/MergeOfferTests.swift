import Kernel
import Store
import Support
import Testing
import World

@testable import Clients

/// Merging is offered where somebody notices that a client is known already.
@Suite struct MergeOfferTests {
  @Test(arguments: TestEngine.available)
  func onlyWhoMayTakeAwayIsOfferedToMerge(_ engine: TestEngine) async throws {
    try await ClientsDesk.open(engine) { desk in
      let phone = "+7 495 111-11-11"
      let (one, other) = try await desk.write { work in
        var draft = CompanyDraft(type: .organisation, name: "ООО «Ромашка»")
        let one = try work.companies.add(draft)
        draft.name = "ИП Ромашкин"
        draft.phones = [phone]
        return (one.company.id, try work.companies.add(draft).company.id)
      }
      let offers: @Sendable (Work) throws -> [ID<Company>: MergeOffer] = { work in
        try work.companies.mergeOffers(try work.clients.known(phone: phone), for: one)
      }
      #expect(try await desk.read(offers).isEmpty)
      #expect(
        try await desk.read(as: desk.olga, offers) == [
          other: MergeOffer(address: "/companies/\(one)/merge?with=\(other)", name: "ИП Ромашкин")
        ])
    }
  }

  @Test(arguments: TestEngine.available)
  func aRefusalKnowsWhoHasTheNumber(_ engine: TestEngine) async throws {
    try await ClientsDesk.open(engine) { desk in
      let (one, other) = try await desk.write { work in
        var person = ContactDraft(name: ProperName(last: "Ковалёва", first: "Мария"))
        person.phones = ["+7 911 204-18-36"]
        let other = try work.contacts.add(person)
        return (try work.companies.add(CompanyDraft(type: .organisation, name: "ООО «Ромашка»")).company.id, other)
      }
      let refusal = await #expect(throws: Refusal.self) {
        try await desk.write { work in
          _ = try work.companies.change(one, expecting: nil) { $0.phones = ["8 911 204 18 36"] }
        }
      }
      let violation = try #require(refusal?.violations.first)
      let home = try #require(other.companyIDs.first)
      #expect(NumberHolder(violation) == NumberHolder(company: home, contact: other.contact.id))
    }
  }
}
