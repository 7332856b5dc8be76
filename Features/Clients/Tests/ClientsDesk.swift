import Kernel
import Support
import World

@testable import Clients

/// The world's company with an empty list of clients, for those who write clients down: Anna sells in
/// the centre, Gleb in another department, Quentin checks quality.
struct ClientsDesk: Sendable {
  let world: World

  /// Opens a desk, works at it, and clears it away.
  static func open(
    _ engine: TestEngine, _ body: (ClientsDesk) async throws -> Void
  ) async throws {
    let desk = ClientsDesk(world: try await World(engine))
    do {
      try await body(desk)
    } catch {
      await desk.world.end()
      throw error
    }
    await desk.world.end()
  }

  var anna: ID<Person> { world.anna }
  var gleb: ID<Person> { world.gleb }
  var quentin: ID<Person> { world.quentin }
  var olga: ID<Person> { world.olga }

  func write<T: Sendable>(
    as who: ID<Person>? = nil, _ body: @Sendable (Work) throws -> T
  ) async throws -> T {
    try await world.write(as: who ?? anna, body)
  }

  func read<T: Sendable>(
    as who: ID<Person>? = nil, _ body: @Sendable (Work) throws -> T
  ) async throws -> T {
    try await world.read(as: who ?? anna, body)
  }

  /// Somebody asks for something and tells this of himself.
  func meet(
    _ name: String? = nil, phone: String? = nil, email: String? = nil, company: String? = nil
  ) async throws -> FoundClient {
    let said = ClientDescription(name: name, phone: phone, email: email, company: company)
    return try await write { try $0.clients.findOrMake(said) }
  }

  /// Lets a job see fewer clients than it does by default.
  func narrowSight(of job: Job, to reach: Reach) async throws {
    _ = try await world.crm.write(as: .system("test")) { work in
      try work.execute(
        "UPDATE role_right SET reach = \(reach) WHERE job = \(job) AND action = \(Action.see)")
    }
    try await world.crm.reload()
  }

  func company(_ id: ID<Company>) async throws -> CompanyCard {
    try await read { try $0.companies.find(id) }
  }
}

/// The codes and fields of a refusal; nothing where there was none.
func refusal(_ body: () async throws -> Void) async throws -> [String?: String] {
  do {
    try await body()
    return [:]
  } catch let refusal as Refusal {
    return Dictionary(refusal.violations.map { ($0.field, $0.code) }) { first, _ in first }
  }
}
