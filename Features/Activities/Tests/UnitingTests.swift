import Activities
import Clients
import Deals
import Kernel
import Store
import Support
import Testing
import World

/// What hangs on a client goes with him into the one that he turned out to be, and comes back.
@Suite struct UnitingTests {
  @Test(arguments: TestEngine.available)
  func dealsActivitiesCommentsAndEarningsGoOverAndComeBack(_ engine: TestEngine) async throws {
    let world = try await World(engine)
    let (kept, moved) = (
      try await world.deal(of: world.anna), try await world.deal(of: world.anna, phone: "+7 921 000-00-30")
    )
    let (stays, gone) = (kept.companyID, moved.companyID)
    let planned = try await world.write(as: world.anna) { work in
      var new = NewActivity(kind: .call, title: "Перезвонить", due: .on(work.today))
      new.companyID = gone
      try work.companies.comment("Просил не звонить утром", on: gone)
      return try work.activities.add(new)
    }
    let merge = try await world.write(as: world.olga) { try $0.companyMerging.merge(gone, into: stays) }
    try await world.read(as: world.olga) { (work: Work) throws in
      #expect(try work.deals.find(moved.id).companyID == stays)
      #expect(try work.activities.find(planned.id).companyID == stays)
      #expect(try work.companies.find(stays).company.next != nil)
      #expect(try Self.comments(of: stays, work) == 1)
    }
    // What is sold since goes back with its deal.
    let last = try #require(try await world.stages().first { $0.kind == .won }).id
    let won = try await world.write(as: world.rita) { try $0.deals.move(moved.id, to: last) }
    try await world.write(as: world.olga) { _ = try $0.companyMerging.part(merge.id) }
    try await world.read(as: world.olga) { (work: Work) throws in
      #expect(try work.deals.find(moved.id).companyID == gone)
      #expect(try work.deals.find(kept.id).companyID == stays)
      #expect(try work.activities.find(planned.id).companyID == gone)
      #expect(try work.companies.find(stays).company.next == nil)
      #expect(try work.companies.find(gone).company.next != nil)
      #expect(try Self.comments(of: gone, work) == 1)
      #expect(try Self.comments(of: stays, work) == 0)
      #expect(try work.companies.find(gone).company.ltvMinor == won.money?.minor)
      #expect(try work.companies.find(stays).company.ltvMinor == 0)
    }
    await world.end()
  }

  @Test(arguments: TestEngine.available)
  func peopleOfDealsGoOverWithTheirSay(_ engine: TestEngine) async throws {
    let world = try await World(engine)
    let deal = try await world.deal(of: world.anna)
    let (one, other) = try await world.write(as: world.anna) { work in
      let one = try #require(try work.contacts.of([deal.companyID])[deal.companyID]?.first).contact.id
      var draft = ContactDraft(name: ProperName(first: "Маша"))
      draft.companyIDs = [deal.companyID]
      let other = try work.contacts.add(draft).contact.id
      try work.execute("INSERT INTO deal_contact (deal_id, contact_id, role) VALUES (\(deal.id), \(other), 'buyer')")
      return (one, other)
    }
    try await world.write(as: world.olga) { work in
      let merge = try work.contactMerging.merge(other, into: one)
      #expect(try work.deals.contacts(of: deal.id).map(\.id) == [one])
      _ = try work.contactMerging.part(merge.id)
      let people = try work.deals.contacts(of: deal.id)
      #expect(people.map(\.id) == [one, other])
      #expect(people.last?.role == .buyer)
    }
    await world.end()
  }

  private static func comments(of client: ID<Company>, _ work: Work) throws -> Int {
    try work.value(
      "SELECT count(*) FROM comment WHERE subject_kind = \(Company.kind) AND subject_id = \(client)") ?? 0
  }
}
