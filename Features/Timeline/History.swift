import Files
import Kernel
import Store
import Web

/// A part of what happened to a record and to those that hang on it, newest first, and how much
/// came before it.
package struct History: Sendable {
  package let subject: Subject
  package let events: [LoggedEvent]
  /// How many older events there are.
  let rest: Int
  let circle: Circle
  /// The records that its events are about, beside the one whose history it is.
  let others: [Subject: Other]

  /// Another record, as the history leads to it.
  struct Other: Sendable {
    let name: String
    let path: String
  }
  /// The files of its comments, by comment, and those that were added by themselves and are still there.
  let attachments: [Int64: [StoredFile]]
  let files: [Int64: StoredFile]

  static let length = 30

  /// Reads the part before event `before`; nil is the newest part.
  /// - Parameter relations: what hangs on the record, `site.relations(to:)`.
  package init(
    of subject: Subject, with relations: [Relation] = [], before: Int64? = nil, in work: Work
  ) throws {
    let circle = try Circle(of: subject, relations, in: work)
    let found = try circle.events(before: before, limit: Self.length + 1, in: work)
    self.subject = subject
    self.circle = circle
    events = Array(found.prefix(Self.length))
    others = try circle.others(in: events, work)
    attachments = try work.files.of(comments: events.compactMap { $0.facts["comment_id"]?.integer })
    let added = events.filter { $0.kind == FileAdded.kind }.compactMap { $0.facts["file_id"]?.integer }
    files = try work.files.still(added)
    guard found.count > Self.length, let last = events.last else {
      rest = 0
      return
    }
    rest = try circle.count(before: last.id, in: work)
  }

  /// The event before which the address asks to go on: `?before=118`.
  package static func before(_ call: Call) -> Int64? {
    call.query["before"]?.string.flatMap { Int64($0) }
  }

  /// A page of the record's events for programs.
  package static func slice(
    of subject: Subject, with relations: [Relation] = [], limit: Int, after: Cursor?, in work: Work
  ) throws -> Slice<LoggedEvent> {
    let before = try after?.number()
    let circle = try Circle(of: subject, relations, in: work)
    let events = try circle.events(before: before, limit: limit + 1, in: work)
    return Slice(events, limit: limit) { Cursor([.integer($0.id)]) }
  }

  /// How much happened to the record and to those that hang on it.
  static func count(of subject: Subject, with relations: [Relation], in work: Work) throws -> Int {
    try Circle(of: subject, relations, in: work).count(before: .max, in: work)
  }
}
