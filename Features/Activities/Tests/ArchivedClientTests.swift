import Clients
import Deals
import Kernel
import Store
import Support
import Testing
import World

@testable import Activities

/// What is planned with a client who is put away.
@Suite struct ArchivedClientTests {
  private static let why = "Закрылись в январе, телефон отключён"

  @Test(arguments: TestEngine.available) func whatIsPlannedWithHimGoesAndComesWithHim(_ engine: TestEngine) async throws
  {
    let world = try await World(engine)
    let won = try #require(try await world.stages().first { $0.kind == .won })
    let deal = try await world.deal(of: world.anna)
    try await world.write(as: world.olga) { _ = try $0.deals.move(deal.id, to: won.id) }
    let client = deal.companyID
    let (planned, off) = try await world.write(as: world.anna) { work in
      var new = NewActivity(kind: .call, title: "Спросить, как дела", due: .at(work.now.adding(seconds: 86_400)))
      new.companyID = client
      let (planned, off) = (try work.activities.add(new), try work.activities.add(new))
      return (planned, try work.activities.cancel(off.id))
    }
    world.clock.advance(seconds: 60)
    try await world.write(as: world.rita) { _ = try $0.companies.archive(client, because: Self.why) }
    try await world.write(as: world.anna) { work in
      let away = try work.activities.find(planned.id)
      #expect(away.closedAt != nil)
      #expect(try work.companies.find(client).company.next == nil)
      var new = NewActivity(kind: .call, title: "Ещё раз", due: .on(work.today))
      new.companyID = client
      #expect(throws: Conflict("client_archived")) { try work.activities.add(new) }
      #expect(throws: Conflict("client_archived")) { try work.activities.reopen(planned.id) }
    }
    world.clock.advance(days: 2)
    try await world.write(as: world.rita) { _ = try $0.companies.restore(client) }
    try await world.read(as: world.anna) { work in
      let back = try work.activities.find(planned.id)
      #expect(back.closedAt == nil)
      // What had been called off before stays so.
      #expect(try work.activities.find(off.id).closedAt != nil)
      #expect(try work.companies.find(client).company.next?.at == planned.dueAt)
    }
    await world.end()
  }
}
