import Kernel
import Store
import Web

extension Work {
  /// What goes from person to person.
  package var handovers: Handovers { Handovers(work: self) }
}

/// The one way in which work goes from people to others, and back: holding by holding, a client with all that
/// is his to the same heir. Much of it is a job's.
package struct Handovers {
  let work: Work

  /// So many records go while their giver waits.
  static let atOnce = 300
  /// Records a transaction of the job.
  static let length = 100

  /// Gives all the work of some people to others.
  /// - Throws: `Forbidden` for who does not lead them; a `Refusal` on `heirs`, or where there is nothing to give.
  @discardableResult
  package func begin(from sources: [ID<Person>], to heirs: [ID<Person>], _ holdings: [Holding]) throws -> Handover {
    try requireLead(of: sources)
    let heirs = try checked(heirs, for: sources)
    guard try held(by: sources, of: holdings) > 0 else { throw Refusal("nothing_to_hand_over", field: "person_ids") }
    return try begin(.work, from: sources, to: heirs, holdings)
  }

  /// The same without asking whether the actor may: he was asked before.
  func begin(_ kind: Handover.Kind, from sources: [ID<Person>], to heirs: Heirs, _ holdings: [Holding]) throws
    -> Handover
  {
    let id = try insert(kind, from: sources, to: heirs.people, total: 0)
    try run(id, holdings)
    return try read(id)
  }

  /// Goes through all of it, or has a job do so where it is much.
  func run(_ id: ID<Handover>, _ holdings: [Holding]) throws {
    let total = try held(by: try sources(of: id), of: holdings)
    try work.execute("UPDATE handover SET total = \(total) WHERE id = \(id)")
    guard total <= Self.atOnce else { return try work.enqueue(HandoverRun.name, ["handover": JSON(id)]) }
    while try goOn(id, holdings) {}
  }

  /// What each of the heirs would get, and nothing is done.
  package func preview(
    from sources: [ID<Person>], to heirs: [ID<Person>], _ holdings: [Holding]
  ) throws -> [HandoverShare] {
    try requireLead(of: sources)
    let heirs = try checked(heirs, for: sources)
    var counts: [ID<Person>: [String: Int]] = [:]
    for source in sources {
      for holding in holdings {
        var after: Int64 = 0
        while true {
          let held = try holding.held(work, source, after, 1000)
          for record in held { counts[heirs.heir(ofClient: record.client), default: [:]][holding.key, default: 0] += 1 }
          guard held.count == 1000, let last = held.last else { break }
          after = last.number
        }
      }
    }
    return heirs.people.map { HandoverShare(heir: $0, counts: counts[$0] ?? [:]) }
  }

  /// Notes that something new went to an heir in the absent person's stead: it goes back with the rest.
  package func note(_ holding: String, _ record: HandedRecord) throws {
    guard let source = record.source, let number = work.installation.absences[source]?.handover else { return }
    try add([record], holding, to: ID(number))
  }

  /// Goes on with the next records; false where there are no more.
  func goOn(_ id: ID<Handover>, _ holdings: [Holding], limit: Int = Handovers.length) throws -> Bool {
    let handover = try read(id)
    guard handover.state == .running else { return false }
    let (sources, order) = (try self.sources(of: id), Self.order(holdings))
    guard handover.position < sources.count * order.count, let heirs = Heirs(handover.heirs) else {
      try end(id)
      return false
    }
    let source = sources[handover.position / order.count]
    let holding = order[handover.position % order.count]
    let held = try holding.held(work, source, handover.reached, limit)
    if !held.isEmpty { try add(try holding.give(work, source, held, heirs), holding.key, to: id) }
    try step(handover, isOver: held.count < limit, reached: held.last?.number)
    return true
  }

  /// What hangs on others goes before them: it would follow them unnoted.
  static func order(_ holdings: [Holding]) -> [Holding] { holdings.reversed() }

  func step(_ handover: Handover, isOver: Bool, reached: Int64?) throws {
    try work.execute(
      """
      UPDATE handover SET position = \(handover.position + (isOver ? 1 : 0)),
        reached = \(isOver ? 0 : reached ?? handover.reached)
      WHERE id = \(handover.id)
      """)
  }

  private func end(_ id: ID<Handover>) throws {
    try work.execute("UPDATE handover SET state = 'done', ended_at = \(work.now) WHERE id = \(id)")
    let handover = try read(id)
    let people = work.installation.people
    let sources = try self.sources(of: id)
    let names = sources.prefix(3).compactMap { people[$0]?.name }
    let absence = try work.first("SELECT * FROM absence WHERE handover_id = \(id)") { try Absence(row: $0) }
    for share in try shares(of: id) where share.total > 0 || absence != nil {
      let path = (share.counts["deals"] ?? 0) > 0 ? "/deals?scope=mine" : "/companies"
      try work.record(
        WorkHandedOver(
          handover: handover, names: names + (sources.count > 3 ? ["…"] : []), share: share, path: path,
          last: absence?.last))
    }
  }

  // MARK: - Rows

  package func add(_ records: [HandedRecord], _ holding: String, to id: ID<Handover>) throws {
    for start in stride(from: 0, to: records.count, by: 100) {
      let rows = records[start..<min(start + 100, records.count)].map { record in
        "(\(id), \(holding), \(record.number), \(record.source), \(record.heir), \(record.before.text))" as SQL
      }
      try work.execute(
        """
        INSERT INTO handover_item (handover_id, holding, number, source_id, heir_id, before)
        VALUES \(.joined(rows, by: ", "))
        """)
    }
  }

  func insert(
    _ kind: Handover.Kind, from sources: [ID<Person>], to heirs: [ID<Person>], total: Int
  ) throws -> ID<Handover> {
    let id: ID<Handover> = try work.insert(
      """
      INSERT INTO handover (kind, person_id, heirs, state, position, reached, total, taken_back, kept, at)
      VALUES (\(kind), \(work.actor.id), \(heirs.listed), 'running', 0, 0, \(total), 0, 0, \(work.now)) RETURNING id
      """)
    for source in sources {
      try work.execute("INSERT INTO handover_source (handover_id, person_id) VALUES (\(id), \(source))")
    }
    return id
  }

  /// Keeps what a feature of its own gave: it did all of it at once.
  @discardableResult
  package func keep(
    _ kind: Handover.Kind, to heirs: [ID<Person>], _ records: [(holding: String, record: HandedRecord)]
  ) throws -> Handover {
    let id = try insert(kind, from: [], to: heirs, total: records.count)
    for (holding, own) in Dictionary(grouping: records, by: \.holding).sorted(by: { $0.key < $1.key }) {
      try add(own.map(\.record), holding, to: id)
    }
    try end(id)
    return try read(id)
  }

  private func held(by sources: [ID<Person>], of holdings: [Holding]) throws -> Int {
    try sources.reduce(0) { sum, source in
      try holdings.reduce(sum) { try $0 + $1.count(work, source) }
    }
  }
}
