import Kernel
import Store
import Web

extension Handovers {
  /// Brings back what was handed over, however long ago: all that its heirs still have and did not make their own.
  /// Who had left is let in again.
  /// - Throws: `NotFound`, `Forbidden`, `Conflict`.
  @discardableResult
  package func undo(_ id: ID<Handover>, _ holdings: [Holding]) throws -> Handover {
    let handover = try find(id, to: .change)
    switch handover.state {
    case .running: throw Conflict("handover_running")
    case .undoing, .undone: throw Conflict("handover_undone")
    case .done: break
    }
    if handover.kind == .leaving {
      for source in try sources(of: id) { try work.team.comeBack(source) }
    }
    try work.execute(
      """
      UPDATE absence SET state = 'over', version = version + 1 WHERE handover_id = \(id) AND state = 'away'
      """)
    // It goes through its records once more, from the first.
    try work.execute("UPDATE handover SET state = 'undoing', position = 0, reached = 0 WHERE id = \(id)")
    let count: Int = try work.value("SELECT count(*) FROM handover_item WHERE handover_id = \(id)") ?? 0
    if count <= Self.atOnce {
      while try goOnUndoing(id, holdings) {}
    } else {
      try work.enqueue(HandoverRun.name, ["handover": JSON(id)])
    }
    return try read(id)
  }

  /// Brings back the next records; false where there are no more.
  func goOnUndoing(_ id: ID<Handover>, _ holdings: [Holding], limit: Int = Handovers.length) throws -> Bool {
    let handover = try read(id)
    guard handover.state == .undoing else { return false }
    let order = Self.order(holdings)
    guard handover.position < order.count else {
      try endUndoing(id)
      return false
    }
    let holding = order[handover.position]
    let items = try work.all(
      """
      SELECT * FROM handover_item
      WHERE handover_id = \(id) AND holding = \(holding.key) AND id > \(handover.reached) ORDER BY id LIMIT \(limit)
      """
    ) { row in
      (
        id: try row["id"] as Int64,
        record: HandedRecord(
          number: try row["number"], from: try row["source_id"], to: try row["heir_id"],
          before: try JSON(parsing: row["before"] as String))
      )
    }
    let possible = items.map(\.record).filter { record in
      record.source.map { work.installation.people[$0]?.active == true || handover.kind == .leaving } ?? true
    }
    let back = possible.isEmpty ? 0 : try holding.takeBack(work, possible)
    try work.execute(
      """
      UPDATE handover SET taken_back = taken_back + \(back), kept = kept + \(items.count - back) WHERE id = \(id)
      """)
    try step(handover, isOver: items.count < limit, reached: items.last?.id)
    return true
  }

  private func endUndoing(_ id: ID<Handover>) throws {
    try work.execute("UPDATE handover SET state = 'undone', ended_at = \(work.now) WHERE id = \(id)")
    let handover = try read(id)
    for source in try sources(of: id) {
      let name = work.installation.people[source]?.name ?? ""
      try work.record(WorkReturned(handover: handover, person: source, name: name))
    }
  }

  /// Leaves a record with whoever stands in: it does not go back with the rest.
  /// - Throws: `NotFound` where it is not handed over for a time.
  package func keepWithHeir(_ holding: String, _ number: Int64) throws {
    guard let loan = try loan(of: holding, number) else { throw NotFound(Handover.kind) }
    guard work.actor.id == loan.heir || mayLead(loan.source) else { throw Forbidden() }
    try work.execute("DELETE FROM handover_item WHERE id = \(loan.item)")
  }
}

/// Goes on with a handover, or with taking it back, some records a transaction. Killed at any moment, it goes on
/// where it stopped.
package enum HandoverRun {
  static let name = "handover"

  package static func job(over holdings: [Holding]) -> JobKind {
    JobKind(name) { crm, arguments in
      guard let number = arguments["handover"]?.integer else { throw NotFound(Handover.kind) }
      let id = ID<Handover>(number)
      let author = try await crm.read(as: .system(name)) { try $0.handovers.read(id).personID }
      let actor = Actor.system(name, for: author.flatMap { crm.installation.people[$0] })
      while try await crm.write(as: actor, { try $0.handovers.goOn(id, holdings) }) { try Task.checkCancellation() }
      while try await crm.write(as: actor, { try $0.handovers.goOnUndoing(id, holdings) }) {
        try Task.checkCancellation()
      }
    }
  }
}
