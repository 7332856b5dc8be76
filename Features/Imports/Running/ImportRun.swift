import Clients
import Deals
import Foundation
import Kernel
import Store
import Team

/// Carries an import out: from where it stopped last time to the end of its file, a batch of rows a
/// transaction. Killed at any moment, it goes on without a row lost or doubled.
struct ImportRun: Sendable {
  let crm: CRM
  let id: ID<Import>
  /// Rows a transaction at first; quick ones are followed by bigger ones.
  var batchSize = 200

  /// What is wrong with the file or its mapping ends the import; what is wrong with the database is
  /// thrown, so that the queue tries again.
  func run() async throws {
    guard let begun = try await begin() else { return }
    let person = begun.startedBy.flatMap { crm.installation.people[$0] }
    let actor = Actor.system("import", for: person, isQuiet: true)
    do {
      try await take(begun, as: actor)
      try await finish(.done, as: actor)
    } catch is ImportBatch.Overtaken {
      return
    } catch let refusal as Refusal {
      try await finish(.failed, refusal.violations[0], as: actor)
    } catch let error as CSVError {
      try await finish(.failed, error.violation, as: actor)
    }
  }

  private func begin() async throws -> Import? {
    try await crm.write(as: .system("import")) { work in
      let changed = try work.execute(
        """
        UPDATE import SET state = \(Import.State.running), started_at = coalesce(started_at, \(work.now))
        WHERE id = \(id) AND state IN \(list: [Import.State.queued, .running])
        """)
      guard changed == 1 else { return nil }
      var begun = try work.imports.find(id)
      if begun.isDryRun, begun.progress.line > 0 {
        // A rehearsal leaves nothing to go on from.
        try work.imports.restart(id)
        begun = try work.imports.find(id)
      }
      return begun
    }
  }

  private func take(_ begun: Import, as actor: Actor) async throws {
    let mapping = try ImportMapping(begun.mapping)
    let file = try CSVReader(
      path: ImportFile.path(begun.path, in: crm.folder), encoding: begun.plan?.encoding ?? mapping.encoding,
      separator: begun.plan?.separator ?? mapping.separator)
    let bound = try await crm.read(as: actor) { work in
      try BoundMapping(mapping, header: file.header, in: work)
    }
    let plan = try await plan(begun, file, bound, as: actor)
    let installation = crm.installation
    let standIn = begun.isDryRun && mapping.newPeople != nil ? crm.anybody(besides: begun.startedBy) : nil
    let reader = RowReader(
      bound, plan, owners: OwnerBook(installation, standIn: standIn), importer: begun.startedBy,
      zone: installation.zone, currency: installation.currency, now: begun.createdAt)
    let rows = RowStream(file: file, reader: reader)
    try await rows.skip(to: begun.progress.line)
    var writer = BatchWriter(crm: crm, actor: actor, begun: begun, sourceKey: mapping.sourceKey)
    var pace = Pace(rows: batchSize)
    var next = try await rows.next(pace.rows)
    while let batch = next {
      try Task.checkCancellation()
      // The rows that follow are read while these are written.
      let size = pace.rows
      async let following = rows.next(size)
      let taken = try await ContinuousClock().measure { try await writer.write(batch[...]) }
      pace.learn(from: taken)
      next = try await following
    }
  }

  /// Looks the file through, unless that was done before, and adds the people it names.
  private func plan(
    _ begun: Import, _ file: CSVReader, _ bound: BoundMapping, as actor: Actor
  ) async throws -> ImportPlan {
    if let plan = begun.plan { return plan }
    let survey = try Survey(of: file, bound, owners: OwnerBook(crm.installation))
    try await crm.write(as: actor) { work in
      try work.imports.save(survey.plan, of: id)
      guard !begun.isDryRun, let people = bound.mapping.newPeople else { return }
      for name in survey.newcomers {
        try work.team.add(PersonDraft(name: name, email: OwnerBook.madeUpEmail(for: name), job: people.job))
      }
    }
    return survey.plan
  }

  private func finish(
    _ state: Import.State, _ error: Refusal.Violation? = nil, as actor: Actor
  ) async throws {
    let path = try await crm.write(as: actor) { work in
      try work.imports.end(id, state, error)
    }
    try await crm.refetchEverywhere()
    // A rehearsal's file is still to be carried out, and one that could not be read may get another mapping.
    let ended = try await crm.read(as: actor) { try $0.imports.find(id) }
    if let path, !ended.canStart { ImportFile.remove(path, in: crm.folder) }
  }
}

extension CRM {
  /// Tells the open pages of all servers to fetch again: what a quiet actor did, they have not heard.
  func refetchEverywhere() async throws {
    try await write(as: .system("import")) { try $0.connection.notify("") }
    hub.send(.refetch)
  }

  /// Somebody who works here, to stand in for those whom a dry run does not add.
  fileprivate func anybody(besides person: ID<Person>?) -> ID<Person>? {
    person ?? installation.people.values.filter(\.active).map(\.id).min()
  }
}

/// How many rows a transaction takes: enough to share its cost, few enough not to keep others
/// waiting for longer than the blink of an eye. Rows fall all over some forty indexes: half as many
/// transactions write half as many pages, which is a fifth of an import's work.
private struct Pace {
  private static let quick = Duration.milliseconds(200)
  private static let slow = Duration.milliseconds(400)
  private static let most = 2000

  var rows: Int

  mutating func learn(from taken: Duration) {
    if taken < Self.quick { rows = max(rows, min(rows * 2, Self.most)) }
    if taken > Self.slow { rows = max(1, rows / 2) }
  }
}

/// The rows of a file in batches, each with what was read of it.
private actor RowStream {
  private var file: CSVReader
  private var reader: RowReader

  init(file: CSVReader, reader: RowReader) {
    self.file = file
    self.reader = reader
  }

  /// Passes over the rows up to that line.
  func skip(to line: Int) throws {
    guard line > 0 else { return }
    while let row = try file.next() {
      if row.line >= line { return }
    }
  }

  func next(_ count: Int) throws -> [ReadRow]? {
    var rows: [ReadRow] = []
    rows.reserveCapacity(count)
    while rows.count < count, let row = try file.next() {
      rows.append(reader.read(row, bytesRead: file.bytesRead))
    }
    return rows.isEmpty ? nil : rows
  }
}

/// Writes batch after batch and keeps what the next one may use.
private struct BatchWriter {
  let crm: CRM
  let actor: Actor
  let importID: ID<Import>
  let isDryRun: Bool
  let sourceKey: String
  private var progress: ImportProgress
  private var summary: ImportSummary
  private var met: Set<String> = []
  private var heard = ContinuousClock.now
  private var refetched = ContinuousClock.now

  init(crm: CRM, actor: Actor, begun: Import, sourceKey: String) {
    self.crm = crm
    self.actor = actor
    self.sourceKey = sourceKey
    importID = begun.id
    isDryRun = begun.isDryRun
    progress = begun.progress
    summary = begun.summary
  }

  /// Where an operation refuses a row, those before it are written with it as not taken, and the
  /// rest begins anew: no row is tried more than twice.
  mutating func write(_ rows: ArraySlice<ReadRow>) async throws {
    var rest = rows
    while !rest.isEmpty {
      do {
        try await writeAll(Array(rest))
        return
      } catch let refused as ImportBatch.RowRefused {
        let index = rest.startIndex + refused.index
        rest[index].reading = .refused(refused.reasons)
        try await writeAll(Array(rest[...index]))
        rest = rest[(index + 1)...]
      }
    }
  }

  private mutating func writeAll(_ rows: [ReadRow]) async throws {
    let now = ContinuousClock.now
    let isHeard = now - heard > .milliseconds(500)
    if isHeard { heard = now }
    let batch = ImportBatch(
      importID: importID, sourceKey: sourceKey, before: progress, summary: summary, rows: rows, isDryRun: isDryRun,
      met: met,
      isHeard: isHeard)
    do {
      let outcome = try await crm.write(as: actor) { try batch.write(in: $0) }
      (progress, summary) = (outcome.progress, outcome.summary)
      if now - refetched > .seconds(5) {
        refetched = now
        try await crm.refetchEverywhere()
      }
    } catch let rehearsed as ImportBatch.Rehearsed {
      try await crm.write(as: actor) { try batch.saveRehearsed(rehearsed.outcome, in: $0) }
      (progress, summary) = (rehearsed.outcome.progress, rehearsed.outcome.summary)
      for case .deal(let deal) in rows.map(\.reading) { if let number = deal.externalID { met.insert(number) } }
    }
  }
}
