import Files
import Kernel
import Store
import Web

/// A part of what happened to a record, newest first, and how much came before it.
package struct History: Sendable {
  package let subject: Subject
  let events: [LoggedEvent]
  /// How many older events there are.
  let rest: Int
  /// The files of its comments, by comment, and those that were added by themselves and are still there.
  let attachments: [Int64: [StoredFile]]
  let files: [Int64: StoredFile]

  static let length = 30

  /// Reads the part before event `before`; nil is the newest part.
  package init(of subject: Subject, before: Int64? = nil, in work: Work) throws {
    let found = try work.history(of: subject, before: before, limit: Self.length + 1)
    self.subject = subject
    events = Array(found.prefix(Self.length))
    attachments = try work.files.of(comments: events.compactMap { $0.facts["comment_id"]?.integer })
    let added = events.filter { $0.kind == FileAdded.kind }.compactMap { $0.facts["file_id"]?.integer }
    files = try work.files.still(added, of: subject)
    guard found.count > Self.length, let last = events.last else {
      rest = 0
      return
    }
    rest = try Self.count(of: subject, before: last.id, in: work)
  }

  /// How many events the record has before event `before`.
  static func count(of subject: Subject, before: Int64 = .max, in work: Work) throws -> Int {
    try work.value(
      """
      SELECT count(*) FROM event
      WHERE subject_kind = \(subject.kind) AND subject_id = \(subject.number) AND id < \(before)
      """) ?? 0
  }

  /// The event before which the address asks to go on: `?before=118`.
  package static func before(_ call: Call) -> Int64? {
    call.query["before"]?.string.flatMap { Int64($0) }
  }

  /// A page of the record's events for programs.
  package static func slice(
    of subject: Subject, limit: Int, after: Cursor?, in work: Work
  ) throws -> Slice<LoggedEvent> {
    var before: Int64?
    if let after {
      guard after.keys.count == 1, let number = after.keys[0].integer else {
        throw Unreadable("bad_cursor", field: "after")
      }
      before = number
    }
    let events = try work.history(of: subject, before: before, limit: limit + 1)
    return Slice(events, limit: limit) { Cursor([.integer($0.id)]) }
  }
}
