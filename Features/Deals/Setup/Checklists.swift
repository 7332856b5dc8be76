import Kernel
import Store

/// A line of a stage's checklist (R36).
package struct StageItem: Sendable, Hashable {
  package let id: ID<StageItem>
  package let text: String

  init(row: Row) throws {
    id = try row["id"]
    text = try row["text"]
  }
}

extension Work {
  /// The checklists of stages, and what was ticked off for a deal.
  package var checklists: Checklists { Checklists(work: self) }
}

/// What can be done with checklists.
package struct Checklists {
  let work: Work

  /// The lines of a stage in order.
  package func items(of stage: ID<Stage>) throws -> [StageItem] {
    try work.all(
      "SELECT id, text FROM stage_item WHERE stage_id = \(stage) AND archived_at IS NULL ORDER BY position, id"
    ) { try StageItem(row: $0) }
  }

  /// The lines that were ticked off for a deal.
  package func checked(of deal: ID<Deal>) throws -> Set<ID<StageItem>> {
    Set(try work.values("SELECT item_id FROM deal_check WHERE deal_id = \(deal)"))
  }

  /// Ticks a line of the deal's stage off, or takes the tick back. Who may change the deal may.
  package func check(_ item: ID<StageItem>, _ isDone: Bool, for id: ID<Deal>) throws {
    let deal = try work.deals.find(id, to: .change)
    try deal.requireOpen()
    guard let line = try items(of: deal.stageID).first(where: { $0.id == item }) else {
      throw NotFound("stage_item")
    }
    guard try checked(of: id).contains(item) != isDone else { return }
    if isDone {
      try work.execute(
        """
        INSERT INTO deal_check (deal_id, item_id, person_id, at)
        VALUES (\(id), \(item), \(work.actor.id), \(work.now))
        """)
    } else {
      try work.execute("DELETE FROM deal_check WHERE deal_id = \(id) AND item_id = \(item)")
    }
    try work.record(DealChecked(deal: deal, text: line.text, isDone: isDone))
  }

  /// Makes these the lines of the stage: what keeps its words keeps its ticks, what goes is put away.
  func set(_ lines: [String], of stage: ID<Stage>) throws {
    var wanted: [String] = []
    for line in lines.map({ $0.split(whereSeparator: \.isWhitespace).joined(separator: " ") })
    where !line.isEmpty && !wanted.contains(line) { wanted.append(line) }
    guard wanted.count <= StageDraft.mostItems else {
      throw Refusal("too_many", field: "checklist", ["max": String(StageDraft.mostItems)])
    }
    let known = Dictionary(
      try work.all("SELECT id, text FROM stage_item WHERE stage_id = \(stage)") { try StageItem(row: $0) }
        .map { ($0.text, $0.id) }, uniquingKeysWith: { first, _ in first })
    try work.execute("UPDATE stage_item SET archived_at = \(work.now) WHERE stage_id = \(stage)")
    for (position, line) in wanted.enumerated() {
      if let id = known[line] {
        try work.execute("UPDATE stage_item SET archived_at = NULL, position = \(position) WHERE id = \(id)")
      } else {
        try work.execute(
          "INSERT INTO stage_item (stage_id, text, position) VALUES (\(stage), \(line), \(position))")
      }
    }
  }
}

/// A line of the stage's checklist was ticked off for a deal, or the tick was taken back.
package struct DealChecked: Event {
  package static let kind = "deal_checked"
  let deal: Deal
  let text: String
  let isDone: Bool
  package var subject: Subject { deal.subject }
  package var audience: [ID<Person>]? { deal.people }
  package var facts: JSON { ["text": .string(text), "done": .bool(isDone)] }
}
