import Kernel
import Store
import Timeline

/// Two records of a kind that are one: made one, found by the address of either, and parted again.
package struct Merging<Records: MergedRecords> {
  package typealias Record = Records.Record

  let work: Work
  private let records: Records

  package init(work: Work) {
    self.work = work
    records = Records(work: work)
  }

  /// Makes two records one: all that hangs on the one that goes belongs to the one that stays.
  /// - Parameters:
  ///   - taken: the fields of which the one that goes has the better value.
  ///   - versions: those that were looked at; nil takes whatever there is.
  /// - Throws: `Conflict("stale")`, `Refusal("merged_with_itself")`, `NotFound`, `Forbidden` for who takes none away.
  @discardableResult
  package func merge(
    _ gone: ID<Record>, into stays: ID<Record>, taking taken: Set<String> = [],
    expecting versions: (stays: Int64?, gone: Int64?) = (nil, nil)
  ) throws -> ClientMerge {
    let (old, other) = (try records.find(stays, to: .delete), try records.find(gone, to: .delete))
    guard gone != stays else { throw Refusal("merged_with_itself", field: "other_id") }
    guard versions.stays ?? old.record.version == old.record.version,
      versions.gone ?? other.record.version == other.record.version
    else { throw Conflict("stale") }
    let (draft, others) = (records.draft(of: old), records.draft(of: other))
    let joined = Records.joined(draft, others, taking: taken)

    var memory = ClientMerge.Memory()
    memory.record = try Records.row.rows(of: gone.number, in: work).first ?? .null
    memory.before = .object((Records.facts(draft).fields ?? []) + (try moments(of: stays)))
    memory.after = Records.facts(joined)
    memory.parts = try work.unitings(of: Record.kind).map { uniting in
      JSON.Field(uniting.key, try uniting.unite(work, gone.number, stays.number))
    }
    memory.lists = try moveLists(from: gone, to: stays, home: (old as? ContactCard)?.companyIDs.first?.number)
    try records.adopt(other, into: old)
    try settle(stays) { _ in joined }
    // Both lie in the archive, or the one that they are is worked with.
    if other.record.archive == nil { try records.comeBack(stays) }
    // Past the actor's reach: it was found within it above.
    try work.execute("DELETE FROM \(Record.table) WHERE id = \(gone)")
    work.noteErased(Subject(Record.kind, gone.number))

    let id = try keep(memory, gone, Records.name(of: other), stays)
    try work.record(
      ClientMerged(
        subject: Subject(Record.kind, stays.number), owners: [old.record.ownerID, other.record.ownerID],
        gone: gone.number, name: Records.name(of: other)))
    return try find(id)
  }

  /// Parts two records that were made one, however long ago: each has its own again, and what came since stays where
  /// it came to.
  /// - Throws: `Conflict("merge_parted")`, `NotFound`, `Forbidden`.
  package func part(_ id: ID<ClientMerge>) throws -> ClientMerge {
    let merge = try find(id)
    let stays = ID<Record>(merge.staysID)
    guard try successor(of: stays) == nil else { throw Conflict("merged_on") }
    let old = try records.find(stays, to: .delete)
    guard !merge.isParted else { throw Conflict("merge_parted") }
    // Before its rows come back: they are to find it by its own address.
    try work.execute("UPDATE client_merge SET parted_at = \(work.now) WHERE id = \(id)")
    try Records.row.put(merge.memory.record, in: work)
    for list in Records.lists {
      try list.moveBack(merge.memory.lists["\(list.table)"] ?? .null, from: merge.staysID, in: work)
    }
    for uniting in work.unitings(of: Record.kind) {
      guard let memory = merge.memory.parts.first(where: { $0.name == uniting.key })?.value else { continue }
      try uniting.part(work, merge.goneID, merge.staysID, memory)
    }
    try records.release(merge)
    try settle(stays) { Records.parted($0, merge.memory) }
    // What was begun since is worked, whoever has it now.
    for id in [stays, ID<Record>(merge.goneID)] where try work.openDeals(of: Subject(Record.kind, id.number)) > 0 {
      try records.comeBack(id)
    }
    for (one, other) in [(merge.staysID, merge.goneName), (merge.goneID, Records.name(of: old))] {
      try work.record(
        ClientParted(subject: Subject(Record.kind, one), owners: [old.record.ownerID], name: other))
    }
    return try find(id)
  }

  /// The record in which one went up; nil where it did not.
  package func successor(of id: ID<Record>) throws -> ID<Record>? {
    // Leans on client_merge_gone.
    let next: Int64? = try work.value(
      """
      SELECT stays_id FROM client_merge WHERE kind = \(Record.kind) AND gone_id = \(id) AND parted_at IS NULL
      ORDER BY id DESC LIMIT 1
      """)
    guard let next else { return nil }
    return try successor(of: ID(next)) ?? ID(next)
  }

  /// What went up in the record, the newest first.
  package func all(into id: ID<Record>, limit: Int = 5) throws -> [ClientMerge] {
    // Leans on client_merge_stays.
    try work.all(
      """
      SELECT * FROM client_merge WHERE kind = \(Record.kind) AND stays_id = \(id) AND parted_at IS NULL
      ORDER BY id DESC LIMIT \(limit)
      """
    ) { try ClientMerge(row: $0) }
  }

  /// Gives the record the fields of a draft, its lists apart. Somebody who left gets nobody.
  private func settle(_ id: ID<Record>, _ wanted: (Records.Checked.Draft) -> Records.Checked.Draft) throws {
    _ = try records.change(id, expecting: nil) { draft in
      let (wanted, owner) = (wanted(draft), draft.ownerID)
      for field in Records.fields { field.write(&draft, field.read(wanted)) }
      Records.setOwn(Records.own(wanted), in: &draft)
      if let heir = draft.ownerID, work.installation.people[heir]?.active != true { draft.ownerID = owner }
      Records.trust(&draft)
    }
  }

  private func find(_ id: ID<ClientMerge>) throws -> ClientMerge {
    let found = try work.first("SELECT * FROM client_merge WHERE id = \(id) AND kind = \(Record.kind)") {
      try ClientMerge(row: $0)
    }
    guard let found else { throw NotFound(ClientMerge.kind) }
    return found
  }

  private func keep(
    _ memory: ClientMerge.Memory, _ gone: ID<Record>, _ name: String, _ stays: ID<Record>
  ) throws -> ID<ClientMerge> {
    try work.insert(
      """
      INSERT INTO client_merge (kind, gone_id, gone_name, stays_id, person_id, at, memory)
      VALUES (\(Record.kind), \(gone), \(name), \(stays), \(work.actor.id), \(work.now), \(memory.json.text))
      RETURNING id
      """)
  }

  private func moveLists(from gone: ID<Record>, to stays: ID<Record>, home: Int64?) throws -> JSON {
    .object(
      try Records.lists.map { list in
        .init("\(list.table)", try list.move(from: gone.number, to: stays.number, home: home, in: work))
      })
  }

  /// When the record began and was touched, to be put back so.
  private func moments(of id: ID<Record>) throws -> [JSON.Field] {
    let row = try Records.row.rows(of: id.number, in: work).first
    return ["created_at", "last_touch_at"].map { JSON.Field($0, row?[$0] ?? .null) }
  }
}

extension Work {
  package var companyMerging: Merging<Companies> { Merging(work: self) }
  package var contactMerging: Merging<Contacts> { Merging(work: self) }
}
