import Kernel
import Store

/// A funnel: the stages that a deal passes, in one direction.
package struct Pipeline: Sendable, Hashable, Guarded {
  package enum Kind: String, CaseIterable, Storable {
    case sales, calling, warmup, leads

    /// Minutes in which inquiries are answered where nobody set anything else; in calling lists nobody waits.
    package var usualReaction: Int? { self == .sales || self == .leads ? 15 : nil }
  }

  package let id: ID<Pipeline>
  package let name: String
  package let kind: Kind
  package let version: Int
  /// In order, those that were put away at the end.
  package let stages: [Stage]
  /// Whether it was put away: no deal stands in it, history still names it.
  package let isArchived: Bool
  /// Minutes of working time in which a new inquiry is to be answered, or nil (R47).
  package let reactionMinutes: Int?

  package static let kind = "pipeline"
  package static let table: SQL = "pipeline"
  /// Funnels belong to the company: everybody works in them.
  package static func taken(by people: People) -> SQL { "1 = 1" }

  /// The columns of the board: all stages that are not final (R29).
  package var columns: [Stage] { stages.filter { $0.isOpen && !$0.isArchived } }
  /// Without those that were put away.
  package var live: [Stage] { stages.filter { !$0.isArchived } }
  package var first: Stage? { columns.first { $0.kind == .new } ?? columns.first }
  package var won: Stage? { stages.first { $0.kind == .won } }
  package var lost: Stage? { stages.first { $0.kind == .lost } }

  /// R44: where a client goes on who came back: «Поиск», or where deals begin.
  var revival: Stage? { columns.first { $0.name.folded == PipelineTemplate.search.folded } ?? first }

  /// Whether a deal that comes to the stage is sold.
  package func sells(at stage: Stage) -> Bool { kind == .sales && stage.kind == .won }

  package func stage(_ id: ID<Stage>) -> Stage? { stages.first { $0.id == id } }

  /// The stages that a deal may still reach from `stage`, without losing it.
  package func ahead(of stage: Stage) -> [Stage] {
    live.filter { $0.position > stage.position && $0.kind != .lost }
  }
}
