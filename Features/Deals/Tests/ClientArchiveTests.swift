import Clients
import Kernel
import Store
import Support
import Testing
import World

@testable import Deals

/// The archive of clients and people (D9): who lies there is in no list and offered by nothing, but known, and comes
/// back with the first word from him.
@Suite struct ClientArchiveTests {
  private static let why = "Закрылись в январе, телефон отключён"
  private static let phone = "+7 911 204-18-37"

  /// A client of Anna's who bought, and has nothing open.
  private func buyer(_ world: World, phone: String = Self.phone) async throws -> Deal {
    let won = try #require(try await world.stages().first { $0.kind == .won })
    let deal = try await world.deal(of: world.anna, phone: phone)
    return try await world.write(as: world.olga) { try $0.deals.move(deal.id, to: won.id) }
  }

  private func put(_ client: ID<Company>, away world: World) async throws {
    try await world.write(as: world.rita) { _ = try $0.companies.archive(client, because: Self.why) }
  }

  private func isAway(_ client: ID<Company>, _ world: World) async throws -> Bool {
    try await world.read(as: world.olga) { try $0.companies.find(client).company.archive != nil }
  }

  private func happened(to subject: Subject, _ world: World) async throws -> [String] {
    try await world.read(as: world.olga) { try $0.history(of: subject, before: nil, limit: 50).map(\.kind) }
  }

  @Test(arguments: TestEngine.available) func whoIsPutAwayLeavesListsCountsAndPickersAndIsKnownByHisNumber(
    _ engine: TestEngine
  ) async throws {
    let world = try await World(engine)
    let client = try await buyer(world).companyID
    let other = try await world.deal(of: world.anna, "Остаётся", phone: "+7 921 000-00-31").companyID
    let name = try await world.read(as: world.anna) { try $0.companies.find(client).company.name }
    try await put(client, away: world)
    try await world.read(as: world.anna) { work in
      var filter = CompanyFilter()
      #expect(try work.companies.list(filter, limit: 10).items.map(\.company.id) == [other])
      #expect(try work.companies.count(filter) == 1)
      filter.isArchived = true
      for order in ClientOrder.allCases {
        #expect(try work.companies.list(filter, sort: order, limit: 10).items.map(\.company.id) == [client])
      }
      #expect(try work.companies.count(filter) == 1)
      for (address, found) in [("", [other]), ("archived=true", [client])] {
        let list = work.clientList(ClientListFilter(address: address))
        for order in ClientListOrder.allCases {
          #expect(try list.page(order, after: nil, limit: 10).items.map(\.company.id) == found)
        }
        #expect(try list.count(upTo: 10) == 1)
        #expect(ClientListFilter(address: address).query == address)
      }
      #expect(try work.clients.known(name: String(name.dropFirst(6).prefix(4))).allSatisfy { $0.companyID != client })
      let known = try work.clients.known(phone: Self.phone)
      #expect(known.map(\.companyID) == [client] && known.allSatisfy(\.isArchived))
      let note = try #require(try work.companies.find(client).company.archive)
      #expect((note.reason, note.personID, note.at) == (Self.why, world.rita, work.now))
    }
    #expect(try await happened(to: Subject(Company.kind, client.number), world).contains("client_archived"))
    await world.end()
  }

  @Test(arguments: TestEngine.available) func nobodyLosesAClientByPuttingHimAway(_ engine: TestEngine) async throws {
    let world = try await World(engine)
    let deal = try await world.deal(of: world.anna)
    let person = try await world.read(as: world.anna) {
      try #require(try $0.contacts.of([deal.companyID])[deal.companyID]?.first).contact.id
    }
    // Somebody works with him: nor does anybody above put him away, a deal under check included.
    for who in [world.rita, world.olga] {
      await #expect(throws: Conflict("client_has_deals", ["count": "1"])) {
        try await self.put(deal.companyID, as: who, world)
      }
      await #expect(throws: Conflict("client_has_deals", ["count": "1"])) {
        try await world.write(as: who) { _ = try $0.contacts.archive(person, because: Self.why) }
      }
    }
    let won = try #require(try await world.stages().first { $0.kind == .won })
    try await world.write(as: world.olga) { _ = try $0.deals.move(deal.id, to: won.id) }
    for who in [world.anna, world.boris, world.vera, world.gleb, world.quentin] {
      await #expect(throws: Forbidden.self) { try await self.put(deal.companyID, as: who, world) }
    }
    for words in [nil, "", "    ", "дуб "] as [String?] {
      await #expect(throws: Refusal("client_archive_reason", field: "reason", ["min": "5"])) {
        try await world.write(as: world.rita) { _ = try $0.companies.archive(deal.companyID, because: words) }
      }
    }
    try await world.write(as: world.rita) { work in
      try work.companies.archive(deal.companyID, because: Self.why)
      #expect(throws: Conflict("client_archived")) { try work.companies.archive(deal.companyID, because: Self.why) }
      try work.companies.restore(deal.companyID)
      #expect(throws: Conflict("client_not_archived")) { try work.companies.restore(deal.companyID) }
    }
    // R49: a head's own client is his head's to put away.
    try await world.write(as: world.rita) { work in
      _ = try work.companies.change(deal.companyID, expecting: nil) { $0.ownerID = world.rita }
      #expect(throws: Forbidden.self) { try work.companies.archive(deal.companyID, because: Self.why) }
    }
    try await put(deal.companyID, as: world.olga, world)
    await world.end()
  }

  private func put(_ client: ID<Company>, as who: ID<Person>, _ world: World) async throws {
    try await world.write(as: who) { _ = try $0.companies.archive(client, because: Self.why) }
  }

  /// How somebody begins to work with a client who lies in the archive.
  enum Word: String, CaseIterable, Sendable {
    case inquiry, known, again, restored
  }

  @Test(arguments: TestEngine.available, Word.allCases) func theFirstWordFromHimBringsHimBack(
    _ engine: TestEngine, _ word: Word
  ) async throws {
    let world = try await World(engine)
    let deal = try await buyer(world)
    let open = try await world.deal(of: world.anna, "Ещё одна", phone: Self.phone)
    try await world.write(as: world.rita) { _ = try $0.deals.archive(open.id, because: "Дубль другой сделки") }
    try await put(deal.companyID, away: world)
    world.clock.advance(days: 40)
    try await world.write(as: world.anna) { work in
      switch word {
      case .inquiry:
        _ = try work.deals.create(NewDeal(client: .described(.init(phone: "8 (911) 204 18 37"), field: "")))
      case .known: _ = try work.deals.create(NewDeal(client: .known(deal.companyID)))
      case .again: _ = try work.deals.createAgain(after: deal.id)
      case .restored: break
      }
    }
    if word == .restored { try await world.write(as: world.rita) { _ = try $0.deals.restore(open.id) } }
    #expect(try await isAway(deal.companyID, world) == false, "\(word)")
    let events = try await happened(to: Subject(Company.kind, deal.companyID.number), world)
    #expect(events.filter { $0 == "client_came_back" }.count == 1, "\(word)")
    await world.end()
  }

  @Test(arguments: TestEngine.available) func manyGoTogetherAndComeBackByOneStep(_ engine: TestEngine) async throws {
    let world = try await World(engine)
    let clients = [try await buyer(world).companyID, try await buyer(world, phone: "+7 921 000-00-31").companyID]
    let busy = try await world.deal(of: world.anna, phone: "+7 921 000-00-32").companyID
    let marked = (clients + [busy]).map { MarkedClient(id: $0) }
    let (outcomes, batch) = try await world.write(as: world.rita) {
      try $0.batches.act(.archive(because: Self.why), on: marked)
    }
    #expect(outcomes.map { $0.error == nil } == [true, true, false])
    let actor = Actor.system("undo", for: world.crm.installation.people[world.rita])
    for isUndone in [true, false] {
      // Brought back, and that taken back as well.
      let deed =
        isUndone
        ? batch
        : try await world.write(as: world.rita) { work in
          _ = try work.batches.act(.archive(because: Self.why), on: marked)
          return try work.batches.act(.restore, on: clients.map { MarkedClient(id: $0) }).batch
        }
      let id = try #require(deed)
      let undone = try await world.crm.write(as: actor) { try $0.batches.undo(id) }
      #expect((undone.batch.takenBack, undone.batch.kept) == (2, 0))
      for client in clients {
        let lies = try await isAway(client, world)
        #expect(lies == !isUndone)
      }
    }
    let reason = try await world.read(as: world.rita) { try $0.companies.find(clients[0]).company.archive?.reason }
    #expect(reason == Self.why)
    await #expect(throws: Forbidden.self) {
      try await world.write(as: world.anna) { _ = try $0.batches.act(.archive(because: Self.why), on: marked) }
    }
    await world.end()
  }

  @Test(arguments: TestEngine.available) func aPersonIsPutAwayAloneAndComesBackWithADealAboutHim(_ engine: TestEngine)
    async throws
  {
    let world = try await World(engine)
    let deal = try await buyer(world)
    let person = try await world.read(as: world.anna) {
      try #require(try $0.contacts.of([deal.companyID])[deal.companyID]?.first).contact.id
    }
    let batch = try await world.write(as: world.rita) { work in
      try work.batches.archive(person, of: work.contacts, because: "Уволился в марте").batch
    }
    try await world.read(as: world.anna) { work in
      let people = try work.contacts.list(ContactFilter(), limit: 10).items
      #expect(people.isEmpty)
      #expect(try work.contacts.count(ContactFilter()) == 0)
      #expect(try work.companies.count(CompanyFilter()) == 1)
    }
    let actor = Actor.system("undo", for: world.crm.installation.people[world.rita])
    let id = try #require(batch)
    _ = try await world.crm.write(as: actor) { try $0.batches.undo(id) }
    #expect(try await world.read(as: world.anna) { try $0.contacts.count(ContactFilter()) } == 1)
    try await world.write(as: world.rita) { _ = try $0.contacts.archive(person, because: "Уволился в марте") }
    try await world.write(as: world.anna) { work in
      var new = NewDeal(client: .known(deal.companyID))
      new.contacts = DealContactsChange(named: [person])
      _ = try work.deals.create(new)
      #expect(try work.contacts.find(person).contact.archive == nil)
    }
    await world.end()
  }

  @Test(arguments: TestEngine.available) func theUnitedClientLiesInTheArchiveOnlyIfBothDid(_ engine: TestEngine)
    async throws
  {
    let world = try await World(engine)
    let (one, other) = (
      try await buyer(world).companyID, try await buyer(world, phone: "+7 921 000-00-31").companyID
    )
    try await put(one, away: world)
    let merge = try await world.write(as: world.olga) { try $0.companyMerging.merge(other, into: one) }
    #expect(try await isAway(one, world) == false)
    _ = try await world.write(as: world.olga) { try $0.companyMerging.part(merge.id) }
    try await put(one, away: world)
    try await put(other, away: world)
    let again = try await world.write(as: world.olga) { try $0.companyMerging.merge(other, into: one) }
    #expect(try await isAway(one, world))
    _ = try await world.write(as: world.olga) { try $0.companyMerging.part(again.id) }
    #expect(try await isAway(other, world))
    await world.end()
  }
}
