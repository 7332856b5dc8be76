import Foundation
import Store

/// One unit of work: the open transaction, who acts, and when. It is lent to a closure and can
/// neither escape it nor wait inside it. It touches nothing but the database, so a write can be
/// run again; calls to the outside are jobs.
package final class Work {
  package let connection: any Connection
  package let actor: Actor
  package let now: Instant
  /// The company by the clock and the working hours of who acts.
  package let installation: Installation
  /// What features do when something happens.
  let reactions: [Reaction]
  private(set) var signals: [Signal] = []
  private var occurrences: [Occurrence] = []
  private var gathering: Gathering?
  /// What has been read by number; nil in a unit that writes.
  private var known: [Known: any Sendable]?

  private struct Known: Hashable {
    let type: ObjectIdentifier
    let number: Int64
  }

  /// - Parameter reactions: nil where the unit only reads.
  init(
    connection: any Connection, actor: Actor, now: Instant, installation: Installation, reactions: [Reaction]? = nil
  ) {
    self.connection = connection
    self.actor = actor
    self.now = now
    self.installation = installation.seen(by: actor.id)
    self.reactions = reactions ?? []
    known = reactions == nil ? [:] : nil
  }

  package var today: Day { now.day(in: installation.zone) }

  func signal(_ signal: Signal) { signals.append(signal) }

  func note(_ occurrence: Occurrence) { occurrences.append(occurrence) }

  /// Whether that happened to the record in this unit of work.
  package func happened(_ kind: String, to subject: Subject) -> Bool {
    occurrences.reversed().contains { $0.subject == subject && $0.event.map { type(of: $0).kind } == kind }
  }

  /// Lets those react that wait for the end of the unit of work.
  func conclude() throws {
    guard !occurrences.isEmpty else { return }
    for case .atEnd(let react) in reactions { try react(self, occurrences) }
  }

  /// From now on rows of these tables are inserted many at a time, by `insert(into:…)`. Whatever
  /// else is asked of the database finds them written.
  /// - Parameter tables: in the order in which they refer to each other.
  package func gather(_ tables: [StaticString]) { gathering = Gathering(tables) }

  /// Writes the rows that wait for others of their tables.
  package func settle() throws { try gathering?.write(to: connection) }

  func gather(_ row: [Value], to table: StaticString, _ columns: [StaticString]) throws -> Bool {
    gathering?.add(row, to: table, columns) ?? false
  }

  func gatherNumbered(_ row: [Value], to table: StaticString, _ columns: [StaticString]) throws -> Int64? {
    try gathering?.addNumbered(row, to: table, columns, on: connection)
  }
}

extension Work {
  /// What stands under that number, read once in a unit that only reads however many parts of a page ask for
  /// it: they see one snapshot. A unit that writes reads each time.
  package func once<Record, Found: Sendable>(_ id: ID<Record>, _ read: () throws -> Found) throws -> Found {
    try once(Known(type: ObjectIdentifier(Found.self), number: id.number), read)
  }

  /// What there is one of, all funnels for example, read once in the same way.
  package func once<Found: Sendable>(_ read: () throws -> Found) throws -> Found {
    try once(Known(type: ObjectIdentifier(Found.self), number: 0), read)  // no record has that number
  }

  private func once<Found: Sendable>(_ key: Known, _ read: () throws -> Found) throws -> Found {
    if let found = known?[key] as? Found { return found }
    let found = try read()
    known?[key] = found
    return found
  }

  /// Runs a statement and returns how many rows it changed.
  @discardableResult
  package func execute(_ sql: SQL) throws -> Int {
    try settle()
    return try connection.execute(sql)
  }

  package func query(_ sql: SQL, _ body: (Row) throws -> Void) throws {
    try settle()
    try connection.query(sql, body)
  }

  package func all<T>(_ sql: SQL, _ make: (Row) throws -> T) throws -> [T] {
    try settle()
    return try connection.all(sql, make)
  }

  package func first<T>(_ sql: SQL, _ make: (Row) throws -> T) throws -> T? {
    try settle()
    return try connection.first(sql, make)
  }

  package func value<T: Storable>(_ sql: SQL, as type: T.Type = T.self) throws -> T? {
    try settle()
    return try connection.value(sql, as: type)
  }

  package func values<T: Storable>(_ sql: SQL, as type: T.Type = T.self) throws -> [T] {
    try settle()
    return try connection.values(sql, as: type)
  }

  /// Runs an `INSERT … RETURNING id` and gives the new number.
  package func insert<Record>(_ sql: SQL, as type: ID<Record>.Type = ID<Record>.self) throws -> ID<Record> {
    guard let id = try value(sql, as: type) else { throw StoreError.unreadable("no number came back") }
    return id
  }
}
