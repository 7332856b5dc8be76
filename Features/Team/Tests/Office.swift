import Foundation
import Kernel
import Logging
import Store
import Support
import Synchronization
import Team
import Testing
import Web

/// A small company on a database of its own: Ольга owns it, Вера heads the sales department in
/// which Анна works.
struct Office: Sendable {
  let crm: CRM
  let olga: ID<Person>
  let vera: ID<Person>
  let anna: ID<Person>
  let sales: ID<Department>
  let clock: Hands

  static let password = "синий чайник 7"

  /// The hands of a clock that a test moves.
  final class Hands: Sendable {
    private let now = Mutex(Instant(milliseconds: 1_772_431_200_000))
    var time: Instant { now.withLock { $0 } }
    func advance(seconds: Int64) { now.withLock { $0 = $0.adding(seconds: seconds) } }
  }

  init(at database: TestDatabase) async throws {
    let hands = Hands()
    let crm = try await CRM.empty(at: database, hands)
    let password = try await Password.hashing(Office.password, cost: .light)
    olga = try await crm.write(as: .system("test")) { work in
      try work.found(
        .lamp(owner: "Ольга Сергеева", "olga@lampa.example", password), features: [teamFeature],
        offers: [],
        reader: Reader(
          language: "ru", zone: .gmt, now: work.now, currency: .rub, texts: Texts()))
    }
    let owner = olga
    (sales, vera, anna) = try await crm.write(as: crm.actor(owner)) { work in
      let sales = try work.team.addDepartment(DepartmentDraft(name: "Отдел продаж"))
      let vera = try work.team.add(
        PersonDraft(
          name: "Вера Сотникова", email: "vera@lampa.example", job: .head, departmentID: sales),
        password: password)
      let anna = try work.team.add(
        PersonDraft(
          name: "Анна Крылова", email: "anna@lampa.example", job: .manager, departmentID: sales),
        password: password)
      try work.team.changeDepartment(sales) { $0.headID = vera }
      return (sales, vera, anna)
    }
    self.crm = crm
    clock = hands
  }

  func write<T: Sendable>(
    as person: ID<Person>, _ body: @Sendable (Work) throws -> T
  ) async throws -> T {
    try await crm.write(as: crm.actor(person), body)
  }

  func read<T: Sendable>(
    as person: ID<Person>, _ body: @Sendable (Work) throws -> T
  ) async throws -> T {
    try await crm.read(as: crm.actor(person), body)
  }
}

extension CRM {
  /// An installation that nobody has founded.
  static func empty(at database: TestDatabase, _ hands: Office.Hands = .init()) async throws -> CRM {
    let store = try await Store(database.address, now: { hands.time.milliseconds })
    try await store.migrate([
      .kernel001, .kernel002, .kernel003, .kernel004, .kernel005, .web001, .team001, .team002, .team003,
    ])
    return try await CRM(
      store: store, clock: Clock(reading: { hands.time }, isSet: true),
      defaults: .init(zone: .gmt, language: "ru"), folder: FileManager.default.temporaryDirectory,
      logger: Logger(label: "tests"))
  }

  func actor(_ id: ID<Person>) throws -> Actor {
    guard let person = installation.people[id] else { throw NotFound("person") }
    return Actor(person, in: installation)
  }
}

extension Founding {
  static func lamp(owner: String, _ email: String, _ password: Password?) -> Founding {
    Founding(
      company: "Лампа", zone: .gmt, currency: .rub, language: "ru",
      first: PersonDraft(name: owner, email: email, job: .owner), password: password)
  }
}

/// Lends an empty database to `body` and deletes it afterwards.
func withDatabase(
  _ engine: TestEngine, _ body: (TestDatabase) async throws -> Void
) async throws {
  let database = try await TestDatabase(engine)
  do {
    try await body(database)
  } catch {
    await database.remove()
    throw error
  }
  await database.remove()
}

/// Lends an office to `body`.
func withOffice(_ engine: TestEngine, _ body: (Office) async throws -> Void) async throws {
  try await withDatabase(engine) { database in
    let office = try await Office(at: database)
    do {
      try await body(office)
    } catch {
      await office.crm.store.close()
      throw error
    }
    await office.crm.store.close()
  }
}

/// The codes of the rules that stand against what `body` asks for.
func refusal(_ body: () async throws -> Void) async throws -> [String] {
  do {
    try await body()
    return []
  } catch let refusal as Refusal {
    return refusal.violations.map(\.code)
  } catch let conflict as Conflict {
    return [conflict.code]
  } catch is Forbidden {
    return ["forbidden"]
  } catch is NotFound {
    return ["not_found"]
  }
}

/// Expects that the rule of that code stands against what `body` asks for.
func expectRefusal(
  _ code: String, sourceLocation: SourceLocation = #_sourceLocation,
  _ body: () async throws -> Void
) async throws {
  let codes = try await refusal(body)
  #expect(codes == [code], sourceLocation: sourceLocation)
}
