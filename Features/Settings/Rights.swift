import Kernel
import Store
import Timeline
import Web

/// One kind of record in the matrix of rights: which actions there are, and how far each may reach.
package struct RightKind: Sendable, Hashable {
  package let kind: String
  package let actions: [Action]
  /// Whether its records belong to people, so that a reach of "own" means something.
  package let isReached: Bool

  /// Reaches that make sense for an action.
  package var reaches: [Reach] { isReached ? Reach.allCases : [.none, .all] }

  /// What the features suggest rights for, in their order.
  package static func all(of features: [Feature]) -> [RightKind] {
    let suggested = features.flatMap(\.rights)
    var kinds: [String] = []
    for right in suggested where !kinds.contains(right.kind) { kinds.append(right.kind) }
    return kinds.map { kind in
      let own = suggested.filter { $0.kind == kind }
      return RightKind(
        kind: kind, actions: Action.allCases.filter { action in own.contains { $0.action == action } },
        isReached: own.contains { ![.all, .none].contains($0.reach) })
    }
  }
}

extension Settings {
  /// Says how far a job reaches with an action. The owner's rights are not for changing, so nobody locks
  /// the company out of itself.
  /// - Throws: a `Refusal` for an action that there is not, or a reach that means nothing.
  package func setReach(
    _ reach: Reach, of job: Job, _ action: Action, _ kind: String, in kinds: [RightKind]
  ) throws {
    try require(nil)
    guard let known = kinds.first(where: { $0.kind == kind }) else { throw Refusal("unknown_kind", field: "kind") }
    guard known.actions.contains(action) else { throw Refusal("unknown_action", field: "action") }
    guard known.reaches.contains(reach) else { throw Refusal("reach_without_meaning", field: "reach") }
    guard job != .owner else { throw Refusal("owner_rights_stay", field: "job") }
    try requireSomebody(after: job, action, kind, reach)
    let old = try self.reach(of: job, action, kind)
    guard old != reach else { return }
    try work.execute(
      """
      INSERT INTO role_right (job, kind, action, reach) VALUES (\(job), \(kind), \(action), \(reach))
      ON CONFLICT (job, kind, action) DO UPDATE SET reach = excluded.reach
      """)
    try work.record(RightChanged(job: job, kind: kind, action: action, old: old, new: reach))
  }

  /// As it stands in the database.
  package func reach(of job: Job, _ action: Action, _ kind: String) throws -> Reach {
    try work.value(
      "SELECT reach FROM role_right WHERE job = \(job) AND kind = \(kind) AND action = \(action)") ?? .none
  }

  /// A company without an owner is kept by its administrators: they keep their keys.
  private func requireSomebody(after job: Job, _ action: Action, _ kind: String, _ reach: Reach) throws {
    guard job == .admin, action == .administer, reach == .none else { return }
    let owner: Int? = try work.value("SELECT 1 FROM person WHERE job = \(Job.owner) AND active LIMIT 1")
    guard owner != nil else { throw Refusal("last_keys", field: "reach") }
  }
}

/// What a job may do changed.
package struct RightChanged: Event {
  package static let kind = "right_changed"
  let job: Job
  let kind: String
  let action: Action
  let old: Reach
  let new: Reach
  package var subject: Subject { Subject("right", 1) }
  package var audience: [ID<Person>]? { nil }
  package var facts: JSON {
    [
      "job": Fact.word("jobs.\(job.rawValue)"), "kind_of": Fact.word("rights.kind.\(kind)"),
      "action": Fact.word("rights.action.\(action.rawValue)"),
      "from": Fact.word("rights.reach.\(old.rawValue)"), "to": Fact.word("rights.reach.\(new.rawValue)"),
    ]
  }
}
