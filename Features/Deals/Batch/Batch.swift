import Clients
import Kernel
import Store

/// What is done with each record of a batch.
package enum BatchAct: Sendable, Hashable {
  case assign(ID<Person>)
  /// Clients with their open deals, and with what is planned in those.
  case handOver(ID<Person>)
  /// Clients into a segment; nil is out of all of them.
  case segment(ID<Segment>?)
  case move(ID<Stage>)
  /// With why, which open deals and clients want.
  case archive(because: String?)
  case restore
  /// An activity on each, as the feature of activities wrote it down.
  case plan(String)
  /// Something to be done was done: an activity.
  case finish

  /// Its name in the table and in the texts `batches.act.…`.
  var word: String {
    switch self {
    case .assign: "assign"
    case .handOver: "hand_over"
    case .segment: "segment"
    case .move: "move"
    case .archive: "archive"
    case .restore: "restore"
    case .plan: "plan"
    case .finish: "finish"
    }
  }

  /// The person, the segment or the stage.
  var target: Int64? {
    switch self {
    case .assign(let person), .handOver(let person): person.number
    case .segment(let segment): segment?.number
    case .move(let stage): stage.number
    case .archive, .restore, .plan, .finish: nil
    }
  }

  /// What it says in words.
  var note: String? {
    switch self {
    case .archive(let reason): reason
    case .plan(let activity): activity
    case .assign, .handOver, .segment, .move, .restore, .finish: nil
    }
  }

  /// Whether it wants the right to put away, not that to change.
  var isArchiving: Bool {
    switch self {
    case .archive, .restore: true
    case .assign, .handOver, .segment, .move, .plan, .finish: false
    }
  }

  init?(word: String, target: Int64?, note: String?) {
    switch (word, target) {
    case ("assign", let number?): self = .assign(ID(number))
    case ("hand_over", let number?): self = .handOver(ID(number))
    case ("segment", let number): self = .segment(number.map { ID($0) })
    case ("move", let number?): self = .move(ID(number))
    case ("archive", _): self = .archive(because: note)
    case ("restore", _): self = .restore
    case ("plan", _):
      guard let note else { return nil }
      self = .plan(note)
    case ("finish", _): self = .finish
    default: return nil
    }
  }
}

/// A deed with one or many deals or clients, kept so that whoever did it can take it back; of very
/// many it is a job that goes from record to record.
package struct Batch: Sendable {
  package enum State: String, Storable {
    case running, done, undoing, undone
  }

  package static let kind = "batch"
  /// The deed that puts what was done back to what is to be done.
  package static let unfinish = "activities.unfinish"
  /// For so long it can be taken back.
  static let seconds: Int64 = 600

  package let id: ID<Batch>
  package let personID: ID<Person>
  /// Deals, clients, people, activities: `deal`, `company`, `contact`, `activity`.
  let record: String
  let act: BatchAct
  /// The list it goes through, as it stands in an address; nil where the records were named.
  let filter: String?
  package let state: State
  /// So many records it goes through, about.
  let total: Int
  /// The last record it came to, and the last there is for it.
  let reached, last: Int64
  package let done: Int
  package let skipped: Int
  /// The rules that stood against it.
  let reasons: Hindrances
  let takenBack, kept: Int
  let endedAt: Instant?

  init(row: Row) throws {
    (id, personID, record) = (try row["id"], try row["person_id"], try row["kind"])
    guard let act = BatchAct(word: try row["act"], target: try row["target"], note: try row["note"])
    else { throw StoreError.unreadable("a deed that nobody knows") }
    self.act = act
    (filter, state, total) = (try row["filter"], try row["state"], try row["total"])
    (reached, last) = (try row["reached"], try row["last"])
    (done, skipped, takenBack, kept) = (try row["done"], try row["skipped"], try row["taken_back"], try row["kept"])
    reasons = Hindrances(json: try JSON(parsing: row["reasons"] as String))
    endedAt = try row["ended_at"]
  }

  /// Its texts are `WORDS.done`, `WORDS.taken_back` and their like.
  var words: String {
    switch record {
    case Company.kind, Contact.kind: "clients.batch"
    case Deal.kind: "deals.batch"
    default: "activities.batch"
    }
  }

  /// Whether it can be taken back at that time.
  package func isRevocable(at now: Instant) -> Bool {
    state == .done && done > 0 && (endedAt.map { now.seconds(since: $0) <= Batch.seconds } ?? false)
  }
}

/// The rules that stood against records of a batch, each with how many it stood against.
struct Hindrances: Sendable {
  struct Hindrance: Sendable, Hashable {
    let code: String
    let arguments: [String: String]
  }

  /// More differing ones say nothing to a reader.
  private static let most = 20

  private(set) var counts: [(reason: Hindrance, count: Int)] = []

  init() {}

  init(json: JSON) {
    counts = (json.array ?? []).map { item in
      let arguments = (item["arguments"]?.fields ?? []).map { ($0.name, $0.value.string ?? "") }
      let reason = Hindrance(
        code: item["code"]?.string ?? "", arguments: Dictionary(arguments, uniquingKeysWith: { first, _ in first }))
      return (reason, Int(item["count"]?.integer ?? 0))
    }
  }

  var json: JSON {
    .array(
      counts.map { reason, count in
        let arguments = reason.arguments.sorted { $0.key < $1.key }.map { JSON.Field($0.key, .string($0.value)) }
        return ["code": .string(reason.code), "arguments": .object(arguments), "count": JSON(count)]
      })
  }

  mutating func add(_ error: any Error) {
    let reason: Hindrance =
      switch error {
      case let refusal as Refusal:
        Hindrance(code: refusal.violations[0].code, arguments: refusal.violations[0].arguments)
      case let forbidden as Forbidden: Hindrance(code: forbidden.code, arguments: forbidden.arguments)
      case let conflict as Conflict: Hindrance(code: conflict.code, arguments: conflict.arguments)
      default: Hindrance(code: "not_found", arguments: [:])
      }
    if let place = counts.firstIndex(where: { $0.reason == reason }) {
      counts[place].count += 1
    } else if counts.count < Self.most {
      counts.append((reason, 1))
    }
  }
}
