import Clients
import Kernel
import Store

extension Reaction {
  /// How many deals of a client, or about a person, are not closed: nobody is put away with whom somebody works.
  static let openDeals = Reaction.deed(Work.openDeals) { work, subject, _ in
    // Past the actor's reach: a colleague's deal counts. deal_company, deal_contact_contact
    let whose: SQL =
      subject.kind == Company.kind
      ? "deal.company_id = \(subject.number)"
      : "deal.id IN (SELECT deal_id FROM deal_contact WHERE contact_id = \(subject.number))"
    let count: Int? = try work.value(
      "SELECT count(*) FROM \(Deal.table) AS deal WHERE \(whose) AND deal.closed_at IS NULL")
    return JSON(count ?? 0)
  }
}

extension Batches {
  /// Puts a client, or a person, away, and keeps it.
  package func archive<Records: ClientRecords>(
    _ id: ID<Records.Record>, of records: Records, because reason: String?, expecting version: Int64? = nil
  ) throws -> (card: Records.Card, batch: ID<Batch>?) where Records.Record: ClientRecord {
    let before = try records.find(id).record
    let after = try records.archive(id, because: reason, expecting: version)
    return (after, try keep(.archive(because: reason), Records.Record.kind, [BatchItem(before, after.record)]))
  }

  /// Brings one back, and keeps it.
  package func restore<Records: ClientRecords>(
    _ id: ID<Records.Record>, of records: Records, expecting version: Int64? = nil
  ) throws -> (card: Records.Card, batch: ID<Batch>?) where Records.Record: ClientRecord {
    let before = try records.find(id).record
    let after = try records.restore(id, expecting: version)
    return (after, try keep(.restore, Records.Record.kind, [BatchItem(before, after.record)]))
  }
}
