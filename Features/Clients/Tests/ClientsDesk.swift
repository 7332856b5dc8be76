import Foundation
import Kernel
import Logging
import Store
import Support
import Timeline

@testable import Clients

/// A small company with an empty list of clients: Anna and Boris sell in two departments, Vera
/// checks quality.
struct ClientsDesk: Sendable {
  let crm: CRM
  private let database: TestDatabase

  init(_ engine: TestEngine) async throws {
    database = try await TestDatabase(engine)
    let now = Instant("2026-03-02T09:00:00+03:00") ?? Instant(milliseconds: 0)
    let store = try await Store(database.address, now: { now.milliseconds })
    try await store.migrate([.kernel001, .kernel002, .timeline001, .clients001])
    try await store.write { connection in
      for department in ["Север", "Юг"] {
        try connection.execute("INSERT INTO department (name) VALUES (\(department))")
      }
      let staff: [(String, Job, Int)] = [
        ("Анна Крылова", .manager, 1), ("Борис Дёмин", .manager, 2), ("Вера Сотникова", .quality, 1),
        ("Ольга Руднева", .owner, 1),
      ]
      for (name, job, department) in staff {
        try connection.execute(
          """
          INSERT INTO person (name, email, job, department_id, active, created_at, version)
          VALUES (\(name), \("\(name)@example.com"), \(job), \(department), \(true), \(now), 1)
          """)
      }
      for right in ClientRights.all {
        try connection.execute(
          """
          INSERT INTO role_right (job, kind, action, reach)
          VALUES (\(right.job), \(right.kind), \(right.action), \(right.reach))
          """)
      }
    }
    let zone = TimeZone(identifier: "Europe/Moscow") ?? .gmt
    crm = try await CRM(
      store: store, clock: Clock(reading: { now }, isSet: true),
      defaults: .init(zone: zone, language: "ru"), folder: FileManager.default.temporaryDirectory,
      logger: Logger(label: "test"))
  }

  /// Opens a desk, works at it, and clears it away.
  static func open(
    _ engine: TestEngine, _ body: (ClientsDesk) async throws -> Void
  ) async throws {
    let desk = try await ClientsDesk(engine)
    do {
      try await body(desk)
    } catch {
      await desk.close()
      throw error
    }
    await desk.close()
  }

  private func close() async {
    await crm.store.close()
    await database.remove()
  }

  let anna = ID<Person>(1)
  let boris = ID<Person>(2)
  let vera = ID<Person>(3)
  let olga = ID<Person>(4)

  func write<T: Sendable>(
    as who: ID<Person>? = nil, _ body: @Sendable (Work) throws -> T
  ) async throws -> T {
    try await crm.write(as: actor(who ?? anna), body)
  }

  func read<T: Sendable>(
    as who: ID<Person>? = nil, _ body: @Sendable (Work) throws -> T
  ) async throws -> T {
    try await crm.read(as: actor(who ?? anna), body)
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
    try await crm.write(as: .system("test")) { work in
      try work.execute(
        "UPDATE role_right SET reach = \(reach) WHERE job = \(job) AND action = \(Action.see)")
    }
    try await crm.reload()
  }

  func company(_ id: ID<Company>) async throws -> CompanyCard {
    try await read { try $0.companies.find(id) }
  }

  private func actor(_ id: ID<Person>) -> Actor {
    let installation = crm.installation
    guard let person = installation.people[id] else { return .system("test") }
    return Actor(person, in: installation)
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
