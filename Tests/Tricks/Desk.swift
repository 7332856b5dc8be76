import Activities
import Clients
import Deals
import Discipline
import Kernel
import Store
import Support
import Team
import Web
import World

/// Where tricks are tried: a company whose jobs run, and the boards on which a client who is being lost has to show.
struct Desk {
  let world: World
  private let worker: Worker

  init(_ engine: TestEngine) async throws {
    world = try await World(engine)
    worker = Worker(crm: world.crm, kinds: world.site.features.flatMap(\.jobs))
    try await worker.drain()
  }

  /// Lets days go by, with the server's jobs at their evenings and nights.
  func pass(days: Int) async throws {
    for _ in 0..<days {
      world.clock.advance(days: 1)
      try await worker.drain()
    }
  }

  func pass(minutes: Int64) async throws {
    world.clock.advance(seconds: minutes * 60)
    try await worker.drain()
  }

  /// Whose board shows the deal now, and under which numbers.
  func shown(_ id: ID<Deal>) async throws -> Set<Shortfall> {
    try await shown(id, to: world.olga)
  }

  func shown(_ id: ID<Deal>, to person: ID<Person>) async throws -> Set<Shortfall> {
    try await world.read(as: person) { work in
      try Set(
        Shortfall.allCases.filter { shortfall in
          try work.discipline.deals(of: nil, shortfall, limit: 1000).items.contains { $0.deal.id == id }
        })
    }
  }

  /// What the person was told of.
  func told(_ person: ID<Person>) async throws -> Set<String> {
    let kinds: [String] = try await world.crm.read(as: .system("test")) {
      try $0.values("SELECT kind FROM notification WHERE person_id = \(person)")
    }
    return Set(kinds)
  }

  func deal(_ id: ID<Deal>) async throws -> Deal { try await world.read(as: world.olga) { try $0.deals.find(id) } }

  /// The rule that stands against it; nil where nothing does.
  func rule(as person: ID<Person>, _ act: @escaping @Sendable (Work) throws -> Void) async throws -> String? {
    do {
      try await world.write(as: person, act)
      return nil
    } catch {
      guard let rule = error.rule else { throw error }
      return rule
    }
  }

  @discardableResult
  func plan(
    _ kind: ActivityKind = .call, in deal: Deal, _ due: Due, as person: ID<Person>? = nil
  ) async throws -> Activity {
    try await world.write(as: person ?? world.anna) { work in
      var new = NewActivity(kind: kind, title: "Связаться", due: due)
      new.dealID = deal.id
      return try work.activities.add(new)
    }
  }

  /// Takes back what the person did last.
  func undo(as person: ID<Person>) async throws {
    let actor = Actor.system("undo", for: try world.actor(person).person)
    try await world.crm.write(as: actor) { _ = try $0.batches.undoLast() }
  }
}
