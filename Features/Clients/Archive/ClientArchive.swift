import Kernel
import Store
import Timeline

/// Putting clients and people away and bringing them back (D9): nothing of them is lost, and nobody deletes one.
extension ClientRecords where Record: ClientRecord {
  /// Puts the record away: it leaves lists, counts and whatever offers clients.
  /// - Parameter reason: why; nobody goes without a word.
  /// - Throws: `NotFound`, `Forbidden`, `Conflict`, also for who has something open; a `Refusal` without a reason.
  @discardableResult
  package func archive(_ id: ID<Record>, because reason: String?, expecting version: Int64? = nil) throws -> Card {
    let old = try find(id, to: .delete).record
    guard mayArchive(old) else { throw Forbidden("own_client_stays") }
    try expect(version, of: old)
    guard old.archive == nil else { throw Conflict("client_archived") }
    guard let reason = ArchiveNote.reason(reason) else {
      throw Refusal("client_archive_reason", field: "reason", ["min": String(ArchiveNote.letters)])
    }
    return try put(ArchiveNote(at: work.now, reason: reason, personID: work.actor.id), old)
  }

  /// Brings the record back as it was.
  /// - Throws: `NotFound`, `Forbidden`, `Conflict`.
  @discardableResult
  package func restore(_ id: ID<Record>, expecting version: Int64? = nil) throws -> Card {
    let old = try find(id, to: .delete).record
    try expect(version, of: old)
    guard let note = old.archive else { throw Conflict("client_not_archived") }
    try save(nil, of: id)
    try work.record(ClientRestored(of: old, from: note))
    return try find(id)
  }

  /// Puts back who was just brought back, as he lay there.
  /// - Throws: as `archive`.
  package func putBack(_ id: ID<Record>, as note: ArchiveNote, expecting version: Int64?) throws {
    let old = try find(id, to: .delete).record
    try expect(version, of: old)
    guard old.archive == nil else { throw Conflict("client_archived") }
    _ = try put(note, old)
  }

  /// Who is worked with again lies in no archive, whoever put him there and whoever works with him. Past the actor's
  /// reach: a known number leads to its client whoever may see him.
  /// - Parameter moment: when it happened, where that is not now; what was before he was put away brings nobody back.
  package func comeBack(_ id: ID<Record>, at moment: Instant? = nil) throws {
    let found = try work.first(
      "SELECT \(Record.columns) FROM \(Record.table) WHERE id = \(id) AND archived_at IS NOT NULL"
    ) { try Record(row: $0) }
    guard let old = found, let note = old.archive, moment ?? work.now >= note.at else { return }
    try save(nil, of: id)
    try work.record(ClientCameBack(of: old, from: note))
  }

  /// Whether the actor may put the record away. R49, as with deals: nobody puts away whom he himself has, nor does he
  /// whose reach is his own work. The owner may.
  package func mayArchive(_ record: Record) -> Bool {
    guard let me = work.actor.person, me.job != .owner else { return true }
    if case .one = work.actor.access.people(for: .delete, Record.kind) { return false }
    return record.ownerID != me.id
  }

  /// R49: nobody loses a client whom somebody is working with.
  private func put(_ note: ArchiveNote, _ old: Record) throws -> Card {
    let open = try work.openDeals(of: old.subject)
    guard open == 0 else { throw Conflict("client_has_deals", ["count": String(open)]) }
    try save(note, of: old.id)
    try work.record(ClientArchived(of: old, note))
    return try find(old.id)
  }

  func save(_ note: ArchiveNote?, of id: ID<Record>) throws {
    try work.execute(
      """
      UPDATE \(Record.table) SET archived_at = \(note?.at), archived_reason = \(note?.reason),
        archiver_id = \(note?.personID), version = version + 1
      WHERE id = \(id)
      """)
  }

  private func expect(_ version: Int64?, of record: Record) throws {
    guard version == nil || version == record.version else { throw Conflict("stale") }
  }
}

extension Work {
  /// What the feature of deals is asked for: how many of a client's, or of those about a person, are not closed.
  package static let openDeals = "clients.open_deals"

  func openDeals(of subject: Subject) throws -> Int {
    Int(try ask(Self.openDeals, of: subject, .null).integer ?? 0)
  }
}
