import Kernel
import Store

/// A handover with what is told of it.
package struct HandoverAccount: Sendable {
  package let handover: Handover
  /// Whose work it was.
  package let sources: [ID<Person>]
  /// How much came to whom.
  package let shares: [HandoverShare]
  /// Whether the actor may take it back.
  package let mayUndo: Bool
}

extension Handovers {
  package func account(of handover: Handover) throws -> HandoverAccount { try accounts(of: [handover])[0] }

  /// What is told of each of them, asked for all of them at once.
  package func accounts(of handovers: [Handover]) throws -> [HandoverAccount] {
    guard !handovers.isEmpty else { return [] }
    let ids = handovers.map(\.id)
    var sources: [ID<Handover>: [ID<Person>]] = [:]
    try work.query(
      "SELECT handover_id, person_id FROM handover_source WHERE handover_id IN \(list: ids) ORDER BY person_id"
    ) { row in sources[try row[0], default: []].append(try row[1]) }
    var counts: [ID<Handover>: [ID<Person>: [String: Int]]] = [:]
    // handover_item_holding
    try work.query(
      """
      SELECT handover_id, heir_id, holding, count(*) FROM handover_item
      WHERE handover_id IN \(list: ids)
      GROUP BY handover_id, heir_id, holding
      """
    ) { row in counts[try row[0], default: [:]][try row[1], default: [:]][try row[2]] = try row[3] as Int }
    return handovers.map { handover in
      let (given, came) = (sources[handover.id] ?? [], counts[handover.id] ?? [:])
      return HandoverAccount(
        handover: handover, sources: given,
        shares: handover.heirs.map { HandoverShare(heir: $0, counts: came[$0] ?? [:]) },
        mayUndo: mayUndo(handover, of: given))
    }
  }

  /// Whether the actor may take it back: he did it, or he leads all whose work it was. That of one who left comes
  /// back with him, so it is for those who may let him in.
  func mayUndo(_ handover: Handover, of sources: [ID<Person>]) -> Bool {
    if handover.kind == .leaving { return work.actor.access.may(.administer, "person") }
    if let me = work.actor.id, me == handover.personID { return true }
    if work.actor.access.reach(.change, Handover.kind) == .all { return true }
    return !sources.isEmpty && sources.allSatisfy(mayLead)
  }
}
