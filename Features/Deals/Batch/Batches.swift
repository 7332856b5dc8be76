import Clients
import Kernel
import Store

/// Deeds with one or many records: done, kept for a while, taken back.
package struct Batches {
  let work: Work

  /// So many records are gone through while their doer waits; more are a job's.
  static let atOnce = 200

  /// Does it with each of the marked deals, and keeps it.
  package func act(_ act: BatchAct, on marked: [MarkedDeal]) throws -> (outcomes: [BatchOutcome], batch: ID<Batch>?) {
    let outcomes = try perform(act, marked)
    guard case .plan = act else { return (outcomes, try keep(act, outcomes.compactMap(\.change))) }
    let items = outcomes.compactMap(\.item)
    return (outcomes, items.isEmpty ? nil : try keep(act, Deal.kind, items))
  }

  /// Does it with each of the marked clients, and keeps it.
  package func act(
    _ act: BatchAct, on marked: [MarkedClient]
  ) throws -> (outcomes: [ClientOutcome], batch: ID<Batch>?) {
    let outcomes = try work.clientList(.init()).perform(act, marked)
    return (outcomes, try keep(act, Company.kind, outcomes.compactMap(\.item)))
  }

  /// Keeps how deals were before a deed, so that it can be taken back; nil where nothing can be.
  @discardableResult
  package func keep(_ act: BatchAct, _ changes: [(before: Deal, after: Deal)]) throws -> ID<Batch>? {
    guard changes.contains(where: { $0.before != $0.after }) else { return nil }
    let items = changes.compactMap { BatchItem($0.before, $0.after) }
    let id = try keep(act, Deal.kind, items)
    // A closed deal stays closed (R06): kept without it, so that an earlier deed is not taken for this one.
    return items.isEmpty ? nil : id
  }

  /// The actor's own.
  /// - Throws: `NotFound`.
  package func find(_ id: ID<Batch>) throws -> Batch {
    let found = try work.first("SELECT * FROM batch WHERE id = \(id) AND person_id = \(work.actor.id)") {
      try Batch(row: $0)
    }
    guard let found else { throw NotFound(Batch.kind) }
    return found
  }

  /// Begins with all records of a list; a job goes through them.
  /// - Parameter filter: the list, as it stands in an address.
  func begin(_ act: BatchAct, _ record: String, filter: String, total: Int, last: Int64) throws -> Batch {
    guard let me = work.actor.id else { throw Forbidden() }
    let id = try insert(act, record, filter: filter, of: me, total: total, last: last)
    try work.enqueue(BatchRun.job, ["batch": JSON(id), "person": JSON(me)])
    return try find(id)
  }

  func perform(_ act: BatchAct, _ marked: [MarkedDeal]) throws -> [BatchOutcome] {
    switch act {
    case .assign(let owner): try work.deals.assign(marked, DealPeople(owner: owner))
    case .move(let stage): try work.deals.move(marked, to: stage)
    case .archive(let reason): try work.deals.archive(marked, because: reason)
    case .restore: try work.deals.restore(marked)
    case .plan(let activity): try work.deals.plan(marked, activity)
    case .segment, .finish, .handOver: throw StoreError.unreadable("a deed that is not for deals")
    }
  }

  func add(_ items: [BatchItem], to id: ID<Batch>) throws {
    for start in stride(from: 0, to: items.count, by: 100) {
      let rows = items[start..<min(start + 100, items.count)].map { item in
        "(\(id), \(item.number), \(item.version), \(item.before.text))" as SQL
      }
      try work.execute("INSERT INTO batch_item (batch_id, number, version, before) VALUES \(.joined(rows, by: ", "))")
    }
  }

  /// The deed that plans what a line says with each: the line is read once, by the clock of who wrote it.
  /// - Throws: a `Refusal` for a line that says no day, or one that there is not.
  package func planning(_ line: String) throws -> BatchAct {
    .plan(try work.ask(Deals.readLine, of: Subject(Deal.kind, 0), ["line": .string(line)]).text)
  }

  /// Keeps a deed with records of another feature, which knows how each is taken back.
  @discardableResult
  package func keep(_ act: BatchAct, _ record: String, _ items: [BatchItem]) throws -> ID<Batch>? {
    guard let me = work.actor.id else { return nil }
    try forget(of: me)
    let id = try insert(act, record, of: me, total: items.count, done: items.count, endedAt: work.now)
    try add(items, to: id)
    return id
  }

  private func insert(
    _ act: BatchAct, _ record: String, filter: String? = nil, of person: ID<Person>, total: Int, last: Int64 = 0,
    done: Int = 0, endedAt: Instant? = nil
  ) throws -> ID<Batch> {
    let state: Batch.State = endedAt == nil ? .running : .done
    return try work.insert(
      """
      INSERT INTO batch (person_id, kind, act, target, note, filter, state, total, reached, last, done, skipped, reasons,
        taken_back, kept, at, ended_at)
      VALUES (\(person), \(record), \(act.word), \(act.target), \(act.note), \(filter), \(state), \(total), 0, \(last), \(done), 0,
        '[]', 0, 0, \(work.now), \(endedAt))
      RETURNING id
      """)
  }

  /// The actor's last deed, where it was this one with this record and can still be taken back.
  package func last(_ act: BatchAct, _ record: String, _ number: Int64) throws -> ID<Batch>? {
    // Its person's newest one: batch_person
    let batch = try work.first(
      "SELECT * FROM batch WHERE person_id = \(work.actor.id) AND state <> 'undone' ORDER BY id DESC LIMIT 1"
    ) { try Batch(row: $0) }
    guard let batch, batch.act == act, batch.record == record, batch.isRevocable(at: work.now) else { return nil }
    let found: Int? = try work.value("SELECT 1 FROM batch_item WHERE batch_id = \(batch.id) AND number = \(number)")
    return found == nil ? nil : batch.id
  }

  /// The same deed went on: what there is to take back of the record now.
  package func amend(_ id: ID<Batch>, _ item: (BatchItem) -> BatchItem) throws {
    for old in try work.all(
      "SELECT number, version, before FROM batch_item WHERE batch_id = \(id)", { try BatchItem(row: $0) })
    {
      let now = item(old)
      try work.execute(
        """
        UPDATE batch_item SET version = \(now.version), before = \(now.before.text)
        WHERE batch_id = \(id) AND number = \(old.number)
        """)
    }
  }

  /// What can no longer be taken back need not be known.
  private func forget(of person: ID<Person>) throws {
    let bound = Instant(milliseconds: work.now.milliseconds - Batch.seconds * 1000)
    let old: SQL = "person_id = \(person) AND state IN ('done', 'undone') AND ended_at < \(bound)"
    try work.execute("DELETE FROM batch_item WHERE batch_id IN (SELECT id FROM batch WHERE \(old))")
    try work.execute("DELETE FROM batch WHERE \(old) AND filter IS NULL")
  }
}

extension Work {
  package var batches: Batches { Batches(work: self) }
}

extension BatchOutcome {
  var change: (before: Deal, after: Deal)? {
    guard let before, let after = deal else { return nil }
    return (before, after)
  }

  var item: BatchItem? { made ?? change.flatMap { BatchItem($0.before, $0.after) } }
}

/// How a record stood before a deed, and which version it has since.
package struct BatchItem: Sendable {
  package let number, version: Int64
  package let before: JSON

  /// A record that another feature takes back.
  package init(number: Int64, version: Int64, before: JSON) {
    (self.number, self.version, self.before) = (number, version, before)
  }

  init(row: Row) throws {
    (number, version) = (try row["number"], try row["version"])
    before = try JSON(parsing: row["before"] as String)
  }

  /// Nil for what was not changed, and for what stays as it is: a deal that was closed.
  init?(_ before: Deal, _ after: Deal) {
    guard before.version != after.version, after.state != .won, after.state != .lost || before.state == .archived
    else { return nil }
    (number, version, self.before) = (after.id.number, Int64(after.version), before.standing)
  }

  /// A client, or a person, who went into the archive or came from there.
  init<Record: ClientRecord>(_ before: Record, _ after: Record) {
    (number, version, self.before) = (after.id.number, after.version, before.archive.json)
  }

  /// Nil for a client that was not changed, nor any of his deals.
  init?(_ before: Company, _ after: Company, deals: [BatchItem] = []) {
    guard before.version != after.version || !deals.isEmpty else { return nil }
    let own = deals.map { deal -> JSON in
      ["number": .integer(deal.number), "version": .integer(deal.version), "before": deal.before]
    }
    let standing = (before.standing.fields ?? []) + (deals.isEmpty ? [] : [JSON.Field("deals", .array(own))])
    (number, version, self.before) = (after.id.number, after.version, .object(standing))
  }

  /// Nil where that can't be read.
  init?(json: JSON) {
    guard let number = json["number"]?.integer, let version = json["version"]?.integer, let before = json["before"]
    else { return nil }
    (self.number, self.version, self.before) = (number, version, before)
  }
}

extension Company {
  /// What deeds change of it.
  var standing: JSON {
    let own: JSON = ["owner_id": JSON(ownerID), "segment_id": JSON(segmentID)]
    return .object((own.fields ?? []) + (archive.json.fields ?? []))
  }
}

extension Deal {
  /// What deeds change of it.
  var standing: JSON {
    [
      "stage_id": JSON(stageID), "state": .string(state.rawValue), "owner_id": JSON(ownerID),
      "manager_id": JSON(managerID), "consultant_id": JSON(consultantID),
      "stage_entered_at": .integer(stageEnteredAt.milliseconds), "closed_at": JSON(closedAt?.milliseconds),
      "archived_at": JSON(archivedAt?.milliseconds), "archived_state": JSON(archivedState?.rawValue),
      "archived_reason": JSON(archivedReason), "archiver_id": JSON(archiverID),
      "touched_at": JSON(touchedAt?.milliseconds),
    ]
  }

  /// The deal as it stood then; nil where that can't be read.
  func standing(as json: JSON) -> Deal? {
    func instant(_ name: String) -> Instant? { json[name]?.integer.map { Instant(milliseconds: $0) } }
    guard let stage = json["stage_id"]?.integer, let state = json["state"]?.string.flatMap(State.init),
      let owner = json["owner_id"]?.integer, let entered = instant("stage_entered_at")
    else { return nil }
    var deal = self
    (deal.stageID, deal.state, deal.ownerID, deal.stageEnteredAt) = (ID(stage), state, ID(owner), entered)
    deal.managerID = json["manager_id"]?.integer.map { ID($0) }
    deal.consultantID = json["consultant_id"]?.integer.map { ID($0) }
    (deal.closedAt, deal.archivedAt) = (instant("closed_at"), instant("archived_at"))
    deal.archivedState = json["archived_state"]?.string.flatMap(State.init)
    deal.archivedReason = json["archived_reason"]?.string
    deal.archiverID = json["archiver_id"]?.integer.map { ID($0) }
    // A move that did not happen answered nobody (R47); what was finished since did.
    if json["touched_at"] == .null, lastActivityAt == nil {
      (deal.touchedAt, deal.reactionSeconds, deal.reactionPersonID) = (nil, nil, nil)
    }
    return deal
  }
}
