import Kernel

/// A deal that somebody marked in a list, as he saw it.
package struct MarkedDeal: Sendable, Hashable {
  package let id: ID<Deal>
  package let version: Int?

  package init(_ id: ID<Deal>, version: Int? = nil) {
    self.id = id
    self.version = version
  }
}

/// What came of one deal of many: the deal as it is now, or the rule that stood against it.
package struct BatchOutcome: Sendable {
  package let id: ID<Deal>
  /// As it was.
  var before: Deal?
  /// What was made for it, where it stayed as it was itself.
  var made: BatchItem?
  package let result: Result<Deal, any Error>

  package var deal: Deal? { try? result.get() }  // the error is told beside it
  package var error: (any Error)? { if case .failure(let error) = result { error } else { nil } }
}

extension Deals {
  /// Moves each of the deals on that may be moved; one that may not holds nobody else up.
  /// - Throws: `Forbidden` for who changes no deals at all, a `Refusal` for a stage that is not there.
  package func move(_ marked: [MarkedDeal], to stageID: ID<Stage>) throws -> [BatchOutcome] {
    try work.actor.access.require(.change, Deal.kind)
    let pipeline = try work.pipelines.of(stage: stageID).pipeline
    let deals = Deals(work: work, pipelines: [pipeline])
    return try each(marked) { try deals.move($0.id, to: stageID, expecting: $0.version) }
  }

  /// Gives each of the deals to other people.
  /// - Throws: `Forbidden` for who changes no deals at all, a `Refusal` for people who can't take them.
  package func assign(_ marked: [MarkedDeal], _ people: DealPeople) throws -> [BatchOutcome] {
    try work.actor.access.require(.change, Deal.kind)
    try people.check(in: work.installation)
    return try each(marked) { try assign($0.id, people, expecting: $0.version) }
  }

  /// Puts each of the deals away.
  /// - Throws: `Forbidden` for who puts no deals away at all.
  package func archive(_ marked: [MarkedDeal], because reason: String?) throws -> [BatchOutcome] {
    try work.actor.access.require(.delete, Deal.kind)
    return try each(marked) { try archive($0.id, because: reason, expecting: $0.version) }
  }

  /// Brings each of the deals back.
  /// - Throws: `Forbidden` for who brings no deals back at all.
  package func restore(_ marked: [MarkedDeal]) throws -> [BatchOutcome] {
    try work.actor.access.require(.delete, Deal.kind)
    return try each(marked) { try restore($0.id, expecting: $0.version) }
  }

  /// Deeds that the feature of activities does: it reads a line, plans with a deal what the line says, and calls off
  /// what it planned.
  package static let (readLine, plan, callOff) = ("activities.read", "activities.plan", "activities.call_off")

  /// Plans an activity with each of the deals, for its owner.
  /// - Throws: `Forbidden` for who changes no deals at all.
  func plan(_ marked: [MarkedDeal], _ activity: String) throws -> [BatchOutcome] {
    try work.actor.access.require(.change, Deal.kind)
    let activity = try JSON(parsing: activity)
    var made: [ID<Deal>: BatchItem] = [:]
    let outcomes = try each(marked) { mark in
      let deal = try find(mark.id, to: .change)
      let kept = try work.ask(Self.plan, of: deal.subject, activity)
      made[deal.id] = BatchItem(number: deal.id.number, version: Int64(deal.version), before: kept)
      return deal
    }
    return outcomes.map { outcome in
      var outcome = outcome
      outcome.made = made[outcome.id]
      return outcome
    }
  }

  /// The four errors are raised before a deal is touched, so those beside it go on.
  private func each(_ marked: [MarkedDeal], _ act: (MarkedDeal) throws -> Deal) throws -> [BatchOutcome] {
    try marked.map { mark in
      do {
        let before = try find(mark.id)
        return BatchOutcome(id: mark.id, before: before, result: .success(try act(mark)))
      } catch let error where error is NotFound || error is Forbidden || error is Conflict || error is Refusal {
        return BatchOutcome(id: mark.id, result: .failure(error))
      }
    }
  }
}
