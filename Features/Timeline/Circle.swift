import Kernel
import Store
import Web

/// A record with those that hang on it, as far as the actor may see them: a client, its people and
/// its deals.
struct Circle: Sendable {
  let subject: Subject
  private let related: [(relation: Relation, numbers: [Int64])]
  /// Of which kinds its events are; nil are all.
  private let kinds: [String]?

  init(of subject: Subject, _ relations: [Relation], kinds: [String]? = nil, in work: Work) throws {
    (self.subject, self.kinds) = (subject, kinds)
    related = try relations.map { ($0, try $0.numbers(work, subject.number)) }.filter { !$0.1.isEmpty }
  }

  /// The names under which their changes are announced to open pages.
  var liveNames: String {
    let others = related.flatMap { relation, numbers in numbers.map { "\(relation.kind)-\($0)" } }
    return (["\(subject.kind)-\(subject.number)"] + others).joined(separator: " ")
  }

  func events(before: Int64?, limit: Int, in work: Work) throws -> [LoggedEvent] {
    guard !related.isEmpty || kinds != nil else { return try work.history(of: subject, before: before, limit: limit) }
    // Each part leans on event_subject. The sum keeps planners from walking the whole log backwards
    // by its key in the hope of meeting thirty of these soon.
    return try work.all(
      """
      SELECT * FROM (\(parts(LoggedEvent.columns))) AS told
      WHERE told.id + 0 < \(before ?? Int64.max) ORDER BY told.id + 0 DESC LIMIT \(limit)
      """
    ) { try LoggedEvent(row: $0) }
  }

  func count(before: Int64, in work: Work) throws -> Int {
    try work.value(
      "SELECT count(*) FROM (\(parts("event.id"))) AS told WHERE told.id + 0 < \(before)") ?? 0
  }

  /// What the records of these events are called, and where they are.
  func others(in events: [LoggedEvent], _ work: Work) throws -> [Subject: History.Other] {
    var others: [Subject: History.Other] = [:]
    for (relation, _) in related {
      let numbers = Set(events.lazy.map(\.subject).filter { $0.kind == relation.kind && $0 != subject }.map(\.number))
      guard !numbers.isEmpty else { continue }
      for (number, name) in try relation.names(work, numbers.sorted()) {
        others[Subject(relation.kind, number)] = .init(name: name, path: "\(relation.path)/\(number)")
      }
    }
    return others
  }

  private func parts(_ columns: SQL) -> SQL {
    let asked: SQL = kinds.map { "AND kind IN \(list: $0)" } ?? ""
    let own: SQL = """
      SELECT \(columns) FROM event
      WHERE subject_kind = \(subject.kind) AND subject_id = \(subject.number) \(asked)
      """
    let others = related.map { relation, numbers -> SQL in
      """
      SELECT \(columns) FROM event
      WHERE subject_kind = \(relation.kind) AND subject_id IN \(list: numbers) \(asked)
      """
    }
    return .joined([own] + others, by: " UNION ALL ")
  }
}
