import Clients
import Deals
import Foundation
import Kernel
import Logging
import Product
import Refusals
import Store
import Support
import Synchronization
import Team
import Web

/// The company that tests happen in: a centre and a north, with people who have names, over a
/// database of the test's own.
///
///     owner Olga ── head Rita (centre) ── managers Anna, Boris; consultant Vera
///                └─ head Nikita (north) ── manager Gleb
///     beside them: Quentin checks quality, Ada administers, Vadim checks refusals from outside
package final class World: Sendable {
  package let crm: CRM
  package let site: Site
  package let database: TestDatabase
  package let olga, rita, nikita, anna, boris, vera, gleb, quentin, ada, vadim: ID<Person>
  package let clock: TestClock

  /// The same password for everybody.
  package static let password = "correct horse battery"

  /// A world of its own on that engine.
  package convenience init(_ engine: TestEngine) async throws {
    try await self.init(database: try await World.template.copy(engine))
  }

  /// Another server of the same installation.
  package func anotherServer() async throws -> World { try await World(database: database, clock: clock) }

  private init(database: TestDatabase, clock: TestClock = TestClock()) async throws {
    self.database = database
    self.clock = clock
    let store = try await Store(database.address) { clock.now.milliseconds }
    crm = try await CRM(
      store: store, clock: Clock(reading: { clock.now }, isSet: false), defaults: World.defaults,
      folder: FileManager.default.temporaryDirectory.appendingPathComponent("voronka-\(UUID().uuidString)"),
      logger: World.logger)
    site = try Site(crm: crm, features: features, vendorFolder: URL(fileURLWithPath: "public/vendor"))
    let people = Dictionary(uniqueKeysWithValues: crm.installation.people.values.map { ($0.email, $0.id) })
    func person(_ name: String) throws -> ID<Person> {
      guard let id = people["\(name)@test.voronka"] else { throw NotFound("person \(name)") }
      return id
    }
    (olga, rita, nikita) = (try person("olga"), try person("rita"), try person("nikita"))
    (anna, boris, vera) = (try person("anna"), try person("boris"), try person("vera"))
    (gleb, quentin, ada) = (try person("gleb"), try person("quentin"), try person("ada"))
    vadim = try person("vadim")
  }

  /// Closes the database and takes it away.
  package func end() async {
    await crm.store.close()
    await database.remove()
    try? FileManager.default.removeItem(at: crm.folder)  // most tests put nothing there; a left-over harms nobody
  }

  private static let defaults = Installation.Defaults(
    zone: TimeZone(identifier: "Europe/Moscow") ?? .gmt, language: "ru")
  private static let logger = Logger(label: "test") { _ in SwiftLogNoOpLogHandler() }

  private static let template = TestTemplate { address in
    let clock = TestClock()
    let store = try await Store(address) { clock.now.milliseconds }
    try await store.migrate(migrations)
    let crm = try await CRM(
      store: store, clock: Clock(reading: { clock.now }, isSet: false), defaults: defaults,
      folder: FileManager.default.temporaryDirectory, logger: logger)
    let site = try Site(crm: crm, features: features, vendorFolder: URL(fileURLWithPath: "public/vendor"))
    let password = try await Password.hashing(World.password, cost: .light)
    _ = try await site.found(
      Founding(
        company: "Чистый исток", zone: defaults.zone, currency: .rub, language: "ru",
        first: PersonDraft(name: "Ольга Петрова", email: "olga@test.voronka", job: .owner), password: password))
    try await crm.write(as: .system("test")) { work in
      func add(_ name: String, _ email: String, _ job: Job, _ department: ID<Department>?) throws -> ID<Person> {
        let draft = PersonDraft(name: name, email: "\(email)@test.voronka", job: job, departmentID: department)
        return try work.team.add(draft, password: password)
      }
      let centre = try work.team.addDepartment(DepartmentDraft(name: "Центр"))
      let north = try work.team.addDepartment(DepartmentDraft(name: "Север"))
      _ = try add("Рита Орлова", "rita", .head, centre)
      _ = try add("Никита Лапин", "nikita", .head, north)
      _ = try add("Анна Крылова", "anna", .manager, centre)
      _ = try add("Борис Дёмин", "boris", .manager, centre)
      _ = try add("Вера Сотникова", "vera", .consultant, centre)
      _ = try add("Глеб Мухин", "gleb", .manager, north)
      _ = try add("Квентин Ли", "quentin", .quality, nil)
      _ = try add("Ада Громова", "ada", .admin, nil)
      _ = try add("Вадим Руденко", "vadim", .checker, nil)
    }
    await store.close()
  }
}

/// A clock that tests move: it begins on a Monday morning in Moscow.
package final class TestClock: Sendable {
  private let offset = Mutex<Int64>(0)
  private static let start = Instant("2026-03-02T10:00:00+03:00")?.milliseconds ?? 0

  package init() {}

  package var now: Instant { offset.withLock { Instant(milliseconds: Self.start + $0) } }

  package func advance(seconds: Int64) { offset.withLock { $0 += seconds * 1000 } }
  package func advance(days: Int64) { advance(seconds: days * 86_400) }
}

extension World {
  /// The actor that the person is, with the rights he has now.
  package func actor(_ id: ID<Person>) throws -> Actor {
    guard let person = crm.installation.people[id] else { throw NotFound("person") }
    return Actor(person, in: crm.installation)
  }

  package func read<T: Sendable>(as id: ID<Person>, _ body: @Sendable (Work) throws -> T) async throws -> T {
    try await crm.read(as: actor(id), body)
  }

  @discardableResult
  package func write<T: Sendable>(as id: ID<Person>, _ body: @Sendable (Work) throws -> T) async throws -> T {
    try await crm.write(as: actor(id), body)
  }

  /// Every person of the company with his job's word, for tests that try all of them.
  package var everybody: [(name: String, id: ID<Person>)] {
    [
      ("owner", olga), ("head", rita), ("another head", nikita), ("manager", anna), ("colleague", boris),
      ("consultant", vera), ("another department", gleb), ("quality", quentin), ("admin", ada),
      ("outside checker", vadim),
    ]
  }

  /// The owner closes the deal without a check: for tests in which a deal was lost.
  package func lose(_ deal: Deal) async throws {
    try await write(as: olga) { work in
      guard let reason = try work.reasons.all().first else { throw NotFound("reason") }
      _ = try work.refusals.override(deal.id, for: reason.id, because: "Клиент закрыл дело и уехал из страны.")
    }
  }

  /// The stages of the funnel Продажа in order, won and lost at the end.
  package func stages() async throws -> [Stage] {
    try await read(as: olga) { work in
      try work.pipelines.all().first { $0.name == "Продажа" }?.stages ?? []
    }
  }

  /// A deal of that person's in the first stage of Продажа, of a client with that phone.
  package func deal(
    of person: ID<Person>, _ title: String = "Обратный осмос в загородный дом", phone: String = "+7 911 204-18-36",
    amount: Int64? = 148_500
  ) async throws -> Deal {
    try await write(as: person) { work in
      var new = NewDeal(client: .described(ClientDescription(name: "Мария Ковалёва", phone: phone), field: ""))
      new.title = title
      new.amount = amount.map { Money(minor: $0 * 100, .rub) }
      return try work.deals.create(new)
    }
  }
}
