import Kernel
import Store

/// Somebody wrote something under a record.
package struct CommentAdded: Event {
  package static let kind = "comment_added"
  package let subject: Subject
  package let audience: [ID<Person>]?
  package let comment: Int64
  /// As it is kept: people are named by number.
  package let text: String
  let mentioned: [ID<Person>]

  package var notices: [Notice] { mentioned.map { .mention(of: $0) } }

  package var facts: JSON { Self.facts(comment: comment, text: text, mentioned: mentioned) }

  package static func facts(comment: Int64, text: String, mentioned: [ID<Person>] = []) -> JSON {
    let known: [JSON.Field] = [.init("comment_id", .integer(comment)), .init("text", .string(text))]
    let mentions: [JSON.Field] =
      mentioned.isEmpty ? [] : [.init("mentions", .array(mentioned.map { JSON($0) }))]
    return .object(known + mentions)
  }
}

/// What can be done with comments. Whether the actor may is the record's own operation to say.
package struct Comments {
  let work: Work

  /// The longest comment, in characters.
  package static let limit = 10_000

  /// Writes a comment under the record.
  /// - Parameter audience: who takes part in the record; nil where everybody may know.
  /// - Throws: `Refusal` for an empty text or one beyond the limit.
  @discardableResult
  package func add(
    to subject: Subject, text: String, audience: [ID<Person>]?
  ) throws -> LoggedEvent {
    let people = work.installation.people.values.filter(\.active)
    let (text, mentioned) = Mentions.kept(try Self.checked(text), people: people)
    let id: Int64? = try work.value(
      """
      INSERT INTO comment (subject_kind, subject_id, author_id, text, at)
      VALUES (\(subject.kind), \(subject.number), \(work.actor.id), \(text), \(work.now))
      RETURNING id
      """)
    try work.record(
      CommentAdded(
        subject: subject, audience: audience, comment: id ?? 0, text: text, mentioned: mentioned))
    guard let written = try work.history(of: subject, before: nil, limit: 1).first else {
      throw StoreError.unreadable("a comment without its event")
    }
    return written
  }

  static func checked(_ text: String) throws -> String {
    let plain = text.replacing("\u{0}", with: "").replacing("\r\n", with: "\n")
    let trimmed = plain.trimmingPrefix(while: \.isWhitespace)
    let end = trimmed.lastIndex { !$0.isWhitespace }
    guard let end else { throw Refusal("required", field: "text") }
    guard trimmed.unicodeScalars.count <= limit else {
      throw Refusal("too_long", field: "text", ["max": String(limit)])
    }
    return String(trimmed[...end])
  }
}

extension Work {
  package var comments: Comments { Comments(work: self) }
}
