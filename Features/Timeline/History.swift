import Files
import Kernel
import Store
import Web

/// A part of what happened to a record and to those that hang on it, newest first, and how much
/// came before it.
package struct History: Sendable {
  package let subject: Subject
  package let part: HistoryPart
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

  /// Reads a part; by itself the newest one of all that happened.
  /// - Parameter relations: what hangs on the record, `site.relations(to:)`.
  package init(
    of subject: Subject, with relations: [Relation] = [], _ part: HistoryPart = HistoryPart(), in work: Work
  ) throws {
    let circle = try Circle(of: subject, relations, kinds: part.kinds, in: work)
    let found = try circle.events(before: part.before, limit: Self.length + 1, in: work)
    (self.subject, self.part) = (subject, part)
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

  /// A page of the record's events for programs.
  package static func slice(
    of subject: Subject, with relations: [Relation] = [], _ part: HistoryPart = HistoryPart(), limit: Int,
    after: Cursor?, in work: Work
  ) throws -> Slice<LoggedEvent> {
    let before = try after?.number()
    let circle = try Circle(of: subject, relations, kinds: part.kinds, in: work)
    let events = try circle.events(before: before, limit: limit + 1, in: work)
    return Slice(events, limit: limit) { Cursor([.integer($0.id)]) }
  }

  /// How much happened to the record and to those that hang on it.
  package static func count(
    of subject: Subject, with relations: [Relation], _ part: HistoryPart = HistoryPart(), in work: Work
  ) throws -> Int {
    try Circle(of: subject, relations, kinds: part.kinds, in: work).count(before: .max, in: work)
  }
}
