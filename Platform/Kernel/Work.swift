import Foundation
import Store

/// One unit of work: the open transaction, who acts, and when. It is lent to a closure and can
/// neither escape it nor wait inside it. It touches nothing but the database, so a write can be
/// run again; calls to the outside are jobs.
package final class Work {
  package let connection: any Connection
  package let actor: Actor
  package let now: Instant
  package let installation: Installation
  private(set) var signals: [Signal] = []
  /// What was recorded so far.
  package private(set) var occurrences: [Occurrence] = []

  init(connection: any Connection, actor: Actor, now: Instant, installation: Installation) {
    self.connection = connection
    self.actor = actor
    self.now = now
    self.installation = installation
  }

  package var today: Day { now.day(in: installation.zone) }

  func signal(_ signal: Signal) { signals.append(signal) }

  func note(_ occurrence: Occurrence) { occurrences.append(occurrence) }
}

extension Work {
  /// Runs a statement and returns how many rows it changed.
  @discardableResult
  package func execute(_ sql: SQL) throws -> Int { try connection.execute(sql) }

  package func query(_ sql: SQL, _ body: (Row) throws -> Void) throws { try connection.query(sql, body) }

  package func all<T>(_ sql: SQL, _ make: (Row) throws -> T) throws -> [T] {
    try connection.all(sql, make)
  }

  package func first<T>(_ sql: SQL, _ make: (Row) throws -> T) throws -> T? {
    try connection.first(sql, make)
  }

  package func value<T: Storable>(_ sql: SQL, as type: T.Type = T.self) throws -> T? {
    try connection.value(sql, as: type)
  }

  package func values<T: Storable>(_ sql: SQL, as type: T.Type = T.self) throws -> [T] {
    try connection.values(sql, as: type)
  }

  /// Runs an `INSERT … RETURNING id` and gives the new number.
  package func insert<Record>(_ sql: SQL, as type: ID<Record>.Type = ID<Record>.self) throws -> ID<Record> {
    guard let id = try value(sql, as: type) else { throw StoreError.unreadable("no number came back") }
    return id
  }
}
