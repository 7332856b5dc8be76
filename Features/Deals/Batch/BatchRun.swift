import Clients
import Kernel
import Store
import Web

/// Goes through all records of a list with one deed, some of them a transaction, as the person who asked
/// for it and within his rights of the moment. Killed at any moment, it goes on where it stopped.
struct BatchRun: Sendable {
  static let job = "batch"
  static let undoJob = "batch_undo"

  let crm: CRM
  let id: ID<Batch>
  let personID: ID<Person>
  /// Records a transaction.
  var length = 100

  init(_ crm: CRM, _ arguments: JSON) throws {
    guard let id = arguments["batch"]?.integer, let person = arguments["person"]?.integer
    else { throw NotFound(Batch.kind) }
    (self.crm, self.id, personID) = (crm, ID(id), ID(person))
  }

  func run() async throws {
    guard let person = crm.installation.people[personID] else { throw NotFound("person") }
    while try await crm.write(
      as: Actor(person, in: crm.installation), { try $0.batches.goOn(id, isOver: !person.active, limit: length) })
    {
      try Task.checkCancellation()
    }
  }

  func undo() async throws {
    let actor = Actor.system("undo", for: crm.installation.people[personID])
    while try await crm.write(as: actor, { try $0.batches.goOnUndoing(id, limit: length) }) {
      try Task.checkCancellation()
    }
  }
}

extension Batches {
  /// Does it with the next records; false where there are no more.
  /// - Parameter isOver: whether it stops where it stands: who asked for it has left.
  func goOn(_ id: ID<Batch>, isOver: Bool, limit: Int) throws -> Bool {
    let batch = try find(id)
    guard batch.state == .running else { return false }
    let numbers = isOver ? [] : try next(of: batch, limit: limit)
    let (items, done, errors) = try goOn(batch.act, batch.record, with: numbers)
    try add(items, to: id)
    var reasons = batch.reasons
    for error in errors { reasons.add(error) }
    let goesOn = numbers.count == limit
    let ended: Instant? = goesOn ? nil : work.now
    try work.execute(
      """
      UPDATE batch SET reached = \(numbers.last ?? batch.reached), done = done + \(done),
        skipped = skipped + \(errors.count), reasons = \(reasons.json.text), state = \(goesOn ? Batch.State.running : .done),
        ended_at = \(ended)
      WHERE id = \(id)
      """)
    try announce(batch)
    return goesOn
  }

  private func goOn(
    _ act: BatchAct, _ record: String, with numbers: [Int64]
  ) throws -> (items: [BatchItem], done: Int, errors: [any Error]) {
    guard !numbers.isEmpty else { return ([], 0, []) }
    if record == Company.kind {
      let outcomes = try work.clientList(.init()).perform(act, numbers.map { MarkedClient(id: ID($0)) })
      let items = outcomes.compactMap(\.change).compactMap { BatchItem($0.before, $0.after) }
      return (items, outcomes.filter { $0.error == nil }.count, outcomes.compactMap(\.error))
    }
    let outcomes = try perform(act, numbers.map { MarkedDeal(ID($0)) })
    return (
      outcomes.compactMap(\.item), outcomes.filter { $0.error == nil }.count, outcomes.compactMap(\.error)
    )
  }

  /// The records of the list that come next: as it is now, so that what left it meanwhile is left alone.
  private func next(of batch: Batch, limit: Int) throws -> [Int64] {
    let query = batch.filter ?? ""
    if batch.record == Company.kind {
      return try work.clientList(ClientListFilter(address: query))
        .numbers(after: batch.reached, upTo: batch.last, limit: limit).map(\.number)
    }
    let cursor = Cursor([.string(DealOrder.number.rawValue), .integer(batch.reached), .integer(batch.reached)])
    return try work.dealList(DealFilter(address: query, for: work.actor))
      .page(.number, after: cursor, limit: limit).items.map(\.id.number).filter { $0 <= batch.last }
  }
}
