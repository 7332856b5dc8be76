import Kernel
import Store
import Web

/// How quickly inquiries were answered, in working time (R47).
package struct ReactionTime: Sendable, Hashable {
  /// The person or the source; nil for deals without a source.
  package let key: Int64?
  package let answered: Int
  /// Those of them whose time was over.
  package let late: Int
  package let median: Int64
  package let average: Int64

  fileprivate init(_ key: Int64?, _ answers: [(seconds: Int64, isLate: Bool)]) {
    self.key = key
    answered = answers.count
    late = answers.filter(\.isLate).count
    let seconds = answers.map(\.seconds).sorted()
    let middle = seconds.count / 2
    median = seconds.count % 2 == 1 ? seconds[middle] : (seconds[middle - 1] + seconds[middle]) / 2
    average = seconds.reduce(0, +) / Int64(seconds.count)
  }
}

/// Which first answers are looked at.
package struct ReactionPick: Sendable, Hashable {
  package enum Origin: Sendable, Hashable {
    case source(ID<Source>)
    /// Inquiries of which nobody knows where they came from.
    case unknown
  }

  /// When the answer was given.
  package var from, to: Instant
  package var origin: Origin?
  /// Who had the deal then.
  package var personID: ID<Person>?
  /// Only those whose time was over.
  package var isLate = false

  package init(from: Instant, to: Instant) { (self.from, self.to) = (from, to) }

  /// All of it stands in deal_reaction; a person's own in deal_reaction_person.
  fileprivate var conditions: [SQL] {
    var conditions: [SQL] = [
      "deal.reaction_seconds IS NOT NULL", "deal.touched_at >= \(from)", "deal.touched_at < \(to)",
    ]
    switch origin {
    case .source(let id): conditions.append("+deal.source_id = \(id)")
    case .unknown: conditions.append("deal.source_id IS NULL")
    case nil: break
    }
    if let personID { conditions.append("deal.reaction_person_id = \(personID)") }
    if isLate { conditions.append("deal.reaction_due_at < deal.touched_at") }
    return conditions
  }
}

extension Deals {
  /// What reactions are measured by.
  package enum ReactionKey: String, CaseIterable, Sendable {
    case owner, source
  }

  /// The reactions to inquiries that were first answered in a period, by who had the deal then or by source; those of
  /// people whose deals the actor sees.
  package func reactions(by key: ReactionKey, _ pick: ReactionPick) throws -> [ReactionTime] {
    try reactions(by: [key], pick)[0]
  }

  /// The same by several at once, which costs no more than by one.
  package func reactions(by keys: [ReactionKey], _ pick: ReactionPick) throws -> [[ReactionTime]] {
    var answers = keys.map { _ in [Int64?: [(seconds: Int64, isLate: Bool)]]() }
    // deal_reaction holds all that is asked. Past the actor's reach of deals: it is asked of the people who answered.
    try work.query(
      """
      SELECT reaction_person_id, source_id, reaction_seconds, reaction_due_at < touched_at AS late
      FROM \(Deal.table) AS deal WHERE \(.all(pick.conditions + [answerers]))
      """
    ) { row in
      let answer: (Int64, Bool) = (try row[2], try row[3])
      for (place, key) in keys.enumerated() {
        answers[place][try row[key == .owner ? 0 : 1], default: []].append(answer)
      }
    }
    return answers.map { answers in
      answers.map { ReactionTime($0.key, $0.value) }
        .sorted { ($0.median, $0.key ?? 0) < ($1.median, $1.key ?? 0) }
    }
  }

  /// The deals behind such a number that the actor sees, the last answered first.
  package func answered(_ pick: ReactionPick, after cursor: Cursor? = nil, limit: Int = 50) throws -> Slice<Deal> {
    var conditions = pick.conditions + [answerers]
    if let cursor {
      guard cursor.keys.count == 2, let at = cursor.keys[0].integer, let id = cursor.keys[1].integer
      else { throw Unreadable("bad_cursor", field: "after") }
      conditions.append("(deal.touched_at, deal.id) < (\(at), \(id))")
    }
    let found = try work.all(
      """
      SELECT deal.* FROM \(work.visible(Deal.self)) AS deal
      WHERE \(.all(conditions)) ORDER BY deal.touched_at DESC, deal.id DESC LIMIT \(limit + 1)
      """
    ) { try Deal(row: $0) }
    return Slice(found, limit: limit) { Cursor([.integer($0.touchedAt?.milliseconds ?? 0), JSON($0.id)]) }
  }

  private var answerers: SQL {
    work.actor.access.people(for: .see, Deal.kind).condition(on: "deal.reaction_person_id")
  }
}
