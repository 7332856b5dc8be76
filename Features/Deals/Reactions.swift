import Kernel
import Store

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

extension Deals {
  /// What reactions are measured by.
  package enum ReactionKey: String, CaseIterable, Sendable {
    case owner, source
  }

  /// The reactions to inquiries that were first answered between two instants, by who had the deal then
  /// or by source; those of people whose deals the actor sees.
  package func reactions(by key: ReactionKey, from: Instant, to: Instant) throws -> [ReactionTime] {
    let people = work.actor.access.people(for: .see, Deal.kind)
    let column: SQL = key == .owner ? "reaction_person_id" : "source_id"
    var answers: [Int64?: [(seconds: Int64, isLate: Bool)]] = [:]
    // deal_reaction holds all that is asked. Past the actor's reach of deals: it is asked of the people who answered.
    try work.query(
      """
      SELECT \(column) AS measured, reaction_seconds, reaction_due_at < touched_at AS late FROM \(Deal.table) AS deal
      WHERE reaction_seconds IS NOT NULL AND touched_at >= \(from) AND touched_at < \(to)
        AND \(people.condition(on: "deal.reaction_person_id"))
      """
    ) { row in
      answers[try row["measured"], default: []].append((try row["reaction_seconds"], try row["late"]))
    }
    return answers.map { ReactionTime($0.key, $0.value) }.sorted { ($0.median, $0.key ?? 0) < ($1.median, $1.key ?? 0) }
  }
}
