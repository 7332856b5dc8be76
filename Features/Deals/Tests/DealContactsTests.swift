import Clients
import Kernel
import Store
import Support
import Testing
import Timeline
import World

@testable import Deals

/// R20: whom of the client a deal is about, and what each has to say in it.
@Suite struct DealContactsTests {
  private let maria = ID<Contact>(1)
  private let dmitry = ID<Contact>(2)

  @Test func whoIsNamedAnewHasHisUsualSay() {
    let change = DealContactsChange(named: [maria])
    #expect(change.applied(to: []) == [maria: nil])
  }

  @Test func whoStaysKeepsHisRoleAndWhoIsNotNamedGoes() {
    let before = [
      DealContact(id: maria, role: .buyer, usual: nil), DealContact(id: dmitry, role: .inquirer, usual: .buyer),
    ]
    #expect(DealContactsChange(named: [maria]).applied(to: before) == [maria: .buyer])
    #expect(DealContactsChange(roles: [dmitry: nil]).applied(to: before) == [maria: .buyer, dmitry: nil])
  }

  @Test(arguments: TestEngine.available) func aRoleOfOneDealLeavesTheUsualOneAndOtherDealsAlone(_ engine: TestEngine)
    async throws
  {
    let world = try await World(engine)
    let deal = try await world.deal(of: world.anna)
    let dmitry = try await husband(in: deal, world)
    try await world.write(as: world.anna) { work in
      let changed = try work.deals.change(deal.id, saying([dmitry: .inquirer]), expecting: deal.version)
      #expect(changed.version == deal.version + 1)
      var again = NewDeal(client: .known(deal.companyID))
      again.contacts.named = [dmitry]
      let other = try work.deals.create(again)
      let (here, there) = (try work.deals.contacts(of: deal.id), try work.deals.contacts(of: other.id))
      #expect(here.count == 2)
      #expect(here.first { $0.id == dmitry }?.standing == .inquirer)
      #expect(there.first { $0.id == dmitry }?.standing == .decisionMaker)
      #expect(try work.contacts.find(dmitry).membership(in: deal.companyID)?.role == .decisionMaker)
    }
    await world.end()
  }

  @Test(arguments: TestEngine.available) func aRoleThatFollowsTheUsualOneChangesWithIt(_ engine: TestEngine)
    async throws
  {
    let world = try await World(engine)
    let deal = try await world.deal(of: world.anna)
    let dmitry = try await husband(in: deal, world)
    try await world.write(as: world.anna) { work in
      try work.deals.change(deal.id, saying([dmitry: nil]))
      let version = try work.contacts.find(dmitry).contact.version
      _ = try work.contacts.change(dmitry, expecting: version) { $0.memberships[0].role = .buyer }
      #expect(try work.deals.contacts(of: deal.id).first { $0.id == dmitry }?.standing == .buyer)
    }
    await world.end()
  }

  @Test(arguments: TestEngine.available) func theTimelineTellsWhoCameInAndWhoHasAnotherSay(_ engine: TestEngine)
    async throws
  {
    let world = try await World(engine)
    let deal = try await world.deal(of: world.anna)
    let dmitry = try await husband(in: deal, world)
    try await world.write(as: world.anna) { work in
      for role in [Membership.Role.buyer, .buyer, nil] {
        try work.deals.change(deal.id, saying([dmitry: role]))
      }
      var change = DealChange()
      change.contacts.named = try work.deals.contacts(of: deal.id).map(\.id).filter { $0 != dmitry }
      try work.deals.change(deal.id, change)
      let told = try work.all(
        "SELECT facts FROM event WHERE kind = 'deal_contact_changed' AND subject_id = \(deal.id) ORDER BY id"
      ) { try JSON(parsing: $0["facts"] as String) }
      #expect(
        told.map { $0["to"]?["word"]?.string } == [
          "clients.role.buyer.long", "deals.part.usual", "deals.part.absent",
        ])
      #expect(told.allSatisfy { $0["name"] == "Ковалёв Дмитрий" })
    }
    await world.end()
  }

  @Test(arguments: TestEngine.available) func onlyTheClientsOwnPeopleAreNamedAndOnlyByWhoWorksTheDeal(
    _ engine: TestEngine
  ) async throws {
    let world = try await World(engine)
    let deal = try await world.deal(of: world.anna)
    let other = try await world.deal(of: world.anna, "Другая семья", phone: "+7 911 204-18-37")
    let stranger = try await husband(in: other, world)
    let dmitry = try await husband(in: deal, world)
    let refusal = await #expect(throws: Refusal.self) {
      try await world.write(as: world.anna) { _ = try $0.deals.change(deal.id, saying([stranger: .buyer])) }
    }
    #expect(refusal?.violations.map(\.code) == ["unknown_contact"])
    await #expect(throws: Forbidden.self) {
      try await world.write(as: world.boris) { _ = try $0.deals.change(deal.id, saying([dmitry: .buyer])) }
    }
    let named = try await world.read(as: world.anna) { try $0.deals.contacts(of: deal.id).map(\.id) }
    #expect(!named.contains(dmitry))
    await world.end()
  }

  private func saying(_ roles: [ID<Contact>: Membership.Role?]) -> DealChange {
    var change = DealChange()
    change.contacts.roles = roles
    return change
  }

  /// Дмитрий, who decides in that deal's family.
  private func husband(in deal: Deal, _ world: World) async throws -> ID<Contact> {
    try await world.write(as: world.anna) { work in
      var draft = ContactDraft(name: ProperName(last: "Ковалёв", first: "Дмитрий"))
      draft.place = (.decisionMaker, .spouse)
      draft.companyIDs = [deal.companyID]
      return try work.contacts.add(draft).contact.id
    }
  }
}
