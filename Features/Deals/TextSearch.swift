import Clients
import Files
import Kernel
import Store
import Timeline
import Web

/// How what hangs on deals and clients is found by its words: what people wrote, and files by their names (R22).
enum TextSearch {
  static let comments = text(
    "comment", code: 4, icon: .note, title: "timeline.comments", column: "text", of: "comment",
    follows: { event in
      (event as? CommentAdded).map { .new($0.comment, words($0.text)) }
    }, topic: .talk)

  static let files = text(
    StoredFile.kind, code: 5, icon: .clip, title: "files.title", column: "name", of: "file",
    where: "removed_at IS NULL",
    follows: { event in
      switch event {
      case let added as FileAdded: .new(added.file.id.number, added.file.name)
      case let removed as FileRemoved: .changed(removed.file.id.number)
      default: nil
      }
    }, topic: .file)

  /// Those that are named in a comment are kept as numbers, by which nobody looks for it.
  private static func words(_ text: String) -> String {
    Mentions.pieces(text).map { piece in
      if case .words(let words) = piece { words } else { " " }
    }.joined()
  }

  /// A kind of text whose rows say on which record they hang.
  private static func text(
    _ kind: String, code: Int64, icon: Icon, title: String, column: SQL, of table: SQL, where condition: SQL = "1 = 1",
    follows: @escaping @Sendable (any Event) -> Searchable.Change?, topic: EventTopic
  ) -> Searchable {
    var searchable = Searchable(
      kind: kind, code: code, icon: icon, title: title, path: "/", follows: follows,
      words: { work, numbers in
        var found: [Int64: String] = [:]
        try work.query(
          "SELECT id, \(column) AS words FROM \(table) WHERE \(condition) AND id IN \(list: numbers)"
        ) { row in found[try row["id"]] = words(try row["words"]) }
        return found
      },
      numbers: { work, after, limit in
        try work.values("SELECT id FROM \(table) WHERE id > \(after) ORDER BY id LIMIT \(limit)")
      },
      reach: { work, number in
        seen(work).map { "EXISTS (SELECT 1 FROM \(table) AS hung WHERE hung.id = \(number) AND \($0))" }
      },
      meant: { _, _, _ in [] },
      findings: { work, reader, numbers in
        let hung = try work.all(
          """
          SELECT id, subject_kind, subject_id, author_id, at, \(column) AS words FROM \(table) AS hung
          WHERE \(condition) AND id IN \(list: numbers) AND \(seen(work) ?? "1 = 1")
          """, Hung.init)
        return try findings(of: hung, topic, work, reader)
      })
    searchable.isText = true
    return searchable
  }

  private struct Hung: Sendable {
    let number: Int64
    let subject: Subject
    let authorID: ID<Person>?
    let at: Instant
    let words: String

    init(row: Row) throws {
      number = try row["id"]
      subject = Subject(try row["subject_kind"], try row["subject_id"])
      authorID = try row["author_id"]
      at = try row["at"]
      words = try row["words"]
    }
  }

  private static let holders = [DealSearch.searchable, ClientSearch.companies, ClientSearch.people]

  /// The condition that the actor sees what `hung` hangs on; nil where he sees it whatever that is.
  private static func seen(_ work: Work) -> SQL? {
    let reaches = holders.map { ($0.kind, $0.reach(work, "hung.subject_id")) }
    guard reaches.contains(where: { $0.1 != nil }) else { return nil }
    return .any(reaches.map { "(hung.subject_kind = \($0) AND \($1 ?? "1 = 1"))" })
  }

  private static func findings(
    of hung: [Hung], _ topic: EventTopic, _ work: Work, _ reader: Reader
  ) throws -> [Finding] {
    var names: [Subject: String] = [:]
    for holder in holders {
      let numbers = Set(hung.map(\.subject).filter { $0.kind == holder.kind }.map(\.number)).sorted()
      guard !numbers.isEmpty else { continue }
      for found in try holder.findings(work, reader, numbers) {
        names[Subject(holder.kind, found.number)] = found.title
      }
    }
    return hung.map { text in
      let holder = holders.first { $0.kind == text.subject.kind }
      let notes = [
        text.authorID.flatMap { work.installation.people[$0]?.name }, reader.day(text.at.day(in: reader.zone)),
        names[text.subject],
      ]
      return Finding(
        number: text.number, title: Mentions.plain(text.words, work.installation),
        note: notes.compactMap(\.self).joined(separator: " · "),
        path: "\(holder?.path ?? "/")\(text.subject.number)?topic=\(topic.rawValue)")
    }
  }
}
