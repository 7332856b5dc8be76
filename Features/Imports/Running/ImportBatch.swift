import Clients
import Deals
import Kernel
import Store

/// Some rows of a file, written in one transaction together with how far the import has come.
struct ImportBatch: Sendable {
  let importID: ID<Import>
  let sourceKey: String
  /// The checkpoint that the batch goes on from.
  let before: ImportProgress
  /// What the deals before are.
  let summary: ImportSummary
  let rows: [ReadRow]
  let isDryRun: Bool
  /// Numbers that a dry run has met: it leaves none behind to be found.
  let met: Set<String>
  /// Whether open pages are told.
  let isHeard: Bool

  struct Outcome: Sendable {
    var progress: ImportProgress
    var summary: ImportSummary
    var rejections: [Rejection] = []
  }

  struct Rejection: Sendable {
    let row: CSVRow
    let reasons: [Refusal.Violation]
  }

  /// The operation behind a row refused it; nothing of the batch has been written.
  struct RowRefused: Error {
    let index: Int
    let reasons: [Refusal.Violation]
  }

  /// Somebody else has gone on with the import, or ended it.
  struct Overtaken: Error {}

  /// A dry run's batch came to its end and has to be rolled back.
  struct Rehearsed: Error {
    let outcome: Outcome
  }

  /// - Throws: `RowRefused`, `Overtaken`, `Rehearsed`.
  func write(in work: Work) throws -> Outcome {
    try hold(in: work)
    var outcome = Outcome(progress: before, summary: summary)
    var met = try earlier(in: work)
    let makers = try Makers(for: rows, in: work)
    work.gather(Clients.tables + Deals.tables + ["import_client", "import_row"])
    for (index, row) in rows.enumerated() {
      let deal: ImportedDeal
      switch row.reading {
      case .deal(let read): deal = read
      case .refused(let reasons):
        outcome.rejections.append(Rejection(row: row.row, reasons: reasons))
        continue
      }
      if let number = deal.externalID {
        switch met[number] {
        case nil: met[number] = .here(deal.line)
        case .elsewhere:
          outcome.progress.skipped += 1
          continue
        case .here(let line):
          let reason = Refusal.Violation("row_twice", ["value": number.excerpt, "line": String(line)])
          outcome.rejections.append(Rejection(row: row.row, reasons: [reason]))
          continue
        }
      }
      let made = try refusing(at: index) { try make(deal, by: makers, in: work) }
      outcome.progress.taken += 1
      outcome.summary.stages[made.stageID, default: 0] += 1
      if isDryRun { outcome.summary.known += makers.meets(made.companyID) ? 1 : 0 }
      try work.insert(
        into: "import_row", ["import_id", "line", "source_key", "external_id", "deal_id"],
        [importID.stored, deal.line.stored, sourceKey.stored, deal.externalID.stored, made.id.stored])
    }
    try makers.putIntoSegments(in: work)
    try makers.deals.saveTotals()
    try work.settle()
    outcome.progress.rejected += outcome.rejections.count
    for rejection in outcome.rejections { outcome.summary.note(rejection) }
    outcome.progress.line = rows.last?.row.line ?? before.line
    if isDryRun { throw Rehearsed(outcome: outcome) }
    try save(outcome, in: work)
    return outcome
  }

  /// Writes what a rehearsal came to.
  func saveRehearsed(_ outcome: Outcome, in work: Work) throws {
    try hold(in: work)
    try save(outcome, in: work)
  }

  /// Keeps others from the import until this transaction ends; past the actor's reach, it runs already.
  private func hold(in work: Work) throws {
    let line: Int? = try work.value(
      "SELECT line FROM \(Import.table) WHERE id = \(importID) AND state = \(Import.State.running) \(.toChange)")
    guard line == before.line else { throw Overtaken() }
  }

  /// Writes the checkpoint and what was not taken.
  private func save(_ outcome: Outcome, in work: Work) throws {
    try work.connection.insert(
      into: "import_rejection", columns: ["import_id", "line", "reason", "cells"],
      rows: outcome.rejections.map { rejection in
        [
          importID.stored, rejection.row.line.stored, JSON.array(rejection.reasons.map(\.stored)).text.stored,
          JSON.array(rejection.row.fields.map { .string($0) }).text.stored,
        ]
      })
    let progress = outcome.progress
    try work.execute(
      """
      UPDATE import SET line = \(progress.line), taken = \(progress.taken), skipped = \(progress.skipped),
        rejected = \(progress.rejected), summary = \(outcome.summary.json.text), bytes_read = \(rows.last?.bytesRead ?? 0)
      WHERE id = \(importID)
      """)
    if isHeard { try work.announce(Subject(Import.kind, importID.number), audience: []) }
  }

  // MARK: - One row

  private enum Meeting {
    /// An earlier import brought it.
    case elsewhere
    /// It stands in this file, in that line.
    case here(Int)
  }

  private func earlier(in work: Work) throws -> [String: Meeting] {
    let numbers = rows.compactMap { row in
      if case .deal(let deal) = row.reading { deal.externalID } else { nil }
    }
    var found: [String: Meeting] = [:]
    guard !numbers.isEmpty else { return found }
    for number in numbers where met.contains(number) { found[number] = .here(0) }
    try work.query(
      """
      SELECT external_id, import_id, line FROM import_row
      WHERE source_key = \(sourceKey) AND external_id IN \(list: numbers)
      """
    ) { row in
      let other: ID<Import> = try row["import_id"]
      found[try row["external_id"]] = other == importID ? .here(try row["line"]) : .elsewhere
    }
    return found
  }

  /// What makes clients and deals, with what it needs to know of them read at once.
  private final class Makers {
    let clients: Clients
    let deals: Deals
    /// The clients that this batch made.
    var made: Set<ID<Company>> = []
    /// The segments of those who were there before.
    private var segments: [ID<Company>: ID<Segment>] = [:]

    /// Whether the client was there before.
    func meets(_ client: ID<Company>) -> Bool { !made.contains(client) }

    init(for rows: [ReadRow], in work: Work) throws {
      let inquiries = rows.compactMap { row in
        if case .deal(let deal) = row.reading { deal.client } else { nil }
      }
      clients = try work.clients(meeting: inquiries)
      deals = try work.manyDeals()
    }

    func note(_ segment: ID<Segment>?, of client: ID<Company>) {
      if segments[client] == nil { segments[client] = segment }
    }

    /// A known client gets the segment that the file names where he has none, and where he is the importer's to change.
    func putIntoSegments(in work: Work) throws {
      guard !segments.isEmpty else { return }
      // Past the actor's reach, as clients are found; which of them he may change is asked below.
      let without: [ID<Company>] = try work.values(
        "SELECT id FROM \(Company.table) AS company WHERE id IN \(list: segments.keys.sorted()) AND segment_id IS NULL")
      for client in without where try work.companies.may(.change, client) {
        _ = try work.companies.change(client, expecting: nil) { $0.segmentID = segments[client] }
      }
    }
  }

  private func make(_ row: ImportedDeal, by makers: Makers, in work: Work) throws -> Deal {
    var new = row.new
    let client = try makers.clients.findOrMake(row.client, ownerID: new.people.owner)
    if client.isNew {
      makers.made.insert(client.companyID)
      try work.insert(
        into: "import_client", ["import_id", "company_id"], [importID.stored, client.companyID.stored])
    }
    if !client.isNew { makers.note(row.client.segmentID, of: client.companyID) }
    new.client = .found(client)
    var deal = try makers.deals.create(new)
    if let end = row.end { deal = try makers.deals.end(deal, in: end.stage, at: end.at) }
    if let comment = row.comment { _ = try makers.deals.comment(deal.id, comment) }
    return deal
  }

  private func refusing<T>(at index: Int, _ body: () throws -> T) throws -> T {
    do {
      return try body()
    } catch let refusal as Refusal {
      throw RowRefused(index: index, reasons: refusal.violations)
    } catch let conflict as Conflict {
      throw RowRefused(index: index, reasons: [.init(conflict.code, conflict.arguments)])
    } catch let forbidden as Forbidden {
      throw RowRefused(index: index, reasons: [.init(forbidden.code, forbidden.arguments)])
    }
  }
}
