import Clients
import Kernel
import Store

/// What came of taking a deed back.
package struct Undone: Sendable {
  package let batch: Batch
  /// Those that had to be left, because somebody went on with them: the first few, by name.
  let left: [String]
}

extension Batches {
  private static let named = 3

  /// Takes back the actor's last deed that is not taken back yet.
  /// - Throws: `Conflict` where there is none of the last minutes, or none that can be.
  package func undoLast() throws -> Undone {
    let last: ID<Batch>? = try work.value(
      """
      SELECT id FROM batch WHERE person_id = \(work.actor.id) AND state <> 'undone' ORDER BY id DESC LIMIT 1
      """)
    guard let last else { throw Conflict("nothing_to_undo") }
    return try undo(last)
  }

  /// Takes a deed of the actor's back, as far as nobody changed its records since. The actor is to be the
  /// product for the person: what he gave away may be out of his own reach.
  /// - Throws: `NotFound`, `Conflict`.
  package func undo(_ id: ID<Batch>) throws -> Undone {
    let batch = try find(id)
    switch batch.state {
    case .running: throw Conflict("batch_running")
    case .undoing, .undone: throw Conflict("batch_undone")
    case .done: break
    }
    guard let ended = batch.endedAt, work.now.seconds(since: ended) <= Batch.seconds
    else { throw Conflict("nothing_to_undo") }
    guard batch.done > 0 else { throw Conflict("batch_final") }
    // It goes through its records once more, from the first.
    try work.execute("UPDATE batch SET state = 'undoing', reached = 0 WHERE id = \(id)")
    guard batch.done <= Self.atOnce else {
      try work.enqueue(BatchRun.undoJob, ["batch": JSON(id), "person": JSON(batch.personID)])
      return Undone(batch: try find(id), left: [])
    }
    let (_, left) = try takeBack(try find(id), limit: Self.atOnce)
    try work.execute("UPDATE batch SET state = 'undone' WHERE id = \(id)")
    try announce(batch)
    return Undone(batch: try find(id), left: left)
  }

  /// Takes the next records of a big deed back; false where there are no more.
  func goOnUndoing(_ id: ID<Batch>, limit: Int) throws -> Bool {
    let batch = try find(id)
    guard batch.state == .undoing else { return false }
    let goesOn = try takeBack(batch, limit: limit).goesOn
    if !goesOn { try work.execute("UPDATE batch SET state = 'undone' WHERE id = \(id)") }
    try announce(batch)
    return goesOn
  }

  /// Tells the open pages of whoever did it how far it is.
  func announce(_ batch: Batch) throws {
    work.announce(Batch.kind, to: batch.personID, event: try work.newestEvent())
  }

  private func takeBack(_ batch: Batch, limit: Int) throws -> (goesOn: Bool, left: [String]) {
    let items = try work.all(
      """
      SELECT number, version, before FROM batch_item
      WHERE batch_id = \(batch.id) AND number > \(batch.reached) ORDER BY number LIMIT \(limit)
      """
    ) { try BatchItem(row: $0) }
    var (left, kept): ([String], Int) = ([], 0)
    for item in items {
      let (name, isBack) = try takeBack(item, of: batch)
      guard !isBack else { continue }
      kept += 1
      if let name, left.count < Self.named { left.append(name) }
    }
    try work.execute(
      """
      UPDATE batch SET reached = \(items.last?.number ?? batch.reached), taken_back = taken_back + \(items.count - kept),
        kept = kept + \(kept)
      WHERE id = \(batch.id)
      """)
    return (items.count == limit, left)
  }

  private func takeBack(_ item: BatchItem, of batch: Batch) throws -> (name: String?, isBack: Bool) {
    switch (batch.record, batch.act) {
    case (Company.kind, .archive), (Company.kind, .restore): return try takeBackArchive(item, of: work.companies)
    case (Contact.kind, _): return try takeBackArchive(item, of: work.contacts)
    case (Company.kind, _):
      for deal in (item.before["deals"]?.array ?? []).compactMap({ BatchItem(json: $0) }) {
        _ = try takeBackDeal(deal, from: .assign(batch.personID))
      }
      return try takeBackClient(item)
    case (Deal.kind, .plan): return try takeBack(item, by: Deals.callOff, of: Subject(Deal.kind, item.number))
    case (Deal.kind, _): return try takeBackDeal(item, from: batch.act)
    case (let kind, _): return try takeBack(item, by: Batch.unfinish, of: Subject(kind, item.number))
    }
  }

  private func takeBackDeal(_ item: BatchItem, from act: BatchAct) throws -> (name: String?, isBack: Bool) {
    // Past the actor's reach, as all of it: it is his own deed of a moment ago.
    let deal = try work.first("SELECT deal.* FROM \(Deal.table) AS deal WHERE id = \(item.number)") {
      try Deal(row: $0)
    }
    guard let deal else { return (nil, false) }
    guard Int64(deal.version) == item.version, let before = deal.standing(as: item.before),
      work.installation.people[before.ownerID]?.active == true
    else { return (deal.title, false) }
    try work.deals.takeBack(deal, to: before, from: act)
    return (deal.title, true)
  }

  /// What another feature did is its own to take back: it says what it is called, and whether it is back.
  private func takeBack(
    _ item: BatchItem, by deed: String, of subject: Subject
  ) throws -> (name: String?, isBack: Bool) {
    let answer = try work.ask(deed, of: subject, ["version": .integer(item.version), "before": item.before])
    return (answer["name"]?.string, answer["done"] == .bool(true))
  }

  /// Who was put away is back, and who was brought back lies where he lay.
  private func takeBackArchive<Records: MergedRecords>(
    _ item: BatchItem, of records: Records
  ) throws -> (name: String?, isBack: Bool) {
    let id = ID<Records.Record>(item.number)
    do {
      if let note = ArchiveNote(json: item.before) {
        try records.putBack(id, as: note, expecting: item.version)
      } else {
        try records.restore(id, expecting: item.version)
      }
      return (nil, true)
    } catch is Conflict {
      return (Records.name(of: try records.find(id)), false)
    } catch is NotFound {
      return (nil, false)
    }
  }

  private func takeBackClient(_ item: BatchItem) throws -> (name: String?, isBack: Bool) {
    let id = ID<Company>(item.number)
    do {
      _ = try work.companies.change(id, expecting: item.version) { draft in
        draft.ownerID = item.before["owner_id"]?.integer.map { ID($0) }
        // A deed of an older version knows nothing of segments.
        if let segment = item.before["segment_id"] { draft.segmentID = segment.integer.map { ID($0) } }
      }
      return (nil, true)
    } catch let error where error is Conflict || error is Refusal {
      return (try work.companies.find(id).company.name, false)
    } catch is NotFound {
      return (nil, false)
    }
  }
}

extension Deals {
  /// Puts a deal back to how it stood before its doer's last deed. The log keeps both; a move that was
  /// taken back counts in no time spent.
  func takeBack(_ deal: Deal, to before: Deal, from act: BatchAct) throws {
    var before = before
    let stage = try work.pipelines.of(stage: before.stageID).stage
    // A stage that was left again lends its days to nobody (R46).
    before.stallsAt = before.stalls(in: stage)
    let saved = try save(before, over: deal)
    if deal.stageID != before.stageID {
      try work.execute(
        """
        DELETE FROM stage_move WHERE deal_id = \(deal.id) AND id = (
          SELECT max(id) FROM stage_move WHERE deal_id = \(deal.id) AND to_stage_id = \(deal.stageID))
        """)
    }
    try settleEarnings(of: saved, before: deal)
    if saved.closedAt == nil, deal.closedAt != nil { try work.companies.comeBack(saved.companyID) }
    try work.record(DealTakenBack(before: deal, deal: saved, act: act, stage: stage))
  }
}
