import Kernel
import Store
import Web

/// Goes through all clients, a few at a time and each few in a transaction of its own, so that nobody who
/// works has to wait; after an outage it goes on where it was.
struct ClientLook: Sendable {
  static let job = JobKind("client_look") { crm, arguments in
    guard let number = arguments["check"]?.integer else { return }
    try await ClientLook(crm: crm, check: ID(number)).run()
  }

  /// Clients in one transaction.
  static let batch = 500
  /// Forgotten clients of one person that get a task in one look: more than that nobody calls in a day.
  static let tasksEach = 50

  let crm: CRM
  let check: ID<ClientCheck>

  private static let actor = Actor.system("discipline", isQuiet: true)

  func run() async throws {
    let titles = try LookTitles(crm.installation)
    while try await crm.write(as: Self.actor, { try LookBatch(work: $0, check: check, titles: titles).run() }) {
      try Task.checkCancellation()
    }
    try await crm.write(as: .system("discipline")) { try LookEnd(work: $0, check: check).run() }
  }
}

/// What the tasks of a look are called, in the company's language.
struct LookTitles: Sendable {
  let plan: String
  private let reader: Reader

  init(_ installation: Installation) throws {
    var texts = Texts()
    try texts.add(.module)
    reader = Reader(
      language: installation.language, zone: installation.zone, now: Instant(milliseconds: 0),
      currency: installation.currency, texts: texts)
    plan = reader("client_look.plan")
  }

  func remember(days: Int) -> String { reader.count("client_look.remember", days) }
}
